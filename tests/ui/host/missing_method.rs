packr::bindgen!({
    inline: r#"
        package a:b;
        interface i { f: func(); g: func(x: u32) -> string; }
        world w { import i; }
    "#,
});

struct Host;

impl a::b::i::Host for Host {
    fn f(&mut self) {}
}

fn main() {}
