packr::bindgen!({
    inline: r#"
        package a:b;
        world w {
            import missing:pkg/iface;
        }
    "#,
});

fn main() {}
