;; It fills more than its memory: nothing of that is written.
;; expects: Trap "out of bounds memory access"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (memory.fill (i32.const 60000) (i32.const 255) (i32.const 0x20000))
    (i32.const 0)))
