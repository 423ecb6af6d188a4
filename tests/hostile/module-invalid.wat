;; Its function leaves nothing, and is to return a number.
;; expects: Compile "type mismatch"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (nop)))
