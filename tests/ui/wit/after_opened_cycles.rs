// The mistake stands behind recursive references on its own line and on lines before it.
packr::bindgen!({
    inline: r#"
        package a:b;
        interface i {
            variant expr { neg(expr), add(tuple<expr, expr>), lst(list<expr>) }
            record node { next: option<node>, prev: option<node>, value: missing }
        }
        world w { import i; }
    "#,
});

fn main() {}
