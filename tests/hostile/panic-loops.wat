;; It traps, and its `__pack_panic` never ends.
;; expects: Trap "trapped: wasm trap: wasm `unreachable` instruction executed"
;; deadline: 50 ms
(module
  (memory (export "memory") 1)
  (func (export "__pack_panic") (param $ptr i32) (param $len i32) (result i32)
    (loop $forever (br $forever))
    (i32.const 0))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (unreachable)))
