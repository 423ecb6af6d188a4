packr::bindgen!({
    inline: "package a:b; world w { import f: func(); }",
    imports: { default: store | async },
    exports: { "f" trappable },
});

fn main() {}
