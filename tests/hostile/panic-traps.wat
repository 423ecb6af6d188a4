;; It traps, and so does its `__pack_panic`.
;; expects: Trap "trapped: wasm trap: wasm `unreachable` instruction executed"
(module
  (memory (export "memory") 1)
  (func (export "__pack_panic") (param $ptr i32) (param $len i32) (result i32)
    (unreachable))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (unreachable)))
