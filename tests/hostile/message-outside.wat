;; It fails, and its message is outside its memory.
;; expects: Guest "its message is said to be 64 bytes at 4294967280, outside its memory"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const -16))
    (i32.store (local.get $out_len) (i32.const 64))
    (i32.const -1)))
