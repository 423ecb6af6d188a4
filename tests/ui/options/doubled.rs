packr::bindgen!({
    inline: "package a:b; world w {}",
    world: "w",
    world: "w",
});

fn main() {}
