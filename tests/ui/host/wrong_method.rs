packr::bindgen!({
    inline: r#"
        package a:b;
        interface i { g: func(x: u32) -> string; }
        world w { import i; }
    "#,
});

struct Host;

impl a::b::i::Host for Host {
    fn g(&mut self, x: u64) -> String {
        x.to_string()
    }
}

fn main() {}
