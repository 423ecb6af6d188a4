//! Bindings of interfaces that several hosts share: `with` takes them from here.

/// What is shared.
pub mod bindings {
    packr::bindgen!("library" in "shared.wit");
}

use bindings::test::shared::types::Tree;

/// A log that any host can take.
#[derive(Debug, Default)]
pub struct Notes(pub Vec<String>);

impl bindings::test::shared::log::Host for Notes {
    fn note(&mut self, line: String, about: Tree) {
        self.0.push(format!("{line}: {about:?}"));
    }
}

/// A function of the library on its type.
pub fn leaves(tree: &Tree) -> usize {
    match tree {
        Tree::Leaf(_) => 1,
        Tree::Node(trees) => trees.iter().map(leaves).sum(),
        Tree::Negated(tree) => leaves(tree),
    }
}
