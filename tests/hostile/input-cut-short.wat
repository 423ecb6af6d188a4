;; It gives an import a good message that ends at every byte before its last.
;; expects: Arguments "bad arguments of host function `ask`"
;; inputs: 0..28
(module
  (import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $ask (i32.const 64) (i32.load offset=24 (local.get $in)) (local.get $out) (local.get $out_len))))
