;; It writes behind its memory.
;; expects: Trap "out of bounds memory access"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (i32.const -4) (i32.const 1))
    (i32.const 0)))
