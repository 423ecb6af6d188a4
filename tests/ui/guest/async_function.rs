packr_guest::bindgen!({ inline: "
    package my:guest;
    world w {
        import fetch: async func(url: string) -> string;
        export run: async func();
    }
" });

fn main() {}
