;; It divides by zero.
;; expects: Trap "integer divide by zero"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.div_u (i32.const 1) (i32.const 0))))
