packr::bindgen!({
    inline: "package a:b; world w {} world x {}",
});

fn main() {}
