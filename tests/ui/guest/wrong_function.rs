packr_guest::bindgen!({ inline: "
    package my:guest;
    world w {
        variant tree { leaf(u8), node(list<tree>) }
        export grow: func(tree: tree) -> tree;
    }
" });

struct Mine;

impl Guest for Mine {
    fn grow(tree: &Tree) -> Tree {
        tree.clone()
    }
}

export!(Mine);

fn main() {}
