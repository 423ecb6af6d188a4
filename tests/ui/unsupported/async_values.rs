packr::bindgen!({
    inline: r#"
        package a:b;
        interface i {
            f: func(x: future<u32>) -> stream<u8>;
            g: func(x: option<error-context>);
            record r { x: list<future> }
        }
        world w { import i; }
    "#,
});

fn main() {}
