#!/usr/bin/env bash
# `make run`: from a fresh Debian 12 with rustup and Node to the demo world.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/progress.sh

export MOTCUA_LISTEN="${MOTCUA_LISTEN:-127.0.0.1:3000}"
export MOTCUA_DATA_DIR="${MOTCUA_DATA_DIR:-./var}"
export MOTCUA_DEMO="${MOTCUA_DEMO:-true}"
export MOTCUA_SITE_ROOT="${MOTCUA_SITE_ROOT:-$CARGO_TARGET_DIR/site}"

steps_total=5
step "What this machine lacks" scripts/setup.sh build
step "The bundler" cargo build --package xtask
step "Browser bundle, release (some minutes the first time)" \
  "$CARGO_TARGET_DIR/debug/xtask" bundle --release
step "Server, release (the long one the first time)" \
  cargo build --release --package server
echo "    built with $(cpu_seconds) CPU-seconds"

echo "[5/5] Serving http://$MOTCUA_LISTEN, data in $MOTCUA_DATA_DIR; Ctrl-C stops it"
exec "$CARGO_TARGET_DIR/release/server" serve
