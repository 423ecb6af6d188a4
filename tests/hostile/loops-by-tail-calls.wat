;; It never ends, without a loop and without stack: each function ends in a call of the other.
;; expects: Limit "took longer than 50ms (the sandbox's `deadline`)"
;; deadline: 50 ms
(module
  (memory (export "memory") 1)
  (func $a (result i32) (return_call $b))
  (func $b (result i32) (return_call $a))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $a)))
