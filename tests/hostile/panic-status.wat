;; It traps, and the status of its `__pack_panic` means nothing.
;; expects: Trap "trapped: wasm trap: wasm `unreachable` instruction executed"
(module
  (memory (export "memory") 1)
  (func (export "__pack_panic") (param $ptr i32) (param $len i32) (result i32)
    (i32.store (local.get $ptr) (i32.const -16))
    (i32.store (local.get $len) (i32.const 64))
    (i32.const 77))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (unreachable)))
