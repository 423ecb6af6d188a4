packr_guest::bindgen!({
    inline: "package my:guest; world w { import f: func(); }",
    imports: { default: trappable },
    metadata: "no",
    exports: {},
});

mod of_hosts {
    packr::bindgen!({
        inline: "package my:guest; world w { import f: func(); }",
        metadata: false,
    });
}

fn main() {}
