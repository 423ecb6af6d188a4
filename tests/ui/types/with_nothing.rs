mod shared {}

packr::bindgen!({
    inline: "package a:b;
        interface i { record point { x: u8 } record size { w: u8 } f: func(p: point, s: size); }
        interface j { record point { y: u8 } g: func(p: point); }
        world w { import i; import j; }",
    with: {
        "a:b/k": shared,
        "pont": u32,
        "point": u32,
        "a:b/i": Vec<u8>,
        "a:b/i.size": u8,
        "a:b/i.size": u16,
    },
});

fn main() {}
