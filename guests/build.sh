#!/usr/bin/env bash
# Builds every guest and puts the modules into a directory: guests/ itself, or the one given.
#
#   guests/build.sh [DIRECTORY]
#
# The directory gets what the tests need: the modules, and the guests written as text in wat/.
# The same toolchain gives the same bytes, wherever the sources are; but for crates of this repository, which cargo names by place. No module carries a path.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
mkdir -p "${1:-$here}"
out=$(cd "${1:-$here}" && pwd -P)

source "$here/toolchain.sh"

# Compiles guests: the target, and further arguments for cargo. In a shell of its own, since toolchains are found by the environment.
compile() (
  find_wasm_toolchain "$1"
  echo "building for $1 with $("${RUSTC:-rustc}" --version)"
  # Panics name the place in the source unless told otherwise, by an unstable option.
  export RUSTC_BOOTSTRAP=1
  wasm_flags+=(
    -Zlocation-detail=none
    "--remap-path-prefix=$(dirname "$here")=packr"
    "--remap-path-prefix=$here=guests"
    "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
    "--remap-path-prefix=$wasm_sysroot=rust"
  )
  CARGO_ENCODED_RUSTFLAGS=$(printf '%s\x1f' "${wasm_flags[@]}")
  export CARGO_ENCODED_RUSTFLAGS=${CARGO_ENCODED_RUSTFLAGS%$'\x1f'}
  cargo build --release --locked --manifest-path "$here/Cargo.toml" "${wasm_options[@]}" "${@:2}"
)

export CARGO_TARGET_DIR=${PACKR_GUESTS_TARGET_DIR:-$here/target}
export CARGO_INCREMENTAL=0

# Guests with std need WASI; all others are built for no system at all.
with_std=files
compile wasm32-unknown-unknown
compile wasm32-wasip1 --package "guest-$with_std"

# Upstream's own name for its sources, /rustc/, stands for no place on any machine.
paths_in() {
  grep -aoE "[[:print:]]*(/(home|root|usr|tmp|Users|var|opt)/|/src/[a-z_]+\.rs|\.cargo|registry/)[[:print:]]*" "$1" |
    grep -v /rustc/
}

# Puts a module into the directory: the file that was built, and its name there.
put() {
  local built=$1 name=$2 found same
  if found=$(paths_in "$built"); then
    printf '%s.wasm contains a path:\n%s\n' "$name" "$found" >&2
    exit 1
  fi
  if cmp -s "$built" "$here/$name.wasm"; then same="as committed"; else same="differs from the committed one"; fi
  cp "$built" "$out/$name.wasm"
  printf '%-15s %7d bytes, %s\n' "$name.wasm" "$(wc -c <"$built")" "$same"
}

for manifest in "$here"/*/Cargo.toml; do
  name=$(basename "$(dirname "$manifest")")
  if [ "$name" = "$with_std" ]; then target=wasm32-wasip1; else target=wasm32-unknown-unknown; fi
  put "$CARGO_TARGET_DIR/$target/release/$name.wasm" "$name"
done

# A second build of one guest, which behaves differently.
compile wasm32-unknown-unknown --package guest-twin --features guest-twin/other
put "$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/twin.wasm" twin-other

if [ "$out" != "$here" ]; then
  rm -rf "$out/wat"
  cp -r "$here/wat" "$out/wat"
fi
