//! Which recorded calls of a function are left, in order and by what they were called with.

use std::collections::{HashMap, VecDeque};

/// The recorded calls of a function that may be left.
#[derive(Debug, Default)]
pub(super) struct Left {
    in_order: VecDeque<usize>,
    alike: Option<Alike>,
}

/// The same calls by a hash of what counts in their inputs, so that none is compared with all others.
#[derive(Debug)]
struct Alike {
    /// Those by which parts that do not count were found.
    parameters: Vec<String>,
    by_hash: HashMap<u64, VecDeque<usize>>,
}

impl Left {
    pub(super) fn push(&mut self, index: usize) {
        self.in_order.push_back(index);
    }

    /// Those that can be like a call, in order.
    pub(super) fn alike(
        &mut self,
        parameters: &[&str],
        hash: u64,
        hash_of: impl Fn(usize) -> u64,
    ) -> Option<&mut VecDeque<usize>> {
        let alike = self.alike.take().filter(|it| it.parameters == parameters);
        let alike = alike.unwrap_or_else(|| {
            let mut by_hash = HashMap::<u64, VecDeque<usize>>::new();
            for index in &self.in_order {
                by_hash
                    .entry(hash_of(*index))
                    .or_default()
                    .push_back(*index);
            }
            let parameters = parameters.iter().map(|name| (*name).to_owned()).collect();
            Alike {
                parameters,
                by_hash,
            }
        });
        self.alike.insert(alike).by_hash.get_mut(&hash)
    }

    /// The first that is left.
    pub(super) fn first(
        &mut self,
        made: &[bool],
        is_left: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        pop_made(&mut self.in_order, made);
        self.in_order.iter().copied().find(|index| is_left(*index))
    }
}

/// Forgets those in front that were made: calls that are answered in order, which are most.
pub(super) fn pop_made(calls: &mut VecDeque<usize>, made: &[bool]) {
    while calls.front().is_some_and(|index| made[*index]) {
        calls.pop_front();
    }
}
