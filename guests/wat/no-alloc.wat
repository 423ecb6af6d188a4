;; World test:small/small without an allocator: no __pack_alloc and no __pack_free.
;; A host has to make room for what it passes, by growing the memory.
;; `echo` hands its own input and slots to the import: the answer is the host's buffer.
(module
  (import "test:small/host" "echo" (func $host_echo (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)

  (func (export "echo") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (call $host_echo (local.get $in) (local.get $len) (local.get $out) (local.get $out_len)))

  ;; The empty tuple.
  (data (i32.const 64) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00" "\0b\00\00\00\04\00\00\00" "\00\00\00\00")
  (func (export "ping") (param $in i32) (param $len i32) (param $out i32) (param $out_len i32) (result i32)
    (i32.store (local.get $out) (i32.const 64))
    (i32.store (local.get $out_len) (i32.const 28))
    (i32.const 0)))
