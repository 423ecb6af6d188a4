packr::bindgen!({
    inline: "package a:b; world w {}",
    imports: { default: trapable },
});

fn main() {}
