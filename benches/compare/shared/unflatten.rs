//! From flat nodes to a native tree, as users of components write it; the component's guest and its host share it.

extern crate alloc;

use alloc::vec::Vec;

use super::{Node, Sexpr, Tree};

/// `None` where an index is no earlier node, or names a node twice.
pub fn unflatten(tree: Tree) -> Option<Sexpr> {
    let mut built: Vec<Option<Sexpr>> = Vec::with_capacity(tree.nodes.len());
    let take = |built: &mut Vec<Option<Sexpr>>, index: u32| built.get_mut(index as usize)?.take();
    for node in tree.nodes {
        let node = match node {
            Node::Sym(name) => Sexpr::Sym(name),
            Node::Num(number) => Sexpr::Num(number),
            Node::Str(text) => Sexpr::Str(text),
            Node::Lst(items) => {
                let mut children = Vec::with_capacity(items.len());
                for index in items {
                    children.push(take(&mut built, index)?);
                }
                Sexpr::Lst(children)
            }
        };
        built.push(Some(node));
    }
    take(&mut built, tree.root)
}
