;; It has the host call it again, without an end.
;; expects: Host "the sandbox's `max_calls`"
(module
  (import "$root" "again" (func $again (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\00\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $again (i32.const 64) (i32.const 28) (local.get $out) (local.get $out_len))))
