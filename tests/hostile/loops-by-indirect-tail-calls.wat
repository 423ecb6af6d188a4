;; It never ends, by tail calls through a table.
;; expects: Limit "took longer than 50ms (the sandbox's `deadline`)"
;; deadline: 50 ms
(module
  (memory (export "memory") 1)
  (type $f (func (result i32)))
  (table funcref (elem $a))
  (func $a (result i32) (return_call_indirect (type $f) (i32.const 0)))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $a)))
