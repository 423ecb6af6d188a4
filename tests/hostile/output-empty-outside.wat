;; Its output is empty, and outside its memory: there is nothing to read, but no such place either.
;; expects: Convention "its output is said to be 0 bytes at 131073"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 131073))
    (i32.store (local.get $out_len) (i32.const 0))
    (i32.const 0)))
