//! What the published crate can be given. It reserves room for any count before it looks at what is there, recurses as deep as nodes
//! and types go, and copies what is inside shared nodes: from a few bytes it aborts, overflows the stack, or does not end. This follows
//! a message as it does, and lets through what stays within the bounds below.

use packr_core::Version;

/// Elements, fields, items or entries of one node, and nodes of a message, whether there are so many or not.
const MAX_COUNT: usize = 1 << 12;
/// Nodes inside each other.
const MAX_DEPTH: usize = 60;
/// Types inside each other in a type tag.
const MAX_TYPES: usize = 60;
/// Visits of nodes.
const MAX_VISITS: usize = 2_000;

/// How much of a message is looked at.
#[derive(Clone, Copy)]
pub(super) struct Reached {
    pub(super) nodes: usize,
    pub(super) of: usize,
}

/// `None` if the message is not harmless.
pub(super) fn reached(data: &[u8], version: Version) -> Option<Reached> {
    let none = Reached { nodes: 0, of: 0 };
    let Ok((mut table, root)) = Table::read(data, version) else {
        return Some(none);
    };
    // It looks into some nodes that it does not reach: all packed lists, and what shares nodes with others.
    for node in 0..table.nodes.len() {
        if matches!(table.children(node), Err(Stop::Harm)) {
            return None;
        }
    }
    match table.visit(root, &mut Vec::new()) {
        Err(Stop::Harm) => None,
        _ => Some(Reached {
            nodes: table.nodes.iter().filter(|node| node.reached).count(),
            of: table.nodes.len(),
        }),
    }
}

/// Why it goes no further.
enum Stop {
    /// It would refuse the message here.
    Error,
    /// It may take too much.
    Harm,
}

struct Node<'a> {
    kind: u8,
    payload: &'a [u8],
    reached: bool,
}

struct Table<'a> {
    nodes: Vec<Node<'a>>,
    version: Version,
    visits: usize,
}

impl<'a> Table<'a> {
    fn read(data: &'a [u8], version: Version) -> Result<(Self, usize), Stop> {
        let mut left = Left(data);
        left.take(8)?;
        let (count, root) = (left.count()?, left.u32()?);
        let mut nodes = Vec::new();
        for _ in 0..count {
            let kind = left.take(4)?[0];
            let len = left.u32()?;
            let payload = left.take(len)?;
            nodes.push(Node {
                kind,
                payload,
                reached: false,
            });
        }
        let table = Table {
            nodes,
            version,
            visits: 0,
        };
        Ok((table, root))
    }

    fn visit(&mut self, node: usize, around: &mut Vec<usize>) -> Result<(), Stop> {
        self.visits += 1;
        if around.len() >= MAX_DEPTH || self.visits > MAX_VISITS {
            return Err(Stop::Harm);
        }
        if node >= self.nodes.len() || around.contains(&node) {
            return Err(Stop::Error);
        }
        self.nodes[node].reached = true;
        around.push(node);
        let children = self.children(node)?;
        for child in children {
            // It goes to a child before it looks whether there is another.
            self.visit(child?, around)?;
        }
        around.pop();
        Ok(())
    }

    fn children(
        &self,
        node: usize,
    ) -> Result<impl Iterator<Item = Result<usize, Stop>> + use<'a>, Stop> {
        let Node { kind, payload, .. } = self.nodes[node];
        let mut left = Left(payload);
        let count = match kind {
            // A list or a set.
            0x07 | 0x17 => {
                self.tag(&mut left, 0)?;
                left.count()?
            }
            // A variant: its names, and its tag.
            0x08 => {
                left.text()?;
                left.text()?;
                left.u32()?;
                left.count()?
            }
            // A record: its name, and those of its fields.
            0x09 => {
                left.text()?;
                let count = left.count()?;
                for _ in 0..count {
                    left.text()?;
                }
                count
            }
            // An option.
            0x0a => {
                self.tag(&mut left, 0)?;
                usize::from(left.take(1)?[0] == 1)
            }
            // A tuple.
            0x0b => left.count()?,
            // A result.
            0x14 => {
                self.tag(&mut left, 0)?;
                self.tag(&mut left, 0)?;
                left.u32()?;
                usize::from(left.take(1)?[0] == 1)
            }
            // A packed list, whose elements are no nodes.
            0x15 => {
                self.tag(&mut left, 0)?;
                left.count()?;
                0
            }
            // A map.
            0x16 => {
                self.tag(&mut left, 0)?;
                self.tag(&mut left, 0)?;
                2 * left.count()?
            }
            _ => 0,
        };
        Ok((0..count).map(move |_| left.u32()))
    }

    fn tag(&self, left: &mut Left<'_>, depth: usize) -> Result<(), Stop> {
        if depth == MAX_TYPES {
            return Err(Stop::Harm);
        }
        let parts = match left.take(1)?[0] {
            0x08 | 0x09 => {
                left.text()?;
                0
            }
            0x07 | 0x0a => 1,
            0x14 => 2,
            0x0b => left.count()?,
            0x16 if self.version == Version::V3 => 2,
            0x17 if self.version == Version::V3 => 1,
            _ => 0,
        };
        (0..parts).try_for_each(|_| self.tag(left, depth + 1))
    }
}

struct Left<'a>(&'a [u8]);

impl<'a> Left<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], Stop> {
        let (taken, left) = self.0.split_at_checked(len).ok_or(Stop::Error)?;
        self.0 = left;
        Ok(taken)
    }

    fn u32(&mut self) -> Result<usize, Stop> {
        let (taken, left) = self.0.split_first_chunk().ok_or(Stop::Error)?;
        self.0 = left;
        Ok(u32::from_le_bytes(*taken) as usize)
    }

    fn count(&mut self) -> Result<usize, Stop> {
        let count = self.u32()?;
        if count > MAX_COUNT {
            return Err(Stop::Harm);
        }
        Ok(count)
    }

    fn text(&mut self) -> Result<(), Stop> {
        let len = self.u32()?;
        self.take(len).map(drop)
    }
}
