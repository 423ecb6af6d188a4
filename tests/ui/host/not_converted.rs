packr::bindgen!({
    inline: "package a:b; interface i { variant error { bad } f: func() -> result<u8, error>; } world w { import i; }",
    trappable_error_type: { "a:b/i.error" => Mine },
});

struct Mine;
struct Host;

impl a::b::i::Host for Host {
    fn f(&mut self) -> Result<u8, Mine> {
        Err(Mine)
    }
}

fn main() {}
