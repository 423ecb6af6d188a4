;; It never ends.
;; expects: Limit "took longer than 50ms (the sandbox's `deadline`)"
;; deadline: 50 ms
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (loop $forever (br $forever))
    (i32.const 0)))
