;; Its output is one byte at 2^32 - 1.
;; expects: Convention "its output is said to be 1 bytes at 4294967295"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const -1))
    (i32.store (local.get $out_len) (i32.const 1))
    (i32.const 0)))
