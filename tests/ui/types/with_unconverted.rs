packr::bindgen!({
    inline: "package a:b; world w {
        record point { x: u8 }
        record size { w: u8 }
        record name { n: string }
        import f: func(p: point, s: size, n: name);
    }",
    with: { "point": Place, "size": Bare, "name": use Name },
});

#[derive(Debug, Clone, PartialEq)]
struct Place;

struct Bare;

impl From<WireSize> for Bare {
    fn from(_: WireSize) -> Self {
        Bare
    }
}

impl From<&Bare> for WireSize {
    fn from(_: &Bare) -> Self {
        WireSize { w: 0 }
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Name;

fn main() {}
