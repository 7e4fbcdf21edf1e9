#!/usr/bin/env bash
# `make bench`: the release build, measured as perf.md says.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/progress.sh

steps_total=5
step "What this machine lacks" scripts/setup.sh build
step "Server and bench, release" cargo build --release --package server --package bench
step "Browser bundle, release" cargo run --quiet --package xtask -- bundle --release
step "The rules in wasm, for Node" cargo run --quiet --package xtask -- probe
step "Measuring" "$CARGO_TARGET_DIR/release/bench" "$CARGO_TARGET_DIR/release/server" \
  "$CARGO_TARGET_DIR/site" var/bench.json
