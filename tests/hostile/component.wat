;; It is a component.
;; expects: Component "packr runs core modules"
(component)
