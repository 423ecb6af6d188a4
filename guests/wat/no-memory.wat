;; World test:small/small by its functions, but the memory is not exported, so no host can pass anything.
(module
  (memory 1)
  (func (export "__pack_alloc") (param i32) (result i32) (i32.const 1024))
  (func (export "__pack_free") (param i32 i32))
  (func (export "echo") (param i32 i32 i32 i32) (result i32) (i32.const 0))
  (func (export "ping") (param i32 i32 i32 i32) (result i32) (i32.const 0)))
