//! Which types contain each other.

use alloc::vec;
use alloc::vec::Vec;

use super::{Type, TypeDef};

/// For each type the number of its component: two types have the same one if each is inside the other.
///
/// Tarjan's algorithm, with a stack of its own: types may be a chain of any length.
pub(crate) fn components(types: &[TypeDef]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let mut search = Search {
        order: vec![NEW; types.len()],
        lowest: vec![0; types.len()],
        component: vec![NEW; types.len()],
        open: Vec::new(),
        visited: 0,
        found: 0,
    };
    let inside = |index: usize| {
        let parts = types[index].parts().into_iter();
        let defs = parts.filter_map(|ty| match ty {
            Type::Def(part) => Some(part as usize),
            _ => None,
        });
        defs.filter(|part| *part < types.len()).collect::<Vec<_>>()
    };
    for start in 0..types.len() {
        if search.order[start] != NEW {
            continue;
        }
        search.enter(start);
        let mut way = vec![(start, inside(start))];
        while let Some((index, left)) = way.last_mut() {
            let index = *index;
            match left.pop() {
                Some(part) if search.order[part] == NEW => {
                    search.enter(part);
                    way.push((part, inside(part)));
                }
                Some(part) if search.component[part] == NEW => {
                    search.lowest[index] = search.lowest[index].min(search.order[part]);
                }
                Some(_) => {}
                None => {
                    way.pop();
                    search.leave(index);
                    if let Some((outer, _)) = way.last() {
                        search.lowest[*outer] = search.lowest[*outer].min(search.lowest[index]);
                    }
                }
            }
        }
    }
    search.component
}

struct Search {
    /// When each type was first visited.
    order: Vec<usize>,
    /// The earliest visited type that is reached from it and has no component yet.
    lowest: Vec<usize>,
    component: Vec<usize>,
    /// Visited types without a component.
    open: Vec<usize>,
    visited: usize,
    found: usize,
}

impl Search {
    fn enter(&mut self, index: usize) {
        self.order[index] = self.visited;
        self.lowest[index] = self.visited;
        self.visited += 1;
        self.open.push(index);
    }

    fn leave(&mut self, index: usize) {
        if self.lowest[index] != self.order[index] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.component[member] = self.found;
            if member == index {
                break;
            }
        }
        self.found += 1;
    }
}
