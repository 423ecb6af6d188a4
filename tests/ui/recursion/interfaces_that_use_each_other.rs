packr::bindgen!({
    inline: r#"
        package a:b;
        interface x {
            use y.{b};
            record a { b: option<b> }
        }
        interface y {
            use x.{a};
            record b { a: option<a> }
        }
        world w { import x; }
    "#,
});

fn main() {}
