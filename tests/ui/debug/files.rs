#![deny(warnings)]

pub use packr as inside;

macro_rules! bind {
    ($text:literal) => {
        packr::bindgen!({ crate: $crate::inside, inline: $text });
    };
}

bind!("package my:place; world dollar { type tree = list<tree>; export f: func(t: tree) -> tree; }");
packr::bindgen!({ inline: "package my:place; world plain { import f: func() -> u8; }" });

fn main() {
    let _: fn(Vec<Tree>) -> Tree = Tree;
    let _ = (Dollar::schema(), Plain::schema());
    // The only error.
    let _: u8 = Plain::schema();
}
