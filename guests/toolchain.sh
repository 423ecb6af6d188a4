# Finds a toolchain for wasm32-unknown-unknown; sourced by build.sh and by .ci/run.
#
# Sets `wasm_target`, `wasm_options` for cargo and `wasm_flags` for rustc, and exports what selects the compiler.
# Fails, saying what to install, where there is none.

wasm_target=wasm32-unknown-unknown
wasm_options=(--target "$wasm_target")
wasm_flags=()

find_wasm_toolchain() {
  if command -v rustup >/dev/null && rustup target list --installed 2>/dev/null | grep -qx "$wasm_target"; then
    wasm_sysroot=$(rustc --print sysroot)
    return
  fi
  local linker
  linker=$(command -v wasm-ld-22) || true
  if [ -x /usr/bin/rustc ] && [ -n "$linker" ] && [ -d "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust" ]; then
    export RUSTC=/usr/bin/rustc
    # Debian has no compiled core for this target, and only an unstable option builds one.
    export RUSTC_BOOTSTRAP=1
    wasm_sysroot=$("$RUSTC" --print sysroot)
    wasm_flags+=("-Clinker=$linker")
    wasm_options+=(-Zbuild-std=core,alloc)
    return
  fi
  echo "no compiler for $wasm_target: rustup target add $wasm_target, or apt-get install rustc-web rust-web-src lld-22" >&2
  return 1
}
