;; Its output ends beyond 4 GiB: pointer and length together wrap around to 48.
;; expects: Convention "its output is said to be 64 bytes at 4294967280"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const -16))
    (i32.store (local.get $out_len) (i32.const 64))
    (i32.const 0)))
