packr::bindgen!({
    inline: "package a:b; interface i { f: func() -> u8; } world w { import i; export run: func(); }",
    imports: { default: async },
    exports: { default: async },
});

struct Host;

impl a::b::i::Host for Host {
    fn f(&mut self) -> u8 {
        1
    }
}

struct Local(std::rc::Rc<u8>);

impl a::b::i::Host for Local {
    async fn f(&mut self) -> u8 {
        *self.0
    }
}

fn run(store: &mut packr::Store<Host>, package: &packr::Package, linker: &packr::Linker<Host>) {
    let w = W::instantiate(&mut *store, package, linker).unwrap();
    let () = w.call_run(store).unwrap();
}

fn main() {}
