packr::bindgen!({
    inline: r#"
        package a:b;
        interface i { f: func(); }
        world w { import i; import log: func(m: string); }
    "#,
});

struct State;

impl a::b::i::Host for State {
    fn f(&mut self) {}
}

fn main() {
    let mut linker = packr::Linker::<State>::new(&packr::Engine::default());
    W::add_to_linker::<_, packr::HasSelf<_>>(&mut linker, |state| state).unwrap();
}
