packr::bindgen!({
    inline: r#"
        package a:b;
        world w {
            export do_it: func();
        }
    "#,
});

fn main() {}
