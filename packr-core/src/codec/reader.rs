//! Finding nodes, and going from one to another: the table, the depth, the budget, the path.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::cursor::Cursor;
use super::error::{CodecError, CodecErrorKind, Limit};
use super::heads::same;
use super::limits::SMALL_ELEMENT;
use super::memo::Memo;
use super::stack::{Stack, on_new_stretch};
use super::table::{Nodes, checked_header, misplaced, places, regular_header};
use super::{HEADER, Limits, NODE_HEADER, Rules, Step, Version, tags};
use crate::convert::{Lift, SMALL, cautious};
use crate::value::{Case, MapType, RecordShape, ResultType, ValueType};

/// Reads one message.
///
/// It stands at the root, at depth 1: `T::lift(&mut reader, reader.root())` reads the whole message. The
/// methods that read a node (`bool`, `record`, …) say what they expect of it; those that go to a node
/// inside (`field`, `payload`, `item`, …) count the depth and put the step into the path of an error.
///
/// Nodes that nothing refers to are never looked into: their header must be one, and that is all.
pub struct Reader<'a> {
    bytes: &'a [u8],
    /// Where each node's header starts. A node in it lies within `bytes`, header and payload.
    nodes: &'a [u32],
    root: u32,
    /// How many levels down the node at hand is; the root is at 1.
    depth: usize,
    /// Where the node starts that was opened last.
    last: usize,
    pub(super) rules: Rules,
    /// Where the stretch of stack begins that is in use.
    stack: Stack,
    limits: &'a Limits,
    /// How many bytes of nodes may still be visited.
    unfolded: usize,
    /// How many nodes may still be visited.
    visits: usize,
    /// How many types may still be made of type tags.
    types: usize,
    /// How many bytes large elements may still take.
    large: usize,
    /// The type tag that was checked last.
    tag: &'a [u8],
    /// Only for values whose type is not known.
    memos: Option<Box<dyn HasMemos<'a> + 'a>>,
}

/// Descriptions that values share.
#[derive(Default)]
pub(super) struct Memos<'a> {
    pub(super) types: Memo<'a, ValueType>,
    pub(super) results: Memo<'a, ResultType>,
    pub(super) maps: Memo<'a, MapType>,
    pub(super) shapes: Memo<'a, RecordShape>,
    pub(super) cases: Memo<'a, Case>,
}

/// [`Memos`], without which nobody has to know how they are dropped: guests that read no untyped values leave that out.
trait HasMemos<'a> {
    fn get(&mut self) -> &mut Memos<'a>;
}

impl<'a> HasMemos<'a> for Memos<'a> {
    fn get(&mut self) -> &mut Memos<'a> {
        self
    }
}

impl<'a> Reader<'a> {
    /// Checks the header of the message and of each node. The message may be of any [`Version`].
    ///
    /// # Errors
    ///
    /// When the bytes are not one table of nodes, or exceed a limit.
    #[inline]
    pub fn new(
        bytes: &'a [u8],
        nodes: &'a mut Nodes,
        limits: &'a Limits,
    ) -> Result<Self, CodecError> {
        let (version, count, root) = match regular_header(bytes, limits) {
            Some(header) => header,
            None => checked_header(bytes, limits)?,
        };
        let rules = Rules {
            version,
            max_depth: limits.max_depth,
        };
        let nodes = nodes.room(count as usize);
        if !places(bytes, rules, nodes) {
            return Err(misplaced(bytes, count, rules));
        }
        Ok(Self {
            bytes,
            nodes,
            root,
            depth: 1,
            last: HEADER,
            rules,
            stack: Stack::here(),
            limits,
            unfolded: limits.unfolded(bytes.len()),
            visits: limits.max_nodes,
            types: limits.types(),
            large: limits.max_large,
            tag: &[],
            memos: None,
        })
    }

    /// The same for a message that has to be of that version, as the messages of a package have to.
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new), and when the message is of another version.
    #[inline]
    pub fn of_version(
        bytes: &'a [u8],
        version: Version,
        nodes: &'a mut Nodes,
        limits: &'a Limits,
    ) -> Result<Self, CodecError> {
        let reader = Self::new(bytes, nodes, limits)?;
        if reader.version() != version {
            return Err(reader.other_version(version));
        }
        Ok(reader)
    }

    #[cold]
    fn other_version(&self, expected: Version) -> CodecError {
        let found = self.version();
        CodecError::new(CodecErrorKind::OtherVersion { expected, found }).at_offset(4)
    }

    /// The version of the message.
    pub fn version(&self) -> Version {
        self.rules.version
    }

    /// The root's index.
    pub fn root(&self) -> u32 {
        self.root
    }

    /// Reads the whole message.
    ///
    /// # Errors
    ///
    /// When it cannot be read as a `T`, or exceeds a limit.
    pub fn read<T: Lift>(&mut self) -> Result<T, CodecError> {
        T::lift(self, self.root).map_err(|error| self.locate(error, self.root))
    }

    /// How many nodes the message has.
    pub fn node_count(&self) -> u32 {
        self.nodes.len() as u32
    }

    fn start(&self, node: u32) -> Result<usize, CodecError> {
        match self.nodes.get(node as usize) {
            Some(start) => Ok(*start as usize),
            None => Err(out_of_range(node, self.node_count())),
        }
    }

    pub(super) fn kind(&self, node: u32) -> Result<u8, CodecError> {
        Ok(self.bytes[self.start(node)?])
    }

    /// A node's kind and payload; counts the visit.
    pub(super) fn open(&mut self, node: u32) -> Result<(u8, Cursor<'a>), CodecError> {
        let start = self.start(node)?;
        self.last = start;
        // The table was made of nodes that lie within the bytes, so neither slice can fail.
        let mut header = Cursor::new(&self.bytes[start..], start);
        let kind = header.u8("a node")?;
        header.take(3, "a node")?;
        let len = header.u32("a node")? as usize;
        let at = header.offset();
        let payload = header.take(len, "a payload")?;
        match self.visited(start, NODE_HEADER + len) {
            Some(()) => Ok((kind, Cursor::new(payload, at))),
            None => Err(self.unfolds_too_far().at_offset(start)),
        }
    }

    #[cold]
    #[inline(never)]
    fn unfolds_too_far(&self) -> CodecError {
        match self.visits {
            0 => self.too_many(1),
            _ => CodecError::limit(Limit::Unfold {
                max: self.limits.unfolded(self.bytes.len()),
            }),
        }
    }

    /// That so many nodes cannot be visited as well.
    #[cold]
    #[inline(never)]
    fn too_many(&self, count: usize) -> CodecError {
        let max = self.limits.max_nodes;
        let found = (max - self.visits).saturating_add(count);
        CodecError::limit(Limit::Nodes { max, found })
    }

    /// Counts the types that are made of a type tag.
    pub(super) fn keep_types(&mut self, count: usize) -> Result<(), CodecError> {
        if !SMALL {
            let left = self.types.checked_sub(count);
            self.types = left.ok_or_else(|| {
                let max = self.limits.types();
                CodecError::limit(Limit::Types { max })
            })?;
        }
        Ok(())
    }

    /// Room for as many values as there are nodes to visit, if the limits allow that.
    ///
    /// A small one takes less than 64 bytes for each byte of its node and of the index that leads there, so that only the large are counted.
    #[inline]
    pub(crate) fn room<T>(&mut self, count: usize) -> Result<Vec<T>, CodecError> {
        if SMALL {
            return Ok(Vec::with_capacity(cautious::<T>(count)));
        }
        if count > self.visits {
            return Err(self.too_many(count));
        }
        self.charge_all::<T>(count)?;
        Ok(Vec::with_capacity(count))
    }

    /// Counts what so many values take, if one takes more than `FREE` bytes.
    #[inline]
    pub(crate) fn charge<T, const FREE: usize>(&mut self, count: usize) -> Result<(), CodecError> {
        if SMALL || const { size_of::<T>() <= FREE } {
            return Ok(());
        }
        let taken = count.saturating_mul(size_of::<T>());
        let left = self.large.checked_sub(taken);
        self.large = left.ok_or_else(|| self.too_large())?;
        Ok(())
    }

    /// Counts values in memory of their own, which nodes were or will be visited for.
    #[inline]
    pub(crate) fn charge_all<T>(&mut self, count: usize) -> Result<(), CodecError> {
        self.charge::<T, SMALL_ELEMENT>(count)
    }

    /// Counts what a map or set of so many entries takes beside the vector that they come from: the nodes of a tree have room for 11, and half
    /// of it may be empty; a table that grows is there twice.
    #[inline]
    pub(crate) fn charge_sorted<T>(&mut self, count: usize) -> Result<(), CodecError> {
        let entries = match count {
            0 => 0,
            _ => count.saturating_mul(4).max(11),
        };
        self.charge_all::<T>(entries)
    }

    #[cold]
    #[inline(never)]
    fn too_large(&self) -> CodecError {
        let max = self.limits.max_large;
        CodecError::limit(Limit::Large { max })
    }

    /// The payload of a node that must be of that kind.
    pub(super) fn expect(&mut self, node: u32, wanted: u8) -> Result<Cursor<'a>, CodecError> {
        let (found, payload) = self.open(node)?;
        if found != wanted {
            return Err(self.unexpected(wanted, found));
        }
        Ok(payload)
    }

    #[cold]
    pub(super) fn unexpected(&self, wanted: u8, found: u8) -> CodecError {
        CodecError::other_kind(wanted, found).at_offset(self.last)
    }

    /// Where the node starts that was opened last.
    pub(super) fn last(&self) -> usize {
        self.last
    }

    pub(super) fn memos(&mut self) -> &mut Memos<'a> {
        self.memos
            .get_or_insert_with(|| Box::<Memos<'a>>::default())
            .get()
    }

    /// A node that starts with these bytes, and the payload that comes after them in a node with a payload of `len` bytes.
    /// `None` for another node, or where the general way has to say what is wrong. Counts the visit.
    #[inline]
    pub(super) fn after(&mut self, node: u32, head: &[u8], len: usize) -> Option<&'a [u8]> {
        let start = *self.nodes.get(node as usize)? as usize;
        let end = start.checked_add(len)?.checked_add(NODE_HEADER)?;
        let (found, left) = self.bytes.get(start..end)?.split_at_checked(head.len())?;
        if !same(found, head) {
            return None;
        }
        self.visited(start, NODE_HEADER + len)?;
        Some(left)
    }

    /// The payload of a node of that kind and of that length; `None` as for [`after`](Self::after).
    #[inline]
    pub(super) fn exact<const N: usize>(&mut self, node: u32, kind: u8) -> Option<[u8; N]> {
        let start = *self.nodes.get(node as usize)? as usize;
        let (header, left) = self.bytes.get(start..)?.split_first_chunk()?;
        if *header != super::out::header(kind, N) {
            return None;
        }
        let payload = left.first_chunk()?;
        self.visited(start, NODE_HEADER + N)?;
        Some(*payload)
    }

    /// Kind and payload of a node whose header is as it is written; `None` as for [`after`](Self::after).
    #[inline]
    pub(super) fn payload_of(&mut self, node: u32, kind: u8) -> Option<&'a [u8]> {
        let start = *self.nodes.get(node as usize)? as usize;
        let (header, left) = self.bytes.get(start..)?.split_first_chunk()?;
        let header = u64::from_le_bytes(*header);
        if header as u32 != u32::from(kind) {
            return None;
        }
        let len = (header >> 32) as usize;
        let payload = left.get(..len)?;
        self.visited(start, NODE_HEADER + len)?;
        Some(payload)
    }

    #[inline]
    fn visited(&mut self, start: usize, len: usize) -> Option<()> {
        let unfolded = self.unfolded.checked_sub(len)?;
        if !SMALL {
            self.visits = self.visits.checked_sub(1)?;
        }
        self.unfolded = unfolded;
        self.last = start;
        Some(())
    }

    /// The tag of a variant whose type's name ends there, in a node.
    #[inline]
    pub(super) fn tag_after(&self, node: u32, name: usize) -> Option<usize> {
        let start = *self.nodes.get(node as usize)? as usize;
        let (len, left) = self.bytes.get(start..)?.get(name..)?.split_first_chunk()?;
        let tag = left
            .get(u32::from_le_bytes(*len) as usize..)?
            .first_chunk()?;
        Some(u32::from_le_bytes(*tag) as usize)
    }

    /// An index from the payload of a node, if there is such a node.
    #[inline]
    pub(super) fn known(&self, index: [u8; 4]) -> Option<u32> {
        let node = u32::from_le_bytes(index);
        (node < self.node_count()).then_some(node)
    }

    /// So many indices that are all of the rest of a payload, if there are such nodes.
    #[inline]
    pub(super) fn all(&self, count: u32, payload: &'a [u8]) -> Option<Children<'a>> {
        let children = Children(payload);
        let fits = payload.len() == (count as usize).checked_mul(4)? && self.are_known(&children);
        fits.then_some(children)
    }

    #[inline]
    fn are_known(&self, children: &Children<'_>) -> bool {
        let largest = children.clone().fold(0, u32::max);
        // A message has a node, its root.
        largest < self.node_count()
    }

    /// Checks a type tag. Most are the same as the one before.
    pub(super) fn skip_tag(&mut self, payload: &mut Cursor<'a>) -> Result<(), CodecError> {
        if !self.tag.is_empty() && payload.skip(self.tag) {
            return Ok(());
        }
        let start = *payload;
        tags::skip(payload, self.rules)?;
        self.tag = start.until(payload);
        Ok(())
    }

    /// Fails where a limit does not allow to go further.
    #[inline]
    fn may_go_deeper(&self) -> Result<(), CodecError> {
        if self.depth >= self.rules.max_depth {
            return Err(self.too_deep());
        }
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn too_deep(&self) -> CodecError {
        let error = CodecError::limit(Limit::Depth {
            max: self.rules.max_depth,
        });
        match SMALL {
            true => error.at_offset(self.last),
            false => error,
        }
    }

    #[cold]
    #[inline(never)]
    fn lift_on_new_stretch<T: Lift>(&mut self, node: u32) -> Result<T, CodecError> {
        let began = self.stack;
        let read = on_new_stretch(|| {
            self.stack = Stack::here();
            T::lift(self, node)
        });
        self.stack = began;
        read
    }

    // Inlined so that a level of a value takes fewer frames in a debug build.
    #[inline(always)]
    pub(super) fn nested<T: Lift>(
        &mut self,
        node: u32,
        step: impl FnOnce() -> Step,
    ) -> Result<T, CodecError> {
        let read = match self.may_go_deeper() {
            Ok(()) => {
                self.depth += 1;
                let read = match !T::LEAF && self.stack.is_used_up() {
                    true => self.lift_on_new_stretch(node),
                    false => T::lift(self, node),
                };
                self.depth -= 1;
                read
            }
            Err(error) => Err(error),
        };
        match read {
            // Errors of guests tell no path, and where they began.
            read if SMALL => read,
            Ok(value) => Ok(value),
            Err(error) => Err(self.locate(error, node).inside(node).on_the_way(step)),
        }
    }

    #[cold]
    fn locate(&self, error: CodecError, node: u32) -> CodecError {
        match self.start(node) {
            Ok(start) => error.at_offset(start),
            Err(_) => error,
        }
    }

    /// Goes to a node inside the one at hand.
    ///
    /// # Errors
    ///
    /// When it cannot be read as a `T`, or is too deep; `step` becomes part of the error's path.
    pub fn child<T: Lift>(&mut self, node: u32, step: Step) -> Result<T, CodecError> {
        self.nested(node, || step)
    }

    /// Goes to a parameter.
    #[inline]
    pub(crate) fn param<T: Lift>(
        &mut self,
        node: u32,
        name: &'static str,
    ) -> Result<T, CodecError> {
        self.nested(node, || Step::Field(name.into()))
    }

    /// Goes to the value of the field at `index` of a record.
    ///
    /// # Errors
    ///
    /// As [`child`](Self::child).
    #[inline]
    pub fn field<T: Lift>(
        &mut self,
        node: u32,
        shape: &RecordShape,
        index: usize,
    ) -> Result<T, CodecError> {
        self.nested(node, || Step::Field(shape.fields[index].clone()))
    }

    /// Goes to an element of a list, or an item of a tuple.
    ///
    /// # Errors
    ///
    /// As [`child`](Self::child).
    #[inline]
    pub fn item<T: Lift>(&mut self, node: u32, index: usize) -> Result<T, CodecError> {
        self.nested(node, || Step::Index(index))
    }

    /// Goes to what a case holds, after [`variant`](Self::variant).
    ///
    /// # Errors
    ///
    /// When it holds nothing; else as [`child`](Self::child).
    #[inline]
    pub fn payload<T: Lift>(&mut self, node: Option<u32>, case: &Case) -> Result<T, CodecError> {
        match node {
            Some(node) => self.nested(node, || Step::Case(case.name.clone())),
            None => Err(CodecError::payload(case, 1, 0).at_offset(self.last)),
        }
    }

    /// That a case holds nothing, after [`variant`](Self::variant).
    ///
    /// # Errors
    ///
    /// When it holds something.
    #[inline]
    pub fn no_payload(&self, node: Option<u32>, case: &Case) -> Result<(), CodecError> {
        match node {
            None => Ok(()),
            Some(_) => Err(CodecError::payload(case, 0, 1).at_offset(self.last)),
        }
    }

    /// An index of a node.
    pub(super) fn index(&self, payload: &mut Cursor<'a>) -> Result<u32, CodecError> {
        let at = payload.offset();
        let node = payload.u32("a node's index")?;
        if node < self.node_count() {
            return Ok(node);
        }
        Err(out_of_range(node, self.node_count()).at_offset(at))
    }

    /// A count of indices, and the indices.
    pub(super) fn indices(
        &self,
        payload: &mut Cursor<'a>,
        what: &'static str,
    ) -> Result<Children<'a>, CodecError> {
        let count = payload.count(what, 4)?;
        self.counted(payload, count, what)
    }

    /// That many indices.
    pub(super) fn counted(
        &self,
        payload: &mut Cursor<'a>,
        count: usize,
        what: &'static str,
    ) -> Result<Children<'a>, CodecError> {
        let at = payload.offset();
        let children = Children(payload.take(count.saturating_mul(4), what)?);
        if self.are_known(&children) {
            return Ok(children);
        }
        Err(self.out_of_range_in(&children, at))
    }

    #[cold]
    fn out_of_range_in(&self, children: &Children<'_>, at: usize) -> CodecError {
        let nodes = self.node_count();
        let mut found = children.clone().enumerate();
        let (i, node) = found.find(|(_, node)| *node >= nodes).unwrap_or_default();
        out_of_range(node, nodes).at_offset(at + 4 * i)
    }
}

#[cold]
#[inline(never)]
pub(super) fn out_of_range(index: u32, count: u32) -> CodecError {
    CodecError::new(CodecErrorKind::NodeOutOfRange { index, count })
}

/// The nodes inside a list or a tuple, in order. They exist: their indices are checked.
#[derive(Debug, Clone)]
pub struct Children<'a>(&'a [u8]);

impl Children<'_> {
    pub(crate) const NONE: Children<'static> = Children(&[]);

    /// The only one.
    pub(crate) fn single(&self) -> Option<u32> {
        match *self.0 {
            [a, b, c, d] => Some(u32::from_le_bytes([a, b, c, d])),
            _ => None,
        }
    }
}

impl Iterator for Children<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (index, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*index))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.0.len() / 4;
        (len, Some(len))
    }
}

impl ExactSizeIterator for Children<'_> {}
