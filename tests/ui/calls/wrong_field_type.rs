packr::bindgen!({
    inline: r#"
        package a:b;
        interface i {
            record foo-bar { x: u32 }
            foo-1: func();
        }
        world w { import i; }
    "#,
});

struct Host;

impl a::b::i::Host for Host {
    fn foo_1(&mut self) {}
}

fn main() {
    let _ = a::b::i::FooBar { x: "not a number" };
}
