packr::bindgen!({
    inline: r#"
        package a:b;
        world w {
            export f: async func() -> u32;
        }
    "#,
});

fn main() {}
