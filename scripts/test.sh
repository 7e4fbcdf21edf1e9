#!/usr/bin/env bash
# `make test`: `test.sh check backend browser`, each part also alone. FILTER picks Rust tests.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/progress.sh
source scripts/postgres.sh
trap stop_postgres EXIT

: "${CARGO_TARGET_DIR:=$HOME/.cache/motcua/target}"
export CARGO_TARGET_DIR

check() {
  step "Format" cargo fmt --all --check
  step "Lints, native" cargo clippy --quiet --workspace --all-targets -- -D warnings
  step "Lints, browser" cargo clippy --quiet --package app --features hydrate \
    --target wasm32-unknown-unknown -- -D warnings
}

backend() {
  step "Rust tests on SQLite and PostgreSQL" rust_tests
}

rust_tests() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --no-fail-fast ${FILTER:+"$FILTER"}
  else
    cargo test --workspace --no-fail-fast -- ${FILTER:+"$FILTER"}
  fi
}

# The development server, which the Rust tests have compiled with the same features, and the
# release bundle: what a browser really gets, and what the budgets are about.
browser() {
  step "Server" cargo build --workspace --all-targets
  step "Browser bundle" "$CARGO_TARGET_DIR/debug/xtask" bundle --release
  step "Browser bundle against its budgets" "$CARGO_TARGET_DIR/debug/xtask" budget
  step "The rules in wasm, by the same vectors" wasm_tests
  step "Browser tests" browser_tests
  step "Two copies on PostgreSQL behind a proxy" copies_tests
}

wasm_tests() {
  "$CARGO_TARGET_DIR/debug/xtask" probe
  PROBE="$CARGO_TARGET_DIR/probe/probe.js" node --test --test-reporter=dot end2end/probe/
}

browser_tests() {
  cmp -s end2end/package-lock.json end2end/node_modules/.installed-lock.json || {
    npm ci --prefix end2end --no-audit --no-fund --loglevel=error
    cp end2end/package-lock.json end2end/node_modules/.installed-lock.json
  }
  (cd end2end && npx tsc --noEmit && npm run --silent judge && eval "npx playwright test ${ARGS:-}")
}

# The stories that carry the main job, once more: nothing may depend on coming back to the same copy.
copies_tests() {
  (cd end2end && ENGINE=postgres COPIES=2 npx playwright test --grep @copies)
}

tools=(build)
steps_total=1
for part in "$@"; do
  case $part in
    check) steps_total=$((steps_total + 3)) ;;
    backend) steps_total=$((steps_total + 1)) tools+=(postgres) ;;
    browser) steps_total=$((steps_total + 6)) tools+=(postgres chromium) ;;
    *) echo "no such part: $part (check, backend, browser)" >&2; exit 2 ;;
  esac
done

step "What this machine lacks" scripts/setup.sh "${tools[@]}"
[ "${#tools[@]}" = 1 ] || start_postgres
for part in "$@"; do
  "$part"
done
echo "All of it passed: $* ($(cpu_seconds) CPU-seconds)"
