//! The tree that both benchmarks use.

use crate::lisp::eval::types::Expr;

/// A tree of about that many nodes of source: lists of a name, a number, a text and lists, as programs have them.
pub(crate) fn tree(nodes: usize) -> Expr {
    let mut left = nodes.saturating_sub(1);
    list(&mut left)
}

fn list(left: &mut usize) -> Expr {
    let mut items = Vec::new();
    for place in 0..8 {
        if *left == 0 {
            break;
        }
        *left -= 1;
        items.push(match place {
            0 => Expr::Sym("define".into()),
            1 | 5 => Expr::Num(1_000 * place),
            3 => Expr::Str("hello, world".into()),
            4 | 7 => list(left),
            _ => Expr::Sym("x".into()),
        });
    }
    Expr::Lst(items)
}
