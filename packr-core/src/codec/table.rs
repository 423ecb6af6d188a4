//! The table of a message: its header, and where its nodes are.

use alloc::vec::Vec;

use super::cursor::Cursor;
use super::error::{CodecError, CodecErrorKind, Limit};
use super::reader::out_of_range;
use super::{HEADER, Limits, MAGIC, NODE_HEADER, Rules, Version};
use crate::convert::SMALL;

/// How many nodes need no allocation. Their places are set to 0 for every message.
const FEW: usize = 8;

/// The places of a message's nodes: memory that a [`Reader`](super::Reader) fills, and that can be used again for the next message. A few
/// nodes fit into it without an allocation.
#[derive(Default)]
pub struct Nodes {
    few: [u32; FEW],
    many: Vec<u32>,
}

impl Nodes {
    /// No places yet.
    #[inline]
    pub const fn new() -> Self {
        Self {
            few: [0; FEW],
            many: Vec::new(),
        }
    }

    /// Room for so many.
    #[inline]
    pub(super) fn room(&mut self, count: usize) -> &mut [u32] {
        if count > self.few.len() {
            self.many.clear();
            self.many.resize(count, 0);
            return &mut self.many;
        }
        &mut self.few[..count]
    }
}

/// Version, node count and root of a message whose header is in order.
#[inline]
pub(super) fn regular_header(bytes: &[u8], limits: &Limits) -> Option<(Version, u32, u32)> {
    let (&[a, b, c, d, e, f, _, _], left) = bytes.split_first_chunk()?;
    let (count, left) = left.split_first_chunk()?;
    let (root, left) = left.split_first_chunk()?;
    let (count, root) = (u32::from_le_bytes(*count), u32::from_le_bytes(*root));
    let fits = bytes.len() <= limits.bytes()
        && count as usize <= limits.max_nodes
        && count as usize <= left.len() / NODE_HEADER;
    if [a, b, c, d] != MAGIC || root >= count || !fits {
        return None;
    }
    Some((Version::of(u16::from_le_bytes([e, f]))?, count, root))
}

/// The same, with what is wrong.
#[cold]
pub(super) fn checked_header(
    bytes: &[u8],
    limits: &Limits,
) -> Result<(Version, u32, u32), CodecError> {
    // Guests say of any kind of these that it is not well-formed.
    if SMALL {
        return Err(CodecError::new(CodecErrorKind::BadMagic));
    }
    if bytes.len() > limits.bytes() {
        return Err(CodecError::limit(Limit::Bytes {
            max: limits.bytes(),
            found: bytes.len(),
        }));
    }
    let mut cursor = Cursor::new(bytes, 0);
    if cursor.take(MAGIC.len(), "a header")? != MAGIC {
        return Err(CodecError::new(CodecErrorKind::BadMagic).at_offset(0));
    }
    let found = cursor.u16("a version")?;
    let Some(version) = Version::of(found) else {
        return Err(CodecError::new(CodecErrorKind::UnsupportedVersion { found }).at_offset(4));
    };
    let _flags = cursor.u16("the flags of the header")?;
    let count = cursor.u32("the node count")?;
    let root = cursor.u32("the root's index")?;
    debug_assert_eq!(cursor.offset(), HEADER);
    if count as usize > limits.max_nodes {
        return Err(CodecError::limit(Limit::Nodes {
            max: limits.max_nodes,
            found: count as usize,
        })
        .at_offset(8));
    }
    if count as usize > cursor.left() / NODE_HEADER {
        return Err(CodecError::new(CodecErrorKind::Truncated {
            what: "the nodes",
            needed: (count as usize).saturating_mul(NODE_HEADER),
            left: cursor.left(),
        })
        .at_offset(8));
    }
    if root >= count {
        return Err(out_of_range(root, count).at_offset(12));
    }
    Ok((version, count, root))
}

/// One pass over the nodes: whether each has a kind that exists and a payload that ends within the input, and the last ends
/// with it. Fills in where they start.
pub(super) fn places(bytes: &[u8], rules: Rules, nodes: &mut [u32]) -> bool {
    let mut start = HEADER;
    for place in nodes {
        let Some(header) = bytes.get(start..).and_then(<[u8]>::first_chunk) else {
            return false;
        };
        let header = u64::from_le_bytes(*header);
        let end = start as u64 + NODE_HEADER as u64 + (header >> 32);
        if !rules.has(header as u8) || end > bytes.len() as u64 {
            return false;
        }
        // A message has at most `u32::MAX` bytes: see `Limits::bytes`.
        *place = start as u32;
        start = end as usize;
    }
    start == bytes.len()
}

/// What is wrong with the nodes.
#[cold]
pub(super) fn misplaced(bytes: &[u8], count: u32, rules: Rules) -> CodecError {
    if SMALL {
        return CodecError::new(CodecErrorKind::BadMagic);
    }
    let check = || {
        let mut cursor = Cursor::new(bytes, 0);
        cursor.take(HEADER, "a header")?;
        for _ in 0..count {
            let start = cursor.offset();
            let header = u64::from_le_bytes(cursor.array("a node")?);
            if !rules.has(header as u8) {
                return Err(rules.no_such_kind(header as u8).at_offset(start));
            }
            cursor.take((header >> 32) as usize, "a payload")?;
        }
        Ok(cursor)
    };
    match check() {
        Ok(left) => left.more("the last node"),
        Err(error) => error,
    }
}
