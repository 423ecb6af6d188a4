//! Changes of a message that leave its table of nodes in order.

use super::{Random, change_bytes};

/// A message, taken apart.
struct Message {
    /// Magic, version and flags.
    head: [u8; 8],
    root: u32,
    nodes: Vec<Node>,
}

#[derive(Clone)]
struct Node {
    /// Kind, flags and what is reserved.
    head: [u8; 4],
    payload: Vec<u8>,
}

/// Changes a message, if it is one. It may get longer.
pub fn change_message(bytes: &mut Vec<u8>, random: &mut Random) -> bool {
    let Some(mut message) = Message::read(bytes) else {
        return false;
    };
    message.change(random);
    *bytes = message.written();
    true
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (number, left) = bytes.split_first_chunk()?;
    Some((u32::from_le_bytes(*number), left))
}

impl Message {
    fn read(bytes: &[u8]) -> Option<Self> {
        let (head, left) = bytes.split_first_chunk()?;
        let (count, left) = number(left)?;
        let (root, mut left) = number(left)?;
        let mut nodes = Vec::new();
        for _ in 0..count {
            let (head, after) = left.split_first_chunk()?;
            let (len, after) = number(after)?;
            let (payload, after) = after.split_at_checked(len as usize)?;
            left = after;
            nodes.push(Node {
                head: *head,
                payload: payload.to_vec(),
            });
        }
        (!nodes.is_empty()).then_some(Self {
            head: *head,
            root,
            nodes,
        })
    }

    fn written(&self) -> Vec<u8> {
        let mut bytes = self.head.to_vec();
        bytes.extend((self.nodes.len() as u32).to_le_bytes());
        bytes.extend(self.root.to_le_bytes());
        for node in &self.nodes {
            bytes.extend(node.head);
            bytes.extend((node.payload.len() as u32).to_le_bytes());
            bytes.extend(&node.payload);
        }
        bytes
    }

    fn change(&mut self, random: &mut Random) {
        let at = random.below(self.nodes.len());
        match random.below(12) {
            0 => self.head[4] ^= 1,
            1 => self.root = self.index(random),
            2 => self.nodes[at].head[0] = random.below(0x19) as u8,
            // Another node around all.
            3 => {
                let payload = [&[1, 0, 0, 0][..], &self.root.to_le_bytes()].concat();
                let head = [0x0b, 0, 0, 0];
                self.root = self.nodes.len() as u32;
                self.nodes.push(Node { head, payload });
            }
            4 => {
                let copy = self.nodes[random.below(self.nodes.len())].clone();
                self.nodes[at] = copy;
            }
            5 => {
                let index = self.index(random);
                self.nodes[at].replace(index, random);
            }
            6 | 7 => {
                let index = self.index(random);
                self.nodes[at].append(index);
            }
            8 => self.nodes[at].shorten(),
            9 => {
                let payload = &mut self.nodes[at].payload;
                let added = random.below(payload.len() + 1);
                let index = random.below(4) as u32;
                payload.splice(added..added, index.to_le_bytes());
            }
            _ => {
                let other = self.nodes[random.below(self.nodes.len())].payload.clone();
                change_bytes(&mut self.nodes[at].payload, &other, random);
            }
        }
    }

    /// That of a node, or nearly.
    fn index(&self, random: &mut Random) -> u32 {
        random.below(self.nodes.len() + 1) as u32
    }
}

impl Node {
    fn replace(&mut self, number: u32, random: &mut Random) {
        // Indices are at the end.
        let from_end = 4 * (1 + random.below(self.payload.len() / 4));
        if let Some(at) = self.payload.len().checked_sub(from_end)
            && let Some(bytes) = self.payload[at..].first_chunk_mut()
        {
            *bytes = number.to_le_bytes();
        }
    }

    /// Where the count is that as many indices come after.
    fn count(&self) -> Option<(usize, u32)> {
        let len = self.payload.len();
        let mut counts = (0..len / 4).filter_map(|count| {
            let at = len - 4 * count - 4;
            let (found, _) = number(&self.payload[at..])?;
            (found as usize == count).then_some((at, found))
        });
        counts.next_back()
    }

    fn append(&mut self, index: u32) {
        if let Some((at, count)) = self.count() {
            self.payload[at..at + 4].copy_from_slice(&(count + 1).to_le_bytes());
            self.payload.extend(index.to_le_bytes());
        }
    }

    fn shorten(&mut self) {
        if let Some((at, count @ 1..)) = self.count() {
            self.payload[at..at + 4].copy_from_slice(&(count - 1).to_le_bytes());
            self.payload.truncate(self.payload.len() - 4);
        }
    }
}
