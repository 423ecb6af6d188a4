;; Its output has all of the host's buffer inside it. It must not be given back: the guest's `__pack_free` traps.
;; expects: Result "bad result"
;; writes: 4096..5120
(module
  (memory (export "memory") 1)
  (func (export "__pack_alloc") (param i32) (result i32) (i32.const 4096))
  (func (export "__pack_free") (param i32 i32) (unreachable))
  (func (export "number") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 4000))
    (i32.store (local.get $out_len) (i32.const 2000))
    (i32.const 0)))
