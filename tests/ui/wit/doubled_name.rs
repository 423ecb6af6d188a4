packr::bindgen!({
    inline: r#"
        package a:b;
        interface i {
            record r { x: u32, x: u32 }
        }
        world w { import i; }
    "#,
});

fn main() {}
