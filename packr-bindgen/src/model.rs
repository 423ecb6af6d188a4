//! A resolved world as packr sees it: plain data, every type cycle closed, every item with the place it came from.

use std::fmt;

use crate::source::Location;

/// Index of a [`TypeDef`] in [`Model::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// Index of an [`Interface`] in [`Model::interfaces`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InterfaceId(pub usize);

/// One world with everything it reaches.
#[derive(Debug, Clone)]
pub struct Model {
    /// The world that was asked for.
    pub world: World,
    /// Every interface that the world imports or exports, a used one before its users.
    pub interfaces: Vec<Interface>,
    /// Every named type, addressed by [`TypeId`].
    pub types: Vec<TypeDef>,
}

impl Model {
    /// The packages of all interfaces and of the world, each as often as it is named.
    pub(crate) fn packages(&self) -> Vec<&PackageName> {
        let interfaces = self.interfaces.iter();
        let of_interfaces = interfaces.filter_map(|interface| match &interface.name {
            InterfaceName::Package { package, .. } => Some(package),
            InterfaceName::Inline(_) => None,
        });
        of_interfaces.chain([&self.world.package]).collect()
    }
}

/// A `world`.
#[derive(Debug, Clone)]
pub struct World {
    /// Name as written in WIT, without a leading `%`.
    pub name: String,
    /// The package that declares it.
    pub package: PackageName,
    /// Docs as written in WIT.
    pub docs: Option<String>,
    /// Where it is declared.
    pub location: Location,
    /// Imported interfaces, in the order of the resolved world.
    pub imported_interfaces: Vec<InterfaceId>,
    /// Functions that the world imports itself.
    pub imported_functions: Vec<Function>,
    /// Exported interfaces, in the order of the resolved world.
    pub exported_interfaces: Vec<InterfaceId>,
    /// Functions that the world exports itself.
    pub exported_functions: Vec<Function>,
    /// Types declared in the world, and those it takes in with `use` (as aliases), in declaration order.
    pub types: Vec<TypeId>,
}

/// `namespace:name@version`
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PackageName {
    /// The part before the colon.
    pub namespace: String,
    /// The part after it.
    pub name: String,
    /// The version, where one is given.
    pub version: Option<semver::Version>,
}

/// An `interface`.
#[derive(Debug, Clone)]
pub struct Interface {
    /// How the world names it.
    pub name: InterfaceName,
    /// The interface whose functions these are, where the world gives it a second name: `import label: interface;`.
    /// Its types are the other's, by `use`.
    pub implements: Option<InterfaceId>,
    /// Docs as written in WIT.
    pub docs: Option<String>,
    /// Where it is declared.
    pub location: Location,
    /// Types declared here, and those taken in with `use` (as aliases), in declaration order.
    pub types: Vec<TypeId>,
    /// Its functions, in declaration order. Options leave out some of [`imports`](Self::imports) and
    /// [`exports`](Self::exports).
    pub functions: Vec<Function>,
    /// The world imports it.
    pub imported: bool,
    /// The world exports it. An interface can be both; its types are still one set.
    pub exported: bool,
}

impl Interface {
    /// The functions that a world which imports the interface has.
    pub fn imports(&self) -> Vec<&Function> {
        let functions = self.functions.iter();
        functions.filter(|it| !it.import_ignored).collect()
    }

    /// The functions that a world which exports the interface has.
    pub fn exports(&self) -> Vec<&Function> {
        let functions = self.functions.iter();
        functions.filter(|it| !it.export_ignored).collect()
    }
}

/// The two ways an interface has a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum InterfaceName {
    /// Declared in a package: `ns:pkg/interface@version`.
    Package {
        /// The declaring package.
        package: PackageName,
        /// The interface's own name.
        interface: String,
    },
    /// Given by the world: `import name: interface { .. }`, `import name: ns:pkg/interface`.
    Inline(String),
}

impl fmt::Display for InterfaceName {
    /// `ns:pkg/interface@version`, or the plain name that the world gives.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InterfaceName::Inline(name) => f.write_str(name),
            InterfaceName::Package { package, interface } => {
                write!(f, "{}:{}/{interface}", package.namespace, package.name)?;
                match &package.version {
                    Some(version) => write!(f, "@{version}"),
                    None => Ok(()),
                }
            }
        }
    }
}

/// Who declares a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The world itself.
    World,
    /// An interface.
    Interface(InterfaceId),
}

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Name as written in WIT, without a leading `%`.
    pub name: String,
    /// Who declares it.
    pub owner: Owner,
    /// Docs as written in WIT.
    pub docs: Option<String>,
    /// Where it is declared.
    pub location: Location,
    /// What it is.
    pub kind: TypeKind,
}

/// What a named type is.
#[derive(Debug, Clone)]
pub enum TypeKind {
    /// `record`
    Record(Vec<Field>),
    /// `variant`
    Variant(Vec<Case>),
    /// `enum`
    Enum(Vec<Label>),
    /// `flags`
    Flags(Vec<Label>),
    /// `type a = b`
    Alias(Type),
    /// `use other.{a}`: the same type under a name of this owner.
    Use(TypeId),
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name as written in WIT, without a leading `%`.
    pub name: String,
    /// Docs as written in WIT.
    pub docs: Option<String>,
    /// Where it is declared.
    pub location: Location,
    /// Its type.
    pub ty: Type,
}

/// A case of a variant.
#[derive(Debug, Clone)]
pub struct Case {
    /// Name as written in WIT, without a leading `%`.
    pub name: String,
    /// Docs as written in WIT.
    pub docs: Option<String>,
    /// Where it is declared.
    pub location: Location,
    /// The payload, where there is one.
    pub ty: Option<Type>,
}

/// A case of an enum, or a flag.
#[derive(Debug, Clone)]
pub struct Label {
    /// Name as written in WIT, without a leading `%`.
    pub name: String,
    /// Docs as written in WIT.
    pub docs: Option<String>,
}

/// A function.
#[derive(Debug, Clone)]
pub struct Function {
    /// Name as written in WIT, without a leading `%`; `[get]name` and `[set]name` for the accessors of a property.
    pub name: String,
    /// Docs as written in WIT.
    pub docs: Option<String>,
    /// Where it is declared.
    pub location: Location,
    /// Names and types of the parameters.
    pub params: Vec<(String, Type)>,
    /// The result, where there is one.
    pub result: Option<Type>,
    /// Declared as `async func`.
    pub is_async: bool,
    /// Left out by an option where the world imports it.
    pub import_ignored: bool,
    /// Left out by an option where the world exports it.
    pub export_ignored: bool,
}

/// A type as it stands in a field, a parameter or inside another type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// `bool`
    Bool,
    /// `u8`
    U8,
    /// `u16`
    U16,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `s8`
    S8,
    /// `s16`
    S16,
    /// `s32`
    S32,
    /// `s64`
    S64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `char`
    Char,
    /// `string`
    String,
    /// A named type, possibly one that contains this reference.
    Named(TypeId),
    /// `list<t>`
    List(Box<Type>),
    /// `list<t, n>`
    FixedList(Box<Type>, u32),
    /// `map<k, v>`
    Map(Box<Type>, Box<Type>),
    /// `option<t>`
    Option(Box<Type>),
    /// `result<t, e>`; a missing side carries no value.
    Result(Option<Box<Type>>, Option<Box<Type>>),
    /// `tuple<..>`
    Tuple(Vec<Type>),
}

impl TypeKind {
    /// The types of the fields, of the payloads, or of the body.
    pub(crate) fn types(&self) -> impl Iterator<Item = &Type> {
        let (fields, cases, body) = match self {
            TypeKind::Record(fields) => (fields.as_slice(), [].as_slice(), None),
            TypeKind::Variant(cases) => ([].as_slice(), cases.as_slice(), None),
            TypeKind::Alias(body) => ([].as_slice(), [].as_slice(), Some(body)),
            TypeKind::Enum(_) | TypeKind::Flags(_) | TypeKind::Use(_) => {
                ([].as_slice(), [].as_slice(), None)
            }
        };
        let fields = fields.iter().map(|field| &field.ty);
        let payloads = cases.iter().filter_map(|case| case.ty.as_ref());
        fields.chain(payloads).chain(body)
    }
}

impl Type {
    /// The types that stand right inside this one.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Type> {
        let (one, other, items) = match self {
            Type::List(part) | Type::FixedList(part, _) | Type::Option(part) => {
                (Some(part), None, [].as_slice())
            }
            Type::Map(key, value) => (Some(key), Some(value), [].as_slice()),
            Type::Result(ok, err) => (ok.as_ref(), err.as_ref(), [].as_slice()),
            Type::Tuple(items) => (None, None, items.as_slice()),
            _ => (None, None, [].as_slice()),
        };
        let boxed = one.into_iter().chain(other).map(Box::as_ref);
        boxed.chain(items)
    }

    /// Calls `visit` with every name in this type.
    pub(crate) fn each_name(&self, visit: &mut impl FnMut(TypeId)) {
        match self {
            Type::Named(id) => visit(*id),
            _ => self.parts().for_each(|part| part.each_name(visit)),
        }
    }
}
