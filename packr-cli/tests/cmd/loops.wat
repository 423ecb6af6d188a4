;; `f` never ends, `g` traps.
(module
  (memory (export "memory") 1)
  (func (export "f") (param i32 i32 i32 i32) (result i32) (loop (br 0)) unreachable)
  (func (export "g") (param i32 i32 i32 i32) (result i32) unreachable))
