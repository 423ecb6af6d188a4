packr::bindgen!({
    inline: "package a:b; world w {}",
    wolrd: "w",
});

fn main() {}
