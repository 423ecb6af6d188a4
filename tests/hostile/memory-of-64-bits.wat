;; Its memory has 64 bits.
;; expects: Link "it exports a 64-bit memory"
(module
  (memory (export "memory") i64 1)
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32) (i32.const 0)))
