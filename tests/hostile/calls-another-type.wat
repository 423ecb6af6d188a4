;; It calls an element of a table by another type.
;; expects: Trap "indirect call type mismatch"
(module
  (memory (export "memory") 1)
  (type $f (func (result i32)))
  (func $other (param i64))
  (table funcref (elem $other))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call_indirect (type $f) (i32.const 0))))
