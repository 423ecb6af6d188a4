;; Its text ends half way.
;; expects: Compile "not a valid core WebAssembly module"
(module
  (memory (export "memory") 1)
  (func (export "number")
