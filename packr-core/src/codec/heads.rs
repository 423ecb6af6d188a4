//! The part of a node that its type fixes, as generated code keeps it: one constant, written and compared as a whole.

use alloc::vec::Vec;
use core::borrow::Borrow;
use core::ops::Deref;

use super::{NODE_HEADER, kind};
use crate::value::{Case, RecordShape};

/// A case of a type that is known at compile time.
#[derive(Debug)]
pub struct FixedCase {
    case: Case,
    head: &'static [u8],
}

impl FixedCase {
    /// A case. `head` is what [`case_head`] gives for it; where it is empty, the case is written piece by piece.
    pub const fn new(
        type_name: &'static str,
        name: &'static str,
        tag: u32,
        head: &'static [u8],
    ) -> Self {
        let case = Case::fixed(type_name, name, tag);
        Self { case, head }
    }

    pub(super) fn head(&self) -> &'static [u8] {
        self.head
    }
}

impl Deref for FixedCase {
    type Target = Case;

    fn deref(&self) -> &Case {
        &self.case
    }
}

impl Borrow<Case> for FixedCase {
    fn borrow(&self) -> &Case {
        &self.case
    }
}

/// The shape of a record that is known at compile time.
#[derive(Debug)]
pub struct FixedShape {
    shape: RecordShape,
    head: &'static [u8],
}

impl FixedShape {
    /// A shape. `head` is what [`record_head`] gives for it; where it is empty, records are written piece by piece.
    pub const fn new(shape: RecordShape, head: &'static [u8]) -> Self {
        Self { shape, head }
    }

    pub(super) fn head(&self) -> &'static [u8] {
        self.head
    }
}

impl Deref for FixedShape {
    type Target = RecordShape;

    fn deref(&self) -> &RecordShape {
        &self.shape
    }
}

/// A node of that case, which holds a value or not, up to the index of the value.
pub fn case_head(case: &Case, holds: bool) -> Vec<u8> {
    let mut payload = Vec::new();
    text(&mut payload, &case.type_name);
    text(&mut payload, &case.name);
    payload.extend_from_slice(&case.tag.to_le_bytes());
    payload.extend_from_slice(&u32::from(holds).to_le_bytes());
    node(kind::VARIANT, payload, usize::from(holds))
}

/// A node of a record of that shape, up to the indices of its fields.
pub fn record_head(shape: &RecordShape) -> Vec<u8> {
    let mut payload = Vec::new();
    text(&mut payload, &shape.name);
    count(&mut payload, shape.fields.len());
    for field in shape.fields.iter() {
        text(&mut payload, field);
    }
    node(kind::RECORD, payload, shape.fields.len())
}

fn node(kind: u8, payload: Vec<u8>, children: usize) -> Vec<u8> {
    let mut head = Vec::with_capacity(NODE_HEADER + payload.len());
    head.extend_from_slice(&[kind, 0, 0, 0]);
    count(&mut head, payload.len() + 4 * children);
    head.extend(payload);
    head
}

fn count(bytes: &mut Vec<u8>, count: usize) {
    bytes.extend_from_slice(&(count as u32).to_le_bytes());
}

fn text(bytes: &mut Vec<u8>, text: &str) {
    count(bytes, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

/// Whether two slices are equal. Guests have no other comparison than one byte by byte.
#[inline]
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let ((a, a_left), (b, b_left)) = (a.as_chunks(), b.as_chunks());
    let word = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
    a.iter().zip(b).all(|(a, b)| word(a) == word(b))
        && a_left.iter().zip(b_left).all(|(a, b)| a == b)
}
