;; It returns 0, and says of no output where it is.
;; expects: Result "0 bytes" "bad result of guest function `number`"
(module
  (memory (export "memory") 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.const 0)))
