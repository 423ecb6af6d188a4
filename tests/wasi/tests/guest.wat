;; A guest that writes to standard output through WASI preview 1 and exports one packr function,
;; `greet: func() -> u32`, whose result is the status of `fd_write`.
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  ;; one iovec: pointer and length of the text
  (data (i32.const 16) "\20\00\00\00\15\00\00\00")
  (data (i32.const 32) "hello from the guest\n")
  ;; CGRF: header with one node, and that node, a u32 whose value is written at 128 + 16 + 8
  (data (i32.const 128) "CGRF\02\00\00\00\01\00\00\00\00\00\00\00\0e\00\00\00\04\00\00\00\ff\ff\ff\ff")
  (func (export "greet") (param i32 i32 i32 i32) (result i32)
    (i32.store (i32.const 152)
      (call $fd_write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24)))
    (i32.store (local.get 2) (i32.const 128))
    (i32.store (local.get 3) (i32.const 28))
    (i32.const 0)))
