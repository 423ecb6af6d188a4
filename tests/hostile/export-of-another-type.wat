;; Its export takes nothing.
;; expects: Link "exports `number` as () -> i32, but it must be (i32, i32, i32, i32) -> i32"
(module
  (memory (export "memory") 1)
  (func (export "number") (result i32) (i32.const 0)))
