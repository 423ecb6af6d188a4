packr::bindgen!({
    inline: r#"
        package a:b;
        interface i {
            record a { b: b, name: string }
            record b { c: tuple<u32, c> }
            variant c { one(a), two(c) }
            record fine { next: option<fine> }
            record itself { x: itself }
        }
        world w { import i; }
    "#,
});

fn main() {}
