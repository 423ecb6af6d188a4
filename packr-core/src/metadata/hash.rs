//! Hashes of types and interfaces, as the published `packr-abi` 0.6 and 0.24 define them.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use sha2::{Digest, Sha256};

use crate::codec::Version;
use crate::schema::{Function, Interface, Type, TypeDef, World, cycles, kebab};

/// The hash of a type, a function or an interface: a SHA-256, or the fixed hash of a primitive type.
///
/// Displays as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TypeHash([u8; 32]);

impl TypeHash {
    /// A hash from its bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes of the hash.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    const fn fixed(first: u8, second: u8) -> Self {
        let mut bytes = [0; 32];
        bytes[0] = first;
        bytes[1] = second;
        Self(bytes)
    }
}

impl fmt::Display for TypeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

const BOOL: TypeHash = TypeHash::fixed(0, 0x01);
const STRING: TypeHash = TypeHash::fixed(0, 0x0d);
const FLAGS: TypeHash = TypeHash::fixed(0, 0x0e);
/// A type inside itself, and a type that is not known.
const SELF: TypeHash = TypeHash::fixed(0xff, 0xff);

/// The most types inside each other.
const MAX_DEPTH: usize = 256;
/// The most types that are looked at for one hash. Types that are inside each other in many ways are looked at once for each.
const MAX_STEPS: usize = 1 << 14;

impl World {
    /// The hash of a type, as packages of version 2 write it down.
    ///
    /// Names of types do not count, names of fields and cases do, but not their order. A type inside itself is a fixed mark.
    ///
    /// `None` where types are inside each other more than 256 deep, or in more ways than can be followed.
    pub fn type_hash(&self, ty: Type) -> Option<TypeHash> {
        self.type_hash_as(ty, Version::V2)
    }

    /// The hash of a type, as packages of that version write it down; see [`type_hash`](Self::type_hash). In version 2 a
    /// map is a list of pairs, and a set a list.
    pub fn type_hash_as(&self, ty: Type, version: Version) -> Option<TypeHash> {
        let hashes = self.hashes(version);
        let mut types = hashes.hasher();
        let hash = types.ty(ty);
        types.followed(hash)
    }

    /// The hash of an interface of this world, as packages of version 2 write it down: its name without the version, and its functions
    /// with the types of their parameters and results. `None` as for [`type_hash`](Self::type_hash).
    pub fn interface_hash(&self, interface: &Interface) -> Option<TypeHash> {
        self.interface_hash_as(interface, Version::V2)
    }

    /// The hash of an interface, as packages of that version write it down; see
    /// [`interface_hash`](Self::interface_hash).
    pub fn interface_hash_as(&self, interface: &Interface, version: Version) -> Option<TypeHash> {
        self.hashes(version).interface(interface)
    }

    /// For the hashes of several interfaces: what they share is found out once.
    pub(crate) fn hashes(&self, version: Version) -> Hashes<'_> {
        Hashes {
            world: self,
            version,
            components: cycles::components(&self.types),
        }
    }
}

/// What the hashes of a world share.
pub(crate) struct Hashes<'a> {
    world: &'a World,
    version: Version,
    /// Which types contain each other.
    components: Vec<usize>,
}

impl Hashes<'_> {
    fn hasher(&self) -> Hasher<'_> {
        Hasher {
            world: self.world,
            version: self.version,
            components: &self.components,
            open: Vec::new(),
            depth: 0,
            steps: MAX_STEPS,
            done: BTreeMap::new(),
        }
    }

    /// The hash of an interface, as [`World::interface_hash_as`] gives it.
    pub(crate) fn interface(&self, interface: &Interface) -> Option<TypeHash> {
        let mut types = self.hasher();
        let mut functions: Vec<(&str, TypeHash)> = interface
            .functions
            .iter()
            .map(|function| (&*function.name, types.function(function)))
            .collect();
        functions.sort_by_key(|(name, _)| *name);
        let name = interface.id.split('@').next().unwrap_or_default();
        let name = if name == "$root" { "" } else { name };
        // The 0 is the number of named types, which published packages do not list.
        let mut sum = Sum::new(0x17).text(name).count(0).count(functions.len());
        for (name, hash) in functions {
            sum = sum.text(name).child(hash);
        }
        types.followed(sum.finish())
    }
}

/// What is hashed, piece by piece.
struct Sum(Sha256);

impl Sum {
    fn new(tag: u8) -> Self {
        Self(Sha256::new().chain_update([tag]))
    }

    fn bytes(self, bytes: impl AsRef<[u8]>) -> Self {
        Self(self.0.chain_update(bytes))
    }

    fn count(self, count: usize) -> Self {
        self.bytes((count as u32).to_le_bytes())
    }

    fn text(self, text: &str) -> Self {
        self.count(text.len()).bytes(text)
    }

    fn child(self, hash: TypeHash) -> Self {
        self.bytes(hash.0)
    }

    fn children(self, hashes: &[TypeHash]) -> Self {
        let sum = self.count(hashes.len());
        hashes.iter().fold(sum, |sum, hash| sum.child(*hash))
    }

    fn finish(self) -> TypeHash {
        TypeHash(self.0.finalize().into())
    }
}

/// Hashes types.
struct Hasher<'a> {
    world: &'a World,
    version: Version,
    components: &'a [usize],
    /// The named types around the one at hand.
    open: Vec<u32>,
    depth: usize,
    /// How many more types may be looked at; 0 when there were too many.
    steps: usize,
    /// Hashes of types that were inside none that they contain.
    done: BTreeMap<u32, TypeHash>,
}

impl Hasher<'_> {
    fn followed(&self, hash: TypeHash) -> Option<TypeHash> {
        (self.steps > 0).then_some(hash)
    }

    fn function(&mut self, function: &Function) -> TypeHash {
        let params: Vec<_> = function.params.iter().map(|(_, ty)| self.ty(*ty)).collect();
        let results: Vec<_> = function.result.iter().map(|ty| self.ty(*ty)).collect();
        Sum::new(0x16).children(&params).children(&results).finish()
    }

    fn ty(&mut self, ty: Type) -> TypeHash {
        let primitive = |second| TypeHash::fixed(0, second);
        let index = match ty {
            Type::Bool => return BOOL,
            Type::U8 => return primitive(0x02),
            Type::U16 => return primitive(0x03),
            Type::U32 => return primitive(0x04),
            Type::U64 => return primitive(0x05),
            Type::S8 => return primitive(0x06),
            Type::S16 => return primitive(0x07),
            Type::S32 => return primitive(0x08),
            Type::S64 => return primitive(0x09),
            Type::F32 => return primitive(0x0a),
            Type::F64 => return primitive(0x0b),
            Type::Char => return primitive(0x0c),
            Type::String => return STRING,
            Type::Def(index) => index,
        };
        let Some(def) = self.world.types.get(index as usize) else {
            return SELF;
        };
        if self.open.contains(&index) {
            return SELF;
        }
        // An open type that it contains is a mark in its hash, which is then not that of the type by itself.
        let component = |index: u32| self.components[index as usize];
        let by_itself = self
            .open
            .iter()
            .all(|open| component(*open) != component(index));
        if let (true, Some(hash)) = (by_itself, self.done.get(&index)) {
            return *hash;
        }
        if self.depth == MAX_DEPTH || self.steps <= 1 {
            self.steps = 0;
            return SELF;
        }
        self.steps -= 1;
        let named = def.is_named();
        if named {
            self.open.push(index);
        }
        self.depth += 1;
        let hash = self.def(def);
        self.depth -= 1;
        if named {
            self.open.pop();
        }
        if by_itself {
            self.done.insert(index, hash);
        }
        hash
    }

    fn def(&mut self, def: &TypeDef) -> TypeHash {
        let version = self.version;
        let mut ty = |ty: Type| self.ty(ty);
        match def {
            TypeDef::List(elem) | TypeDef::FixedList(elem, _) => {
                Sum::new(0x10).child(ty(*elem)).finish()
            }
            TypeDef::Map(key, value) => {
                let (key, value) = (ty(*key), ty(*value));
                match version {
                    Version::V2 => {
                        let pair = Sum::new(0x13).children(&[key, value]);
                        Sum::new(0x10).child(pair.finish()).finish()
                    }
                    Version::V3 => Sum::new(0x18).child(key).child(value).finish(),
                }
            }
            TypeDef::Set(elem) => {
                let tag = match version {
                    Version::V2 => 0x10,
                    Version::V3 => 0x19,
                };
                Sum::new(tag).child(ty(*elem)).finish()
            }
            TypeDef::Option(inner) => Sum::new(0x11).child(ty(*inner)).finish(),
            // Published packages write `bool` and `string` for the sides that are not there.
            TypeDef::Result(ok, err) => {
                let (ok, err) = (ok.map_or(BOOL, &mut ty), err.map_or(STRING, &mut ty));
                Sum::new(0x12).child(ok).child(err).finish()
            }
            TypeDef::Tuple(items) => {
                let items: Vec<_> = items.iter().map(|item| ty(*item)).collect();
                Sum::new(0x13).children(&items).finish()
            }
            TypeDef::Record { shape, fields, .. } => {
                let names = shape.fields.iter().map(|name| name.replace('_', "-"));
                let mut fields: Vec<_> = names.zip(fields.iter().map(|field| ty(*field))).collect();
                fields.sort_by(|a, b| a.0.cmp(&b.0));
                let sum = Sum::new(0x14).count(fields.len());
                let add = |sum: Sum, (name, hash): (String, _)| sum.text(&name).child(hash);
                fields.into_iter().fold(sum, add).finish()
            }
            TypeDef::Variant {
                cases, payloads, ..
            } => {
                let names = cases.iter().map(|case| kebab(&case.name));
                let held = payloads.iter().map(|held| held.map(&mut ty));
                let mut cases: Vec<_> = names.zip(held).collect();
                cases.sort_by(|a, b| a.0.cmp(&b.0));
                let sum = Sum::new(0x15).count(cases.len());
                let add = |sum: Sum, (name, held): (String, Option<TypeHash>)| match held {
                    Some(hash) => sum.text(&name).bytes([1]).child(hash),
                    None => sum.text(&name).bytes([0]),
                };
                cases.into_iter().fold(sum, add).finish()
            }
            TypeDef::Flags { .. } => FLAGS,
            TypeDef::Alias { ty: inner, .. } => ty(*inner),
            TypeDef::Any => SELF,
        }
    }
}
