packr::bindgen!({
    inline: r#"
        package a:b;
        interface i {
            record http-url { x: u32 }
            record HTTP-url { x: u32 }
        }
        world w { import i; }
    "#,
});

fn main() {}
