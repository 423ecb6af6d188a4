packr::bindgen!({
    inline: r#"
        package a:b;
        world w {
            variant expr { num(s64), neg(expr), call(lambda) }
            export f: func(e: expr);
        }
    "#,
});

fn main() {}
