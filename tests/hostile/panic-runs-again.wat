;; It traps, and its `__pack_panic` has the host call it again, though it was stopped half way. It would write to address 128.
;; expects: Trap "trapped: wasm trap: wasm `unreachable` instruction executed"
(module
  (import "$root" "forgive" (func $forgive (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\00\00\00\00")
  (data (i32.const 192) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\07\00\00\00")
  (func (export "__pack_panic") (param $ptr i32) (param $len i32) (result i32)
    (drop (call $forgive (i32.const 64) (i32.const 28) (i32.const 0) (i32.const 4)))
    (i32.const 1))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (if (i32.load offset=24 (local.get $in)) (then (unreachable)))
    (i32.store (i32.const 128) (i32.const 1))
    (i32.store (local.get $out) (i32.const 192))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
