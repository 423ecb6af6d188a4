packr::bindgen!({
    inline: "package a:b; world w {}",
    features: "all",
});

fn main() {}
