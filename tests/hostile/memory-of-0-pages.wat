;; Its memory is empty, and it has no allocator: the host adds a page, and does not write to address 0, which means none.
;; expects: Result "bad result"
(module
  (memory (export "memory") 0)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (if (i32.lt_u (local.get $out) (i32.const 8)) (then (unreachable)))
    (i32.store (local.get $out) (i32.const 0))
    (i32.store (local.get $out_len) (i32.const 8))
    (i32.const 0)))
