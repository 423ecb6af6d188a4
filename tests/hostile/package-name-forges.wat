;; The module's name has line breaks in it, and it exports no function.
;; expects: Link "`good` fits\n  - nothing is wrong` does not fit"
(module $"good` fits\0a  - nothing is wrong"
  (memory (export "memory") 1))
