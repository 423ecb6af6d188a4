packr::bindgen!({
    inline: 42,
});

fn main() {}
