packr::bindgen!({
    inline: "package a:b;
        interface i { variant error { bad } f: func() -> result<u8, error>; g: func(); }
        world w { import i; export run: func(); }",
    imports: { "a:b/i": async, "a:b/i.f": trappable, "a:b/i.h": async, default: async },
    exports: { "run": trappable, "walk": async },
    skip: ["jump"],
    trappable_error_type: { "a:b/i.failure" => String },
});

fn main() {}
