;; It asks the host for a result that is larger than all the memory that it may have.
;; expects: Limit "host function `many` (called by `number`) would have" "the sandbox's `max_memory`"
;; writes: 0..0
(module
  (import "$root" "many" (func $many (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\00\00\80\02")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (drop (call $many (i32.const 64) (i32.const 28) (i32.const 0) (i32.const 4)))
    (i32.store (local.get $out) (i32.load (i32.const 0)))
    (i32.store (local.get $out_len) (i32.load (i32.const 4)))
    (i32.const 0)))
