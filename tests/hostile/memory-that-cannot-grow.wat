;; Its memory is empty and can't grow, and it has no allocator.
;; expects: Convention "it exports no `__pack_alloc`, and its memory can't grow by 1 pages for the host"
(module
  (memory (export "memory") 0 0)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.const 0)))
