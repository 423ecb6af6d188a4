;; Its status is the lowest that there is, without a message.
;; expects: Guest "it gave no message"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.const -2147483648)))
