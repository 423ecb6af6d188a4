packr::bindgen!({
    inline: r#"
        package a:b;
        interface i {
            record list { x: u32 }
        }
        world w { import i; }
    "#,
});

fn main() {}
