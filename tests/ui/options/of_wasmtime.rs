packr::bindgen!({
    inline: "package a:b; world w {}",
    with: { "a:b/i": crate::i },
});

fn main() {}
