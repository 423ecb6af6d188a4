packr::bindgen!({
    inline: r#"
        package a:b;
        interface i {
            type t = t;
            type a = b;
            type b = a;
        }
        world w { import i; }
    "#,
});

fn main() {}
