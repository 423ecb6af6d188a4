;; It asks the host without an end.
;; expects: Limit "took longer than 50ms (the sandbox's `deadline`)"
;; deadline: 50 ms
(module
  (import "$root" "ask" (func $ask (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\01\00\00\00")
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (loop $forever
      (drop (call $ask (i32.const 64) (i32.const 28) (local.get $out) (local.get $out_len)))
      (br $forever))
    (i32.const 0)))
