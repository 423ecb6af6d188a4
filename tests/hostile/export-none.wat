;; It exports none of the functions of its world.
;; expects: Link "does not export `number`"
(module
  (memory (export "memory") 1))
