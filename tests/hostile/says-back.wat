;; It says to the host what it was told, which is a list and not a text.
;; expects: Arguments "bad arguments of host function `say`"
(module
  (import "$root" "many" (func $many (param i32 i32 i32 i32) (result i32)))
  (import "$root" "say" (func $say (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\0a\00\00\00")
  (func (export "text") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (drop (call $many (i32.const 64) (i32.const 28) (local.get $out) (local.get $out_len)))
    (call $say (i32.load (local.get $out)) (i32.load (local.get $out_len)) (local.get $out) (local.get $out_len))))
