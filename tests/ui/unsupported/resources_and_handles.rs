packr::bindgen!({
    inline: r#"
        package a:b;
        interface i {
            resource file { read: func() -> list<u8>; }
            open: func(name: string) -> own<file>;
            size: func(f: borrow<file>) -> u64;
            both: func(a: file, b: list<file>);
        }
        world w { import i; }
    "#,
});

fn main() {}
