;; What it exports by the name of a function is a global.
;; expects: Link "exports `number` as a global"
(module
  (memory (export "memory") 1)
  (global (export "number") i32 (i32.const 0)))
