packr::bindgen!({
    inline: "package a:b; world w {} world x {}",
    world: "y",
});

fn main() {}
