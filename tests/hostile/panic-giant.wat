;; It traps, and the message of its panic is a megabyte.
;; expects: Trap "panicked: aaaaaaaa"
;; writes: 0..1048576
(module
  (memory (export "memory") 17)
  (func (export "__pack_panic") (param $ptr i32) (param $len i32) (result i32)
    (memory.fill (i32.const 0) (i32.const 97) (i32.const 0x100000))
    (i32.store (local.get $ptr) (i32.const 0))
    (i32.store (local.get $len) (i32.const 1048576))
    (i32.const 0))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (unreachable)))
