;; Its output is empty, and begins where its memory ends.
;; expects: Result "bad result"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 131072))
    (i32.store (local.get $out_len) (i32.const 0))
    (i32.const 0)))
