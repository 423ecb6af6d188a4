packr::bindgen!({
    inline: r#"
        package a:b;
        world w {
            variant expr { num(s64), neg(expr) }
            export eval: func(e: expr, names: list<string>) -> s64;
        }
    "#,
});

fn call(w: &W, store: &mut packr::Store<()>) -> packr::Result<i64> {
    w.call_eval(&mut *store, Expr::Num(1), &[])?;
    w.call_eval(&mut *store, &Expr::Num(1), &["x"])?;
    w.call_eval(&mut *store, &Expr::Num(1))?;
    let text: String = w.call_eval(&mut *store, &Expr::Num(1), &[])?;
    Ok(text.len() as i64)
}

fn main() {}
