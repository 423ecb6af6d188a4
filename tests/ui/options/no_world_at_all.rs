packr::bindgen!({
    inline: "package a:b; interface i {}",
});

fn main() {}
