#!/usr/bin/env bash
# Builds the guests and the benchmark, optimised, and runs it: benches/compare/run.sh [--ci | --recording] [OPTIONS]
#
# The options are those of the benchmark; --help lists them. --ci is for a build that has to be short: without the published
# packr, whose wasmtime is another one, and with wasmtime's compiler less optimised. --recording runs what recording costs, beside watoots,
# which brings further features of wasmtime and so has a build of its own.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=$(dirname "$(dirname "$here")")
target=${CARGO_TARGET_DIR:-$here/target}

build=(--release --features published)
guests=(--workspace)
if [ "${1:-}" = --ci ]; then
  build=(--profile ci)
  guests=(--package compare-component --package compare-packr --package compare-raw)
  shift
fi

if [ "${1:-}" = --recording ]; then
  build=(--release --features watoots)
  guests=(--package compare-component --package compare-packr)
  shift
  set -- --filter recorded,kept "$@"
fi

build_guests() (
  source "$root/guests/toolchain.sh"
  find_wasm_toolchain
  # A panic's place is a path, which would make a guest's size depend on where the sources are.
  export RUSTC_BOOTSTRAP=1
  wasm_flags+=(-Zlocation-detail=none)
  CARGO_ENCODED_RUSTFLAGS=$(printf '%s\x1f' "${wasm_flags[@]}")
  export CARGO_ENCODED_RUSTFLAGS=${CARGO_ENCODED_RUSTFLAGS%$'\x1f'}
  cargo build --release --locked --manifest-path "$here/guests/Cargo.toml" --target-dir "$target/guests" \
    "${guests[@]}" "${wasm_options[@]}"
)

build_guests
cargo run --locked --manifest-path "$here/Cargo.toml" --target-dir "$target" "${build[@]}" -- "$@"
