#!/usr/bin/env bash
# Builds every guest and puts the modules into a directory: guests/ itself, or the one given.
#
#   guests/build.sh [DIRECTORY]
#
# The directory gets what the tests need: the modules, and the guests written as text in wat/.
#
# With rustup's target wasm32-unknown-unknown where it is installed, else with Debian's packages:
#   apt-get install rustc-web rust-web-src lld-22
# The same toolchain gives the same bytes, wherever the sources are.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
out=${1:-$here}
mkdir -p "$out"
out=$(cd "$out" && pwd -P)

target=wasm32-unknown-unknown
options=(--release --locked --target "$target" --manifest-path "$here/Cargo.toml")
flags=()

# `-Z location-detail=none` keeps the sources' paths out of the panics; on a stable compiler only this lets it through.
export RUSTC_BOOTSTRAP=1

if command -v rustup >/dev/null && rustup target list --installed 2>/dev/null | grep -qx "$target"; then
  echo "toolchain: $(rustc --version), from rustup"
  sysroot=$(rustc --print sysroot)
else
  export RUSTC=/usr/bin/rustc
  linker=$(command -v wasm-ld-22 || true)
  if [ ! -x "$RUSTC" ] || [ -z "$linker" ] || [ ! -d "$("$RUSTC" --print sysroot)/lib/rustlib/src" ]; then
    echo "build.sh needs rustup's target $target, or: apt-get install rustc-web rust-web-src lld-22" >&2
    exit 1
  fi
  echo "toolchain: $("$RUSTC" --version), from Debian"
  sysroot=$("$RUSTC" --print sysroot)
  flags+=("-Clinker=$linker")
  options+=(-Zbuild-std=core,alloc)
fi

flags+=(
  -Zlocation-detail=none
  "--remap-path-prefix=$here=guests"
  "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
  "--remap-path-prefix=$sysroot=rust"
)
CARGO_ENCODED_RUSTFLAGS=$(printf '%s\x1f' "${flags[@]}")
export CARGO_ENCODED_RUSTFLAGS=${CARGO_ENCODED_RUSTFLAGS%$'\x1f'}
export CARGO_TARGET_DIR=${PACKR_GUESTS_TARGET_DIR:-$here/target}
export CARGO_INCREMENTAL=0

cargo build "${options[@]}"

# Upstream's own name for its sources, /rustc/, stands for no place on any machine.
paths_in() {
  grep -aoE "[[:print:]]*(/(home|root|usr|tmp|Users|var|opt)/|/src/[a-z_]+\.rs|\.cargo|registry/)[[:print:]]*" "$1" | grep -v /rustc/
}

for manifest in "$here"/*/Cargo.toml; do
  name=$(basename "$(dirname "$manifest")")
  built=$CARGO_TARGET_DIR/$target/release/$name.wasm
  if found=$(paths_in "$built"); then
    printf '%s.wasm contains a path:\n%s\n' "$name" "$found" >&2
    exit 1
  fi
  if cmp -s "$built" "$here/$name.wasm"; then same="as committed"; else same="differs from the committed one"; fi
  cp "$built" "$out/$name.wasm"
  printf '%-12s %7d bytes  %s\n' "$name.wasm" "$(wc -c <"$built")" "$same"
done

# Guests written as text are loaded as they are.
if [ "$out" != "$here" ]; then
  rm -rf "$out/wat"
  cp -r "$here/wat" "$out/wat"
fi
