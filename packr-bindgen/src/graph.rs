//! A directed graph and its strongly connected components.

/// Nodes are numbers below a bound that is fixed from the start.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    edges: Vec<Vec<usize>>,
}

impl Graph {
    pub(crate) fn new(nodes: usize) -> Self {
        Graph {
            edges: vec![Vec::new(); nodes],
        }
    }

    pub(crate) fn edge(&mut self, from: usize, to: usize) {
        self.edges[from].push(to);
    }

    /// A number for each node; nodes that reach each other have the same one.
    ///
    /// Kosaraju's way, without recursion: a chain of types can be long.
    pub(crate) fn components(&self) -> Vec<usize> {
        let mut reversed = Graph::new(self.edges.len());
        for (from, targets) in self.edges.iter().enumerate() {
            targets.iter().for_each(|to| reversed.edge(*to, from));
        }
        const NONE: usize = usize::MAX;
        let mut component = vec![NONE; self.edges.len()];
        for root in self.by_time_of_leaving().into_iter().rev() {
            if component[root] != NONE {
                continue;
            }
            let mut open = vec![root];
            while let Some(node) = open.pop() {
                if component[node] == NONE {
                    component[node] = root;
                    open.extend(&reversed.edges[node]);
                }
            }
        }
        component
    }

    /// Which nodes reach themselves.
    pub(crate) fn on_cycle(&self) -> Vec<bool> {
        let components = self.components();
        let mut size = vec![0; self.edges.len()];
        components
            .iter()
            .for_each(|component| size[*component] += 1);
        let nodes = self.edges.iter().enumerate();
        nodes
            .map(|(node, targets)| size[components[node]] > 1 || targets.contains(&node))
            .collect()
    }

    /// What a node leads to comes before it, except on a cycle.
    pub(crate) fn by_time_of_leaving(&self) -> Vec<usize> {
        let mut left = Vec::with_capacity(self.edges.len());
        let mut seen = vec![false; self.edges.len()];
        for root in 0..self.edges.len() {
            let mut path = vec![(root, 0)];
            while let Some((node, next)) = path.last_mut() {
                if *next == 0 && std::mem::replace(&mut seen[*node], true) {
                    path.pop();
                } else if let Some(&target) = self.edges[*node].get(*next) {
                    *next += 1;
                    if !seen[target] {
                        path.push((target, 0));
                    }
                } else {
                    left.push(*node);
                    path.pop();
                }
            }
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(nodes: usize, edges: &[(usize, usize)]) -> Graph {
        let mut graph = Graph::new(nodes);
        edges.iter().for_each(|(from, to)| graph.edge(*from, *to));
        graph
    }

    #[test]
    fn nodes_on_a_common_cycle_share_a_component() {
        let found =
            graph(6, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3), (5, 0)]).components();
        assert!(found[0] == found[1] && found[1] == found[2]);
        assert!(found[3] == found[4] && found[3] != found[0]);
        assert!(found[5] != found[0] && found[5] != found[3]);
    }

    #[test]
    fn a_loop_is_a_cycle_and_a_shared_target_is_none() {
        let found = graph(5, &[(0, 0), (1, 2), (1, 3), (2, 4), (3, 4), (4, 0)]).on_cycle();
        assert_eq!(found, [true, false, false, false, false]);
    }

    #[test]
    fn it_agrees_with_reachability_on_every_graph_of_four_nodes() {
        for bits in 0u32..1 << 16 {
            let edges: Vec<_> = (0..16)
                .filter(|i| bits >> i & 1 == 1)
                .map(|i| (i / 4, i % 4))
                .collect();
            let mut reach = [[false; 4]; 4];
            edges.iter().for_each(|(from, to)| reach[*from][*to] = true);
            for via in 0..4 {
                for from in 0..4 {
                    for to in 0..4 {
                        reach[from][to] |= reach[from][via] && reach[via][to];
                    }
                }
            }
            let graph = graph(4, &edges);
            let (components, on_cycle) = (graph.components(), graph.on_cycle());
            for a in 0..4 {
                assert_eq!(on_cycle[a], reach[a][a], "{edges:?}");
                for b in 0..4 {
                    let same = a == b || reach[a][b] && reach[b][a];
                    assert_eq!(components[a] == components[b], same, "{edges:?}");
                }
            }
        }
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let edges: Vec<_> = (0..100_000).map(|i| (i, i + 1)).collect();
        assert_eq!(graph(100_001, &edges).components().len(), 100_001);
    }
}
