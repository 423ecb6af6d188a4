;; It traps, and its `__pack_panic` takes all memory that it may have.
;; expects: Trap "trapped: wasm trap: wasm `unreachable` instruction executed"
(module
  (memory (export "memory") 1)
  (func (export "__pack_panic") (param $ptr i32) (param $len i32) (result i32)
    (loop $more (br_if $more (i32.ge_s (memory.grow (i32.const 64)) (i32.const 0))))
    (i32.const 0))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (unreachable)))
