//! What a package says about itself: the functions it imports and exports, with their types and a hash an interface.
//!
//! Packages carry it as a message in the byte format, to which their export `__pack_types` points. `docs/abi.md` describes it.

mod hash;
mod read;
mod write;

use alloc::string::String;
use alloc::vec::Vec;

pub use hash::TypeHash;

use crate::codec::{CodecError, Limits, Nodes, Reader, Version};
use crate::schema::World;

/// The metadata of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metadata {
    /// The version of the format that it is written in, which is the one that the package speaks.
    pub version: Version,
    /// Its imports and exports. The types are those that the metadata spells out; see
    /// [`TypeDef::Any`](crate::schema::TypeDef::Any) for what it does not.
    pub world: World,
    /// The hashes of the imported interfaces, as written.
    pub import_hashes: Vec<InterfaceHash>,
    /// The hashes of the exported interfaces, as written.
    pub export_hashes: Vec<InterfaceHash>,
}

/// The hash of an interface, as a package's metadata has it. packr does not rely on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterfaceHash {
    /// The interface; the empty text for the functions of the world itself.
    pub name: String,
    /// The hash; see [`World::interface_hash`].
    pub hash: TypeHash,
}

impl Metadata {
    /// What metadata may cost. Each type inside a type takes one to six levels of the message, and what is the same in
    /// several places may be written once.
    pub const LIMITS: Limits = Limits::DEFAULT
        .max_bytes(4 << 20)
        .max_unfold(16)
        .max_nodes(1 << 20)
        .max_depth(256);

    /// Reads the message that `__pack_types` points at, of either version.
    ///
    /// # Errors
    ///
    /// When it is not well-formed, exceeds [`LIMITS`](Self::LIMITS), or is no metadata: where, and why.
    pub fn read(bytes: &[u8]) -> Result<Self, CodecError> {
        let mut nodes = Nodes::new();
        let mut reader = Reader::new(bytes, &mut nodes, &Self::LIMITS)?;
        read::read(reader.version(), &reader.read()?)
    }

    /// Writes the message for a package of that world, with the hash of each interface.
    ///
    /// It is what `pack_types!` of the published packr-guest 0.6 writes for the same functions, but for what that macro cannot say:
    /// a type inside itself is its name, interfaces have their versions, and a side that a result does not have is `unit`.
    /// Where spelling out each type wherever it is used would exceed [`LIMITS`](Self::LIMITS), each is spelled out once.
    ///
    /// # Errors
    ///
    /// When the message exceeds [`LIMITS`](Self::LIMITS) all the same.
    pub fn write(world: &World) -> Result<Vec<u8>, CodecError> {
        write::write(world)
    }
}
