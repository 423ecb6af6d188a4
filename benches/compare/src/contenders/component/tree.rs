//! From a native tree to flat nodes that borrow from it, and back from those that the guest made.

#[path = "../../../shared/unflatten.rs"]
mod nodes;

pub use nodes::unflatten;

use super::borrowing::{NodeParam, NodeResult as Node, TreeParam, TreeResult as Tree};
use crate::values::Sexpr;

/// A node, with the place of its items in one list of all items, which may still move.
enum Entry<'a> {
    Leaf(NodeParam<'a>),
    Lst(std::ops::Range<usize>),
}

/// Children before parents, so the root comes last. The nodes live as long as the function that gets them.
pub fn with_flat<R>(tree: &Sexpr, call: impl FnOnce(TreeParam<'_>) -> R) -> R {
    let (mut entries, mut items) = (Vec::new(), Vec::new());
    let root = push(tree, &mut entries, &mut items);
    let node = |entry| match entry {
        Entry::Leaf(node) => node,
        Entry::Lst(range) => NodeParam::Lst(&items[range]),
    };
    let nodes: Vec<_> = entries.into_iter().map(node).collect();
    call(TreeParam {
        nodes: &nodes,
        root,
    })
}

fn push<'a>(tree: &'a Sexpr, entries: &mut Vec<Entry<'a>>, items: &mut Vec<u32>) -> u32 {
    let entry = match tree {
        Sexpr::Sym(name) => Entry::Leaf(NodeParam::Sym(name)),
        Sexpr::Num(number) => Entry::Leaf(NodeParam::Num(*number)),
        Sexpr::Str(text) => Entry::Leaf(NodeParam::Str(text)),
        Sexpr::Lst(children) => {
            let start = items.len();
            let end = start + children.len();
            items.resize(end, 0);
            for (at, child) in (start..).zip(children) {
                items[at] = push(child, entries, items);
            }
            Entry::Lst(start..end)
        }
    };
    entries.push(entry);
    entries.len() as u32 - 1
}
