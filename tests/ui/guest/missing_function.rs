packr_guest::bindgen!({ inline: "
    package my:guest;
    world w {
        export run: func() -> string;
        export stop: func();
    }
" });

struct Mine;

impl Guest for Mine {
    fn run() -> String {
        String::new()
    }
}

export!(Mine);

fn main() {}
