//! Expressions to text.

use crate::Expr;
use crate::exports::lisp::eval::printer::Style;
use crate::lisp::eval::types::Lambda;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

pub fn show(expr: &Expr, style: &Style) -> String {
    let mut out = String::new();
    write(expr, style, 0, &mut out);
    out
}

pub fn depth(expr: &Expr) -> u32 {
    let inner = match expr {
        Expr::Lst(items) => items.iter().map(depth).max().unwrap_or(0),
        Expr::Quote(inner) => depth(inner),
        Expr::Fun(lambda) => {
            let captured = lambda.captured.values().map(depth).max().unwrap_or(0);
            captured.max(depth(&lambda.body))
        }
        _ => 0,
    };
    inner.saturating_add(1)
}

fn write(expr: &Expr, style: &Style, indent: usize, out: &mut String) {
    match expr {
        Expr::Sym(name) => out.push_str(name),
        Expr::Num(number) => out.push_str(&number.to_string()),
        Expr::Flt(number) => out.push_str(&format!("{number:?}")),
        Expr::Str(text) => quote(text, out),
        Expr::Nil => out.push_str("()"),
        Expr::Quote(inner) if style.short_quotes => {
            out.push('\'');
            write(inner, style, indent.saturating_add(1), out);
        }
        Expr::Quote(inner) => {
            let items = [Expr::Sym("quote".into()), (**inner).clone()];
            list(&items, style, indent, out);
        }
        Expr::Lst(items) => list(items, style, indent, out),
        Expr::Fun(lambda) => list(&written(lambda), style, indent, out),
    }
}

/// A function as the `lambda` that makes it.
fn written(lambda: &Lambda) -> [Expr; 3] {
    let params: Vec<Expr> = lambda.params.iter().cloned().map(Expr::Sym).collect();
    [
        Expr::Sym("lambda".into()),
        Expr::list(params),
        (*lambda.body).clone(),
    ]
}

fn list(items: &[Expr], style: &Style, indent: usize, out: &mut String) {
    let one_line = Style {
        width: None,
        short_quotes: style.short_quotes,
    };
    let mut flat = String::from("(");
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            flat.push(' ');
        }
        write(item, &one_line, 0, &mut flat);
    }
    flat.push(')');

    let width = style.width.map_or(usize::MAX, |width| width as usize);
    if items.len() < 2 || flat.chars().count().saturating_add(indent) <= width {
        out.push_str(&flat);
        return;
    }
    let inner = indent.saturating_add(2);
    out.push('(');
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push('\n');
            out.extend(core::iter::repeat_n(' ', inner));
            write(item, style, inner, out);
        } else {
            write(item, style, indent.saturating_add(1), out);
        }
    }
    out.push(')');
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
