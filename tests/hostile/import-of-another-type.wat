;; It imports a host function as one of another type.
;; expects: Link "imports `ask` from `$root` as (i64) -> i64, but a packr function is (i32, i32, i32, i32) -> i32"
(module
  (import "$root" "ask" (func (param i64) (result i64)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
