# Finds a toolchain for WebAssembly; sourced by build.sh and by .ci/run.
#
#   find_wasm_toolchain                     for wasm32-unknown-unknown, without std
#   find_wasm_toolchain wasm32-wasip1       for guests with std and WASI preview 1
#
# Sets `wasm_target`, `wasm_options` for cargo, `wasm_flags` for rustc and `wasm_sysroot`, and exports what selects the compiler.
# Fails, saying what to install, where there is none.

find_wasm_toolchain() {
  wasm_target=${1:-wasm32-unknown-unknown}
  wasm_options=(--target "$wasm_target")
  wasm_flags=()
  if command -v rustup >/dev/null && rustup target list --installed 2>/dev/null | grep -qx "$wasm_target"; then
    wasm_sysroot=$(rustc --print sysroot)
    return
  fi
  local linker libc=/usr/lib/wasm32-wasi packages="rustc-web rust-web-src lld-22"
  linker=$(command -v wasm-ld-22) || true
  if [ "$wasm_target" = wasm32-wasip1 ]; then
    packages+=" wasi-libc"
    [ -e "$libc/crt1-reactor.o" ] || linker=
  fi
  if [ -x /usr/bin/rustc ] && [ -n "$linker" ] && [ -d "$(/usr/bin/rustc --print sysroot)/lib/rustlib/src/rust" ]; then
    export RUSTC=/usr/bin/rustc
    # Debian has no compiled core for this target, and only an unstable option builds one.
    export RUSTC_BOOTSTRAP=1
    wasm_sysroot=$("$RUSTC" --print sysroot)
    wasm_flags+=("-Clinker=$linker")
    if [ "$wasm_target" = wasm32-wasip1 ]; then
      wasm_options+=(-Zbuild-std=std,panic_abort)
      # Upstream's toolchain has these in itself.
      wasm_flags+=(-Clink-self-contained=no "-Lnative=$libc" "-Clink-arg=$libc/crt1-reactor.o")
    else
      wasm_options+=(-Zbuild-std=core,alloc)
    fi
    return
  fi
  echo "no compiler for $wasm_target: rustup target add $wasm_target, or apt-get install $packages" >&2
  return 1
}
