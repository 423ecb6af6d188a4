(module
  (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
  (memory (export "memory") 1)
  (func (export "f") (param i32 i32 i32 i32) (result i32) unreachable)
  (func (export "g") (param i32 i32 i32 i32) (result i32) unreachable))
