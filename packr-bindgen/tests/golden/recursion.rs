#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `demo`.
pub mod demo {
    /// The package `demo:recursion`: types, and what the world imports of it.
    pub mod recursion {
        /// The interface `demo:recursion/types`.
        pub mod types {
            /// The WIT variant `tree`.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
            )]
            pub enum Tree {
                /// The case `leaf`.
                Leaf,
                /// The case `one`.
                One(::packr::__private::alloc::boxed::Box<Tree>),
                /// The case `pair`.
                Pair(
                    (
                        ::packr::__private::alloc::boxed::Box<Tree>,
                        ::packr::__private::alloc::boxed::Box<Tree>,
                    ),
                ),
                /// The case `maybe`.
                Maybe(
                    ::core::option::Option<::packr::__private::alloc::boxed::Box<Tree>>,
                ),
                /// The case `either`.
                Either(
                    ::core::result::Result<
                        ::packr::__private::alloc::boxed::Box<Tree>,
                        ::packr::__private::alloc::string::String,
                    >,
                ),
                /// The case `fixed`.
                Fixed([::packr::__private::alloc::boxed::Box<Tree>; 2]),
                /// The case `nested`.
                Nested(
                    (
                        (::packr::__private::alloc::boxed::Box<Tree>, u8),
                        ::packr::__private::alloc::vec::Vec<Tree>,
                    ),
                ),
                /// The case `many`.
                Many(::packr::__private::alloc::vec::Vec<Tree>),
                /// The case `through`.
                Through(::packr::__private::alloc::boxed::Box<Branch>),
                /// The case `aliased`.
                Aliased(Couple),
            }
            impl Tree {
                /// Makes [`One`](Self::One), and what is boxed in it.
                pub fn one(
                    value: impl ::core::convert::Into<
                        ::packr::__private::alloc::boxed::Box<Tree>,
                    >,
                ) -> Self {
                    Tree::One(::core::convert::Into::into(value))
                }
                /// Makes [`Pair`](Self::Pair), and what is boxed in it.
                pub fn pair(
                    a: impl ::core::convert::Into<
                        ::packr::__private::alloc::boxed::Box<Tree>,
                    >,
                    b: impl ::core::convert::Into<
                        ::packr::__private::alloc::boxed::Box<Tree>,
                    >,
                ) -> Self {
                    Tree::Pair((
                        ::core::convert::Into::into(a),
                        ::core::convert::Into::into(b),
                    ))
                }
                /// Makes [`Maybe`](Self::Maybe), and what is boxed in it.
                pub fn maybe(value: ::core::option::Option<Tree>) -> Self {
                    Tree::Maybe(value.map(::packr::__private::alloc::boxed::Box::new))
                }
                /// Makes [`Either`](Self::Either), and what is boxed in it.
                pub fn either(
                    value: ::core::result::Result<
                        Tree,
                        ::packr::__private::alloc::string::String,
                    >,
                ) -> Self {
                    Tree::Either(value.map(::packr::__private::alloc::boxed::Box::new))
                }
                /// Makes [`Fixed`](Self::Fixed), and what is boxed in it.
                pub fn fixed(value: [Tree; 2]) -> Self {
                    Tree::Fixed(value.map(::packr::__private::alloc::boxed::Box::new))
                }
                /// Makes [`Nested`](Self::Nested), and what is boxed in it.
                pub fn nested(
                    a: (Tree, u8),
                    b: ::packr::__private::alloc::vec::Vec<Tree>,
                ) -> Self {
                    Tree::Nested((
                        {
                            let (item0, item1) = a;
                            (::packr::__private::alloc::boxed::Box::new(item0), item1)
                        },
                        b,
                    ))
                }
                /// Makes [`Through`](Self::Through), and what is boxed in it.
                pub fn through(
                    value: impl ::core::convert::Into<
                        ::packr::__private::alloc::boxed::Box<Branch>,
                    >,
                ) -> Self {
                    Tree::Through(::core::convert::Into::into(value))
                }
                /// Makes [`Aliased`](Self::Aliased), and what is boxed in it.
                pub fn aliased(
                    a: impl ::core::convert::Into<
                        ::packr::__private::alloc::boxed::Box<Tree>,
                    >,
                    b: impl ::core::convert::Into<
                        ::packr::__private::alloc::boxed::Box<Tree>,
                    >,
                ) -> Self {
                    Tree::Aliased((
                        ::core::convert::Into::into(a),
                        ::core::convert::Into::into(b),
                    ))
                }
            }
            const _: () = {
                use ::packr::__private as rt;
                static CASES: [rt::FixedCase; 10usize] = [
                    rt::FixedCase::new(
                        "Tree",
                        "Leaf",
                        0,
                        b"\x08\0\0\0\x18\0\0\0\x04\0\0\0Tree\x04\0\0\0Leaf\0\0\0\0\0\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Tree",
                        "One",
                        1,
                        b"\x08\0\0\0\x1B\0\0\0\x04\0\0\0Tree\x03\0\0\0One\x01\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Tree",
                        "Pair",
                        2,
                        b"\x08\0\0\0\x1C\0\0\0\x04\0\0\0Tree\x04\0\0\0Pair\x02\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Tree",
                        "Maybe",
                        3,
                        b"\x08\0\0\0\x1D\0\0\0\x04\0\0\0Tree\x05\0\0\0Maybe\x03\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Tree",
                        "Either",
                        4,
                        b"\x08\0\0\0\x1E\0\0\0\x04\0\0\0Tree\x06\0\0\0Either\x04\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Tree",
                        "Fixed",
                        5,
                        b"\x08\0\0\0\x1D\0\0\0\x04\0\0\0Tree\x05\0\0\0Fixed\x05\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Tree",
                        "Nested",
                        6,
                        b"\x08\0\0\0\x1E\0\0\0\x04\0\0\0Tree\x06\0\0\0Nested\x06\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Tree",
                        "Many",
                        7,
                        b"\x08\0\0\0\x1C\0\0\0\x04\0\0\0Tree\x04\0\0\0Many\x07\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Tree",
                        "Through",
                        8,
                        b"\x08\0\0\0\x1F\0\0\0\x04\0\0\0Tree\x07\0\0\0Through\x08\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Tree",
                        "Aliased",
                        9,
                        b"\x08\0\0\0\x1F\0\0\0\x04\0\0\0Tree\x07\0\0\0Aliased\t\0\0\0\x01\0\0\0",
                    ),
                ];
                impl rt::WitType for Tree {
                    const TYPE: rt::ValueType = rt::ValueType::Variant(
                        rt::Name::Borrowed("Tree"),
                    );
                }
                impl rt::Lower for Tree {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        match self {
                            Tree::Leaf => {
                                w.variant(&CASES[0], ::core::option::Option::None)
                            }
                            Tree::One(payload) => rt::lower_case(w, payload, &CASES[1]),
                            Tree::Pair(payload) => rt::lower_case(w, payload, &CASES[2]),
                            Tree::Maybe(payload) => rt::lower_case(w, payload, &CASES[3]),
                            Tree::Either(payload) => {
                                rt::lower_case(w, payload, &CASES[4])
                            }
                            Tree::Fixed(payload) => rt::lower_case(w, payload, &CASES[5]),
                            Tree::Nested(payload) => {
                                rt::lower_case(w, payload, &CASES[6])
                            }
                            Tree::Many(payload) => rt::lower_case(w, payload, &CASES[7]),
                            Tree::Through(payload) => {
                                rt::lower_case(w, payload, &CASES[8])
                            }
                            Tree::Aliased(payload) => {
                                rt::lower_case(w, payload, &CASES[9])
                            }
                        }
                    }
                    fn to_value(&self) -> rt::Value {
                        match self {
                            Tree::Leaf => rt::bare_value(&CASES[0]),
                            Tree::One(payload) => rt::case_value(payload, &CASES[1]),
                            Tree::Pair(payload) => rt::case_value(payload, &CASES[2]),
                            Tree::Maybe(payload) => rt::case_value(payload, &CASES[3]),
                            Tree::Either(payload) => rt::case_value(payload, &CASES[4]),
                            Tree::Fixed(payload) => rt::case_value(payload, &CASES[5]),
                            Tree::Nested(payload) => rt::case_value(payload, &CASES[6]),
                            Tree::Many(payload) => rt::case_value(payload, &CASES[7]),
                            Tree::Through(payload) => rt::case_value(payload, &CASES[8]),
                            Tree::Aliased(payload) => rt::case_value(payload, &CASES[9]),
                        }
                    }
                }
                impl rt::Lift for Tree {
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let (tag, payload) = r.variant(node, &CASES)?;
                        ::core::result::Result::Ok(
                            match tag {
                                0 => {
                                    r.no_payload(payload, &CASES[0])?;
                                    Tree::Leaf
                                }
                                1 => Tree::One(r.payload(payload, &CASES[1])?),
                                2 => Tree::Pair(r.payload(payload, &CASES[2])?),
                                3 => Tree::Maybe(r.payload(payload, &CASES[3])?),
                                4 => Tree::Either(r.payload(payload, &CASES[4])?),
                                5 => Tree::Fixed(r.payload(payload, &CASES[5])?),
                                6 => Tree::Nested(r.payload(payload, &CASES[6])?),
                                7 => Tree::Many(r.payload(payload, &CASES[7])?),
                                8 => Tree::Through(r.payload(payload, &CASES[8])?),
                                _ => Tree::Aliased(r.payload(payload, &CASES[9])?),
                            },
                        )
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let (tag, payload) = rt::variant_parts(value, &CASES)?;
                        ::core::result::Result::Ok(
                            match tag {
                                0 => {
                                    rt::no_payload_value(payload, &CASES[0])?;
                                    Tree::Leaf
                                }
                                1 => Tree::One(rt::payload_value(payload, &CASES[1])?),
                                2 => Tree::Pair(rt::payload_value(payload, &CASES[2])?),
                                3 => Tree::Maybe(rt::payload_value(payload, &CASES[3])?),
                                4 => Tree::Either(rt::payload_value(payload, &CASES[4])?),
                                5 => Tree::Fixed(rt::payload_value(payload, &CASES[5])?),
                                6 => Tree::Nested(rt::payload_value(payload, &CASES[6])?),
                                7 => Tree::Many(rt::payload_value(payload, &CASES[7])?),
                                8 => Tree::Through(rt::payload_value(payload, &CASES[8])?),
                                _ => Tree::Aliased(rt::payload_value(payload, &CASES[9])?),
                            },
                        )
                    }
                }
            };
            /// The WIT type `couple`.
            pub type Couple = (
                ::packr::__private::alloc::boxed::Box<Tree>,
                ::packr::__private::alloc::boxed::Box<Tree>,
            );
            /// The WIT record `branch`.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
            )]
            pub struct Branch {
                /// The field `left`.
                pub left: ::packr::__private::alloc::boxed::Box<Tree>,
                /// The field `right`.
                pub right: ::core::option::Option<
                    ::packr::__private::alloc::boxed::Box<Branch>,
                >,
            }
            const _: () = {
                use ::packr::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed(
                        "Branch",
                        &[rt::Name::Borrowed("left"), rt::Name::Borrowed("right")],
                    ),
                    b"\t\0\0\0'\0\0\0\x06\0\0\0Branch\x02\0\0\0\x04\0\0\0left\x05\0\0\0right",
                );
                impl rt::WitType for Branch {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("Branch"),
                    );
                }
                impl rt::Lower for Branch {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        let children = [
                            w.field(&self.left, &SHAPE, 0)?,
                            w.field(&self.right, &SHAPE, 1)?,
                        ];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(
                                &SHAPE,
                                [
                                    rt::Lower::to_value(&self.left),
                                    rt::Lower::to_value(&self.right),
                                ],
                            ),
                        )
                    }
                }
                impl rt::Lift for Branch {
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(Branch {
                            left: r.field(f0, &SHAPE, 0)?,
                            right: r.field(f1, &SHAPE, 1)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(Branch {
                            left: rt::field_value(f0, &SHAPE, 0)?,
                            right: rt::field_value(f1, &SHAPE, 1)?,
                        })
                    }
                }
            };
            /// The WIT type `lists`.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
            )]
            pub struct Lists(
                /// What the name stands for.
                pub ::packr::__private::alloc::vec::Vec<Lists>,
            );
            impl ::core::convert::From<::packr::__private::alloc::vec::Vec<Lists>>
            for Lists {
                fn from(inner: ::packr::__private::alloc::vec::Vec<Lists>) -> Self {
                    Lists(inner)
                }
            }
            impl ::core::convert::From<Lists>
            for ::packr::__private::alloc::vec::Vec<Lists> {
                fn from(outer: Lists) -> Self {
                    outer.0
                }
            }
            impl ::core::ops::Deref for Lists {
                type Target = ::packr::__private::alloc::vec::Vec<Lists>;
                fn deref(&self) -> &Self::Target {
                    &self.0
                }
            }
            impl ::core::ops::DerefMut for Lists {
                fn deref_mut(&mut self) -> &mut Self::Target {
                    &mut self.0
                }
            }
            const _: () = {
                use ::packr::__private as rt;
                impl rt::WitType for Lists {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("Lists"),
                    );
                }
                impl rt::Lower for Lists {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        rt::Lower::lower(&self.0, w)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Lower::to_value(&self.0)
                    }
                }
                impl rt::Lift for Lists {
                    const SINGLES: ::core::primitive::usize = <::packr::__private::alloc::vec::Vec<
                        Lists,
                    > as rt::Lift>::SINGLES;
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        ::core::result::Result::Ok(Lists(rt::Lift::lift(r, node)?))
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        ::core::result::Result::Ok(Lists(rt::Lift::from_value(value)?))
                    }
                }
            };
            /// The WIT type `chain`.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
            )]
            pub struct Chain(
                /// What the name stands for.
                pub ::core::option::Option<::packr::__private::alloc::boxed::Box<Chain>>,
            );
            impl ::core::convert::From<
                ::core::option::Option<::packr::__private::alloc::boxed::Box<Chain>>,
            > for Chain {
                fn from(
                    inner: ::core::option::Option<
                        ::packr::__private::alloc::boxed::Box<Chain>,
                    >,
                ) -> Self {
                    Chain(inner)
                }
            }
            impl ::core::convert::From<Chain>
            for ::core::option::Option<::packr::__private::alloc::boxed::Box<Chain>> {
                fn from(outer: Chain) -> Self {
                    outer.0
                }
            }
            impl ::core::ops::Deref for Chain {
                type Target = ::core::option::Option<
                    ::packr::__private::alloc::boxed::Box<Chain>,
                >;
                fn deref(&self) -> &Self::Target {
                    &self.0
                }
            }
            impl ::core::ops::DerefMut for Chain {
                fn deref_mut(&mut self) -> &mut Self::Target {
                    &mut self.0
                }
            }
            const _: () = {
                use ::packr::__private as rt;
                impl rt::WitType for Chain {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("Chain"),
                    );
                }
                impl rt::Lower for Chain {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        rt::Lower::lower(&self.0, w)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Lower::to_value(&self.0)
                    }
                }
                impl rt::Lift for Chain {
                    const SINGLES: ::core::primitive::usize = <::core::option::Option<
                        ::packr::__private::alloc::boxed::Box<Chain>,
                    > as rt::Lift>::SINGLES;
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        ::core::result::Result::Ok(Chain(rt::Lift::lift(r, node)?))
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        ::core::result::Result::Ok(Chain(rt::Lift::from_value(value)?))
                    }
                }
            };
            /// The interface has no functions, so nothing has to implement this.
            pub trait Host {}
            impl<T: Host + ?::core::marker::Sized> Host for &mut T {}
            /// The interface has no functions, so this defines nothing.
            pub fn add_to_linker<T, D>(
                linker: &mut ::packr::Linker<T>,
                host_getter: fn(&mut T) -> D::Data<'_>,
            ) -> ::core::result::Result<(), ::packr::Error>
            where
                T: 'static,
                D: ::packr::HasData,
            {
                let _ = (linker, host_getter);
                ::core::result::Result::Ok(())
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(inline)]
pub use self::demo::recursion::types::Tree as TreeOf;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(inline)]
pub use self::demo::recursion::types::Couple;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(inline)]
pub use self::demo::recursion::types::Lists;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(inline)]
pub use self::demo::recursion::types::Chain;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// A package of the world `recursion`, instantiated: what it exports is called by methods.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Recursion {
    instance: ::packr::Instance,
    func_walk: ::packr::__private::Export,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Recursion {
    /// Defines everything that the world `recursion` imports in a linker.
    pub fn add_to_linker<T, D>(
        linker: &mut ::packr::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), ::packr::Error>
    where
        T: 'static,
        D: ::packr::HasData,
    {
        let _ = (linker, host_getter);
        ::core::result::Result::Ok(())
    }
    /// Instantiates a package, and looks up everything that the world exports.
    pub fn instantiate<T: 'static>(
        store: impl ::packr::wasmtime::AsContextMut<Data = T>,
        package: &::packr::Package,
        linker: &::packr::Linker<T>,
    ) -> ::core::result::Result<Self, ::packr::Error> {
        Self::new(
            &linker
                .instantiate_world(
                    store,
                    package,
                    ::packr::__private::Shared::fixed(Self::schema()),
                    &[],
                )?,
        )
    }
    /// Looks up everything that the world exports, in an instance made by a `Linker`.
    pub fn new(
        instance: &::packr::Instance,
    ) -> ::core::result::Result<Self, ::packr::Error> {
        ::core::result::Result::Ok(Self {
            func_walk: {
                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                    interface: "$root",
                    name: "walk",
                    params: &["tree", "couple", "lists"],
                    tracing: false,
                };
                instance.export(&SIGNATURE)?
            },
            instance: ::core::clone::Clone::clone(instance),
        })
    }
    /// The instance behind it.
    pub fn instance(&self) -> &::packr::Instance {
        &self.instance
    }
    /// The world's types and functions as data.
    pub fn schema() -> &'static ::packr::schema::World {
        use ::packr::__private::{self as rt, schema};
        static TYPES: [schema::TypeDef; 14usize] = [
            schema::TypeDef::Variant {
                wit_name: rt::Name::Borrowed("tree"),
                cases: rt::Shared::Static(
                    &[
                        rt::Case::fixed("Tree", "Leaf", 0),
                        rt::Case::fixed("Tree", "One", 1),
                        rt::Case::fixed("Tree", "Pair", 2),
                        rt::Case::fixed("Tree", "Maybe", 3),
                        rt::Case::fixed("Tree", "Either", 4),
                        rt::Case::fixed("Tree", "Fixed", 5),
                        rt::Case::fixed("Tree", "Nested", 6),
                        rt::Case::fixed("Tree", "Many", 7),
                        rt::Case::fixed("Tree", "Through", 8),
                        rt::Case::fixed("Tree", "Aliased", 9),
                    ],
                ),
                payloads: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        ::core::option::Option::None,
                        ::core::option::Option::Some(schema::Type::Def(0)),
                        ::core::option::Option::Some(schema::Type::Def(4)),
                        ::core::option::Option::Some(schema::Type::Def(5)),
                        ::core::option::Option::Some(schema::Type::Def(6)),
                        ::core::option::Option::Some(schema::Type::Def(7)),
                        ::core::option::Option::Some(schema::Type::Def(10)),
                        ::core::option::Option::Some(schema::Type::Def(9)),
                        ::core::option::Option::Some(schema::Type::Def(1)),
                        ::core::option::Option::Some(schema::Type::Def(4)),
                    ],
                ),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("branch"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed(
                        "Branch",
                        &[rt::Name::Borrowed("left"), rt::Name::Borrowed("right")],
                    ),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::Def(0), schema::Type::Def(11)],
                ),
            },
            schema::TypeDef::Alias {
                wit_name: rt::Name::Borrowed("lists"),
                ty: schema::Type::Def(12),
            },
            schema::TypeDef::Alias {
                wit_name: rt::Name::Borrowed("chain"),
                ty: schema::Type::Def(13),
            },
            schema::TypeDef::Tuple(
                rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::Def(0), schema::Type::Def(0)],
                ),
            ),
            schema::TypeDef::Option(schema::Type::Def(0)),
            schema::TypeDef::Result(
                ::core::option::Option::Some(schema::Type::Def(0)),
                ::core::option::Option::Some(schema::Type::String),
            ),
            schema::TypeDef::FixedList(schema::Type::Def(0), 2u32),
            schema::TypeDef::Tuple(
                rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::Def(0), schema::Type::U8],
                ),
            ),
            schema::TypeDef::List(schema::Type::Def(0)),
            schema::TypeDef::Tuple(
                rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::Def(8), schema::Type::Def(9)],
                ),
            ),
            schema::TypeDef::Option(schema::Type::Def(1)),
            schema::TypeDef::List(schema::Type::Def(2)),
            schema::TypeDef::Option(schema::Type::Def(3)),
        ];
        static IMPORTS: [schema::Interface; 1usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("demo:recursion/types"),
                functions: rt::alloc::borrow::Cow::Borrowed(&[]),
            },
        ];
        static EXPORTS: [schema::Interface; 1usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("$root"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("walk"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[
                                    (rt::Name::Borrowed("tree"), schema::Type::Def(0)),
                                    (rt::Name::Borrowed("couple"), schema::Type::Def(4)),
                                    (rt::Name::Borrowed("lists"), schema::Type::Def(2)),
                                ],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(3)),
                        },
                    ],
                ),
            },
        ];
        static WORLD: schema::World = schema::World {
            name: rt::Name::Borrowed("recursion"),
            types: rt::alloc::borrow::Cow::Borrowed(&TYPES),
            imports: rt::alloc::borrow::Cow::Borrowed(&IMPORTS),
            exports: rt::alloc::borrow::Cow::Borrowed(&EXPORTS),
        };
        &WORLD
    }
    /// Calls the exported function `walk`.
    pub fn call_walk<S: ::packr::wasmtime::AsContextMut>(
        &self,
        store: S,
        tree: &TreeOf,
        couple: (
            &self::demo::recursion::types::Tree,
            &self::demo::recursion::types::Tree,
        ),
        lists: &Lists,
    ) -> ::core::result::Result<Chain, ::packr::Error> {
        self.func_walk.call(store, (tree, (couple, (lists, ()))))
    }
}
