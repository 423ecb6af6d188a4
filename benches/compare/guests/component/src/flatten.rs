//! From a native tree to flat nodes.

use alloc::vec::Vec;

use super::{Node, Sexpr, Tree};

/// Children before parents, so the root comes last. Takes the tree apart, so no string is copied.
pub fn flatten(tree: Sexpr) -> Tree {
    let mut nodes = Vec::new();
    let root = push(tree, &mut nodes);
    Tree { nodes, root }
}

fn push(tree: Sexpr, nodes: &mut Vec<Node>) -> u32 {
    let node = match tree {
        Sexpr::Sym(name) => Node::Sym(name),
        Sexpr::Num(number) => Node::Num(number),
        Sexpr::Str(text) => Node::Str(text),
        Sexpr::Lst(items) => Node::Lst(items.into_iter().map(|item| push(item, nodes)).collect()),
    };
    nodes.push(node);
    nodes.len() as u32 - 1
}
