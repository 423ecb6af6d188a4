packr::bindgen!({
    inline: "package a:b; world w { import f: func(s: string, b: list<u8>, m: map<string, u8>); }",
    string_type: std::path::PathBuf,
    bytes_type: std::collections::VecDeque<u8>,
    map_type: std::collections::HashMap<String, u8>,
});

packr::bindgen!({
    inline: "package a:c; world v { export f: func(s: string); }",
    ownership: Borrowed,
    generate_unused_types: no,
    debug: 1,
    with: ["a:b/c"],
});

fn main() {}
