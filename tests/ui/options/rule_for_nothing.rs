packr::bindgen!({
    inline: "package a:b; world w { import f: func(); }",
    imports: { "a:b/i.f": trappable },
});

fn main() {}
