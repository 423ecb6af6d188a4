;; It calls an element of a table that is empty.
;; expects: Trap "uninitialized element"
(module
  (memory (export "memory") 1)
  (type $f (func (result i32)))
  (table 1 funcref)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call_indirect (type $f) (i32.const 0))))
