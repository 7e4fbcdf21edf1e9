#!/usr/bin/env bash
# Installs what a fresh Debian 12 with rustup and Node lacks: `setup.sh build|postgres|chromium`.
# Says nothing and costs nothing where all is there already.
set -euo pipefail

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
  echo "    installing with apt: $*"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

build() {
  command -v cargo >/dev/null || { echo "Rust is missing: install rustup first" >&2; exit 1; }
  command -v npm >/dev/null || { echo "Node.js 20 or newer with npm is missing" >&2; exit 1; }
  command -v cc >/dev/null || apt_install gcc libc6-dev
  if ! [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]; then
    echo "    installing with rustup: the wasm32 target"
    rustup target add wasm32-unknown-unknown
  fi
}

postgres() {
  compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || apt_install postgresql
}

chromium() {
  [ -x /usr/bin/chromium ] || apt_install chromium
}

for part in "$@"; do
  "$part"
done
