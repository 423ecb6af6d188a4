#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `a`.
pub mod a {
    /// The package `a:b`: types, and what the world imports of it.
    pub mod b {
        /// The interface `a:b/types`.
        pub mod types {
            #[doc(inline)]
            pub use super::super::super::__with_0_of_elsewhere::Point;
            /// What stands for the WIT type `place`.
            pub type Place = super::super::super::__Own3OfElsewhere;
            /// The WIT type `place` as it is read and written.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::marker::Copy,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
            )]
            pub struct WirePlace {
                /// The field `at`.
                pub at: Point,
            }
            const _: () = {
                use ::packr::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed("Place", &[rt::Name::Borrowed("at")]),
                    b"\t\0\0\0\x17\0\0\0\x05\0\0\0Place\x01\0\0\0\x02\0\0\0at",
                );
                impl rt::WitType for WirePlace {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("Place"),
                    );
                }
                impl rt::Lower for WirePlace {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        let children = [w.field(&self.at, &SHAPE, 0)?];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(&SHAPE, [rt::Lower::to_value(&self.at)]),
                        )
                    }
                }
                impl rt::Lift for WirePlace {
                    const FORWARD: ::core::primitive::usize = rt::levels(
                        &[<Point as rt::Lift>::FORWARD],
                    );
                    const NODES: ::core::primitive::usize = rt::node_count(
                        &[<Point as rt::Lift>::NODES],
                    );
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        let f0 = f.part()?;
                        f.record(&SHAPE, &[f0.1])?;
                        ::core::option::Option::Some(WirePlace { at: f0.0 })
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(WirePlace {
                            at: r.field(f0, &SHAPE, 0)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(WirePlace {
                            at: rt::field_value(f0, &SHAPE, 0)?,
                        })
                    }
                }
            };
            /// What stands for the WIT type `tree`.
            pub type Tree = super::super::super::__Own4OfElsewhere;
            /// The WIT type `tree` as it is read and written.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
            )]
            pub enum WireTree {
                /// The case `leaf`.
                Leaf,
                /// The case `node`.
                Node(::packr::__private::alloc::vec::Vec<Branch>),
            }
            const _: () = {
                use ::packr::__private as rt;
                static CASES: [rt::FixedCase; 2usize] = [
                    rt::FixedCase::new(
                        "Tree",
                        "Leaf",
                        0,
                        b"\x08\0\0\0\x18\0\0\0\x04\0\0\0Tree\x04\0\0\0Leaf\0\0\0\0\0\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Tree",
                        "Node",
                        1,
                        b"\x08\0\0\0\x1C\0\0\0\x04\0\0\0Tree\x04\0\0\0Node\x01\0\0\0\x01\0\0\0",
                    ),
                ];
                impl rt::WitType for WireTree {
                    const TYPE: rt::ValueType = rt::ValueType::Variant(
                        rt::Name::Borrowed("Tree"),
                    );
                }
                impl rt::Lower for WireTree {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        match self {
                            WireTree::Leaf => {
                                w.variant(&CASES[0], ::core::option::Option::None)
                            }
                            WireTree::Node(payload) => {
                                rt::lower_case(w, payload, &CASES[1])
                            }
                        }
                    }
                    fn to_value(&self) -> rt::Value {
                        match self {
                            WireTree::Leaf => rt::bare_value(&CASES[0]),
                            WireTree::Node(payload) => rt::case_value(payload, &CASES[1]),
                        }
                    }
                }
                impl rt::Lift for WireTree {
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let (tag, payload) = r.variant(node, &CASES)?;
                        ::core::result::Result::Ok(
                            match tag {
                                0 => {
                                    r.no_payload(payload, &CASES[0])?;
                                    WireTree::Leaf
                                }
                                _ => WireTree::Node(r.payload(payload, &CASES[1])?),
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
                                    WireTree::Leaf
                                }
                                _ => WireTree::Node(rt::payload_value(payload, &CASES[1])?),
                            },
                        )
                    }
                }
            };
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
                /// The field `name`.
                pub name: super::super::super::__StringOfElsewhere,
                /// The field `tree`.
                pub tree: WireTree,
            }
            const _: () = {
                use ::packr::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed(
                        "Branch",
                        &[rt::Name::Borrowed("name"), rt::Name::Borrowed("tree")],
                    ),
                    b"\t\0\0\0&\0\0\0\x06\0\0\0Branch\x02\0\0\0\x04\0\0\0name\x04\0\0\0tree",
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
                            w.field(&self.name, &SHAPE, 0)?,
                            w.field(&self.tree, &SHAPE, 1)?,
                        ];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(
                                &SHAPE,
                                [
                                    rt::Lower::to_value(&self.name),
                                    rt::Lower::to_value(&self.tree),
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
                            name: r.field(f0, &SHAPE, 0)?,
                            tree: r.field(f1, &SHAPE, 1)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(Branch {
                            name: rt::field_value(f0, &SHAPE, 0)?,
                            tree: rt::field_value(f1, &SHAPE, 1)?,
                        })
                    }
                }
            };
            /// What stands for the WIT type `count`.
            pub type Count = super::super::super::__Own6OfElsewhere;
            /// The WIT record `holder`.
            #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
            pub struct Holder {
                /// The field `places`.
                pub places: ::packr::__private::alloc::vec::Vec<Place>,
                /// The field `trees`.
                pub trees: super::super::super::__MapOfElsewhere<
                    super::super::super::__StringOfElsewhere,
                    Tree,
                >,
                /// The field `bytes`.
                pub bytes: super::super::super::__BytesOfElsewhere,
                /// The field `count`.
                pub count: Count,
            }
            const _: () = {
                use ::packr::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed(
                        "Holder",
                        &[
                            rt::Name::Borrowed("places"),
                            rt::Name::Borrowed("trees"),
                            rt::Name::Borrowed("bytes"),
                            rt::Name::Borrowed("count"),
                        ],
                    ),
                    b"\t\0\0\0C\0\0\0\x06\0\0\0Holder\x04\0\0\0\x06\0\0\0places\x05\0\0\0trees\x05\0\0\0bytes\x05\0\0\0count",
                );
                impl rt::WitType for Holder {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("Holder"),
                    );
                }
                impl rt::Lower for Holder {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        let children = [
                            w.field(&self.places, &SHAPE, 0)?,
                            w.field(&self.trees, &SHAPE, 1)?,
                            w.field(&self.bytes, &SHAPE, 2)?,
                            w.field(&self.count, &SHAPE, 3)?,
                        ];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(
                                &SHAPE,
                                [
                                    rt::Lower::to_value(&self.places),
                                    rt::Lower::to_value(&self.trees),
                                    rt::Lower::to_value(&self.bytes),
                                    rt::Lower::to_value(&self.count),
                                ],
                            ),
                        )
                    }
                }
                impl rt::Lift for Holder {
                    const FORWARD: ::core::primitive::usize = rt::levels(
                        &[
                            <::packr::__private::alloc::vec::Vec<
                                Place,
                            > as rt::Lift>::FORWARD,
                            <super::super::super::__MapOfElsewhere<
                                super::super::super::__StringOfElsewhere,
                                Tree,
                            > as rt::Lift>::FORWARD,
                            <super::super::super::__BytesOfElsewhere as rt::Lift>::FORWARD,
                            <Count as rt::Lift>::FORWARD,
                        ],
                    );
                    const NODES: ::core::primitive::usize = rt::node_count(
                        &[
                            <::packr::__private::alloc::vec::Vec<
                                Place,
                            > as rt::Lift>::NODES,
                            <super::super::super::__MapOfElsewhere<
                                super::super::super::__StringOfElsewhere,
                                Tree,
                            > as rt::Lift>::NODES,
                            <super::super::super::__BytesOfElsewhere as rt::Lift>::NODES,
                            <Count as rt::Lift>::NODES,
                        ],
                    );
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        let f0 = f.part()?;
                        let f1 = f.part()?;
                        let f2 = f.part()?;
                        let f3 = f.part()?;
                        f.record(&SHAPE, &[f0.1, f1.1, f2.1, f3.1])?;
                        ::core::option::Option::Some(Holder {
                            places: f0.0,
                            trees: f1.0,
                            bytes: f2.0,
                            count: f3.0,
                        })
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1, f2, f3] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(Holder {
                            places: r.field(f0, &SHAPE, 0)?,
                            trees: r.field(f1, &SHAPE, 1)?,
                            bytes: r.field(f2, &SHAPE, 2)?,
                            count: r.field(f3, &SHAPE, 3)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1, f2, f3] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(Holder {
                            places: rt::field_value(f0, &SHAPE, 0)?,
                            trees: rt::field_value(f1, &SHAPE, 1)?,
                            bytes: rt::field_value(f2, &SHAPE, 2)?,
                            count: rt::field_value(f3, &SHAPE, 3)?,
                        })
                    }
                }
            };
            /// What a host implements for `a:b/types`; [`add_to_linker`] defines it in a linker.
            pub trait Host {
                /// The imported function `hold`.
                fn hold(&mut self, h: Holder) -> ::core::option::Option<Branch>;
            }
            impl<T: Host + ?::core::marker::Sized> Host for &mut T {
                fn hold(&mut self, h: Holder) -> ::core::option::Option<Branch> {
                    <T as Host>::hold(&mut **self, h)
                }
            }
            /// Defines the functions of `a:b/types` in a linker.
            pub fn add_to_linker<T, D>(
                linker: &mut ::packr::Linker<T>,
                host_getter: fn(&mut T) -> D::Data<'_>,
            ) -> ::core::result::Result<(), ::packr::Error>
            where
                T: 'static,
                D: ::packr::HasData,
                for<'a> D::Data<'a>: Host,
            {
                {
                    static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                        interface: "a:b/types",
                        name: "hold",
                        params: &["h"],
                        tracing: false,
                    };
                    linker
                        .import(
                            &SIGNATURE,
                            move |
                                mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                                (a0, ()): (Holder, ())|
                            {
                                let mut host = host_getter(store.data_mut());
                                ::core::result::Result::Ok(Host::hold(&mut host, a0))
                            },
                        )?;
                }
                ::core::result::Result::Ok(())
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
use crate::other::shared as __with_0_of_elsewhere;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
type __Own3OfElsewhere = crate::Place;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
const _: () = {
    use ::packr::__private as rt;
    const _: () = rt::assert_mapped::<__Own3OfElsewhere>();
    impl rt::WitType for __Own3OfElsewhere {
        const TYPE: rt::ValueType = <self::a::b::types::WirePlace as rt::WitType>::TYPE;
    }
    impl rt::Lower for __Own3OfElsewhere {
        fn lower(
            &self,
            w: &mut rt::Writer<'_>,
        ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
            rt::Lower::lower(
                &<__Own3OfElsewhere as rt::ToWire<
                    self::a::b::types::WirePlace,
                >>::to_wire(self),
                w,
            )
        }
        fn to_value(&self) -> rt::Value {
            rt::Lower::to_value(
                &<__Own3OfElsewhere as rt::ToWire<
                    self::a::b::types::WirePlace,
                >>::to_wire(self),
            )
        }
    }
    impl rt::Lift for __Own3OfElsewhere {
        const SINGLES: ::core::primitive::usize = <self::a::b::types::WirePlace as rt::Lift>::SINGLES;
        const PACKED: ::core::primitive::bool = <self::a::b::types::WirePlace as rt::Lift>::PACKED;
        fn lift(
            r: &mut rt::Reader<'_>,
            node: ::core::primitive::u32,
        ) -> ::core::result::Result<Self, rt::CodecError> {
            <__Own3OfElsewhere as rt::FromWire<
                self::a::b::types::WirePlace,
            >>::from_wire(rt::Lift::lift(r, node)?)
        }
        fn from_value(value: rt::Value) -> ::core::result::Result<Self, rt::CodecError> {
            <__Own3OfElsewhere as rt::FromWire<
                self::a::b::types::WirePlace,
            >>::from_wire(rt::Lift::from_value(value)?)
        }
    }
};
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
type __Own4OfElsewhere = Depth;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
const _: () = {
    use ::packr::__private as rt;
    const _: () = rt::assert_mapped::<__Own4OfElsewhere>();
    impl rt::WitType for __Own4OfElsewhere {
        const TYPE: rt::ValueType = <self::a::b::types::WireTree as rt::WitType>::TYPE;
    }
    impl rt::Lower for __Own4OfElsewhere {
        fn lower(
            &self,
            w: &mut rt::Writer<'_>,
        ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
            rt::Lower::lower(
                &<__Own4OfElsewhere as rt::ToWire<
                    self::a::b::types::WireTree,
                >>::to_wire(self),
                w,
            )
        }
        fn to_value(&self) -> rt::Value {
            rt::Lower::to_value(
                &<__Own4OfElsewhere as rt::ToWire<
                    self::a::b::types::WireTree,
                >>::to_wire(self),
            )
        }
    }
    impl rt::Lift for __Own4OfElsewhere {
        const SINGLES: ::core::primitive::usize = <self::a::b::types::WireTree as rt::Lift>::SINGLES;
        const PACKED: ::core::primitive::bool = <self::a::b::types::WireTree as rt::Lift>::PACKED;
        fn lift(
            r: &mut rt::Reader<'_>,
            node: ::core::primitive::u32,
        ) -> ::core::result::Result<Self, rt::CodecError> {
            <__Own4OfElsewhere as rt::FromWire<
                self::a::b::types::WireTree,
            >>::from_wire(rt::Lift::lift(r, node)?)
        }
        fn from_value(value: rt::Value) -> ::core::result::Result<Self, rt::CodecError> {
            <__Own4OfElsewhere as rt::FromWire<
                self::a::b::types::WireTree,
            >>::from_wire(rt::Lift::from_value(value)?)
        }
    }
};
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
type __Own6OfElsewhere = u64;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
const _: () = {
    use ::packr::__private as rt;
    const _: () = rt::assert_used::<__Own6OfElsewhere>();
};
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
type __StringOfElsewhere = std::sync::Arc<str>;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
const _: () = {
    use ::packr::__private as rt;
    const _: () = rt::assert_used::<__StringOfElsewhere>();
};
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
type __BytesOfElsewhere = bytes::Bytes;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
const _: () = {
    use ::packr::__private as rt;
    const _: () = rt::assert_used::<__BytesOfElsewhere>();
};
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
use std::collections::HashMap as __MapOfElsewhere;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(inline)]
pub use self::a::b::types::Holder;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// A package of the world `elsewhere`, instantiated: what it exports is called by methods.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Elsewhere {
    instance: ::packr::Instance,
    func_take: ::packr::__private::Export,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Elsewhere {
    /// Defines everything that the world `elsewhere` imports in a linker.
    pub fn add_to_linker<T, D>(
        linker: &mut ::packr::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), ::packr::Error>
    where
        T: 'static,
        D: ::packr::HasData,
        for<'a> D::Data<'a>: self::__with_0_of_elsewhere::Host + self::a::b::types::Host,
    {
        self::__with_0_of_elsewhere::add_to_linker::<T, D>(linker, host_getter)?;
        self::a::b::types::add_to_linker::<T, D>(linker, host_getter)?;
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
            func_take: {
                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                    interface: "$root",
                    name: "take",
                    params: &["h", "name", "bytes"],
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
        static TYPES: [schema::TypeDef; 11usize] = [
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("point"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed("Point", &[rt::Name::Borrowed("x")]),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(&[schema::Type::U32]),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("place"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed("Place", &[rt::Name::Borrowed("at")]),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(&[schema::Type::Def(0)]),
            },
            schema::TypeDef::Variant {
                wit_name: rt::Name::Borrowed("tree"),
                cases: rt::Shared::Static(
                    &[
                        rt::Case::fixed("Tree", "Leaf", 0),
                        rt::Case::fixed("Tree", "Node", 1),
                    ],
                ),
                payloads: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        ::core::option::Option::None,
                        ::core::option::Option::Some(schema::Type::Def(6)),
                    ],
                ),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("branch"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed(
                        "Branch",
                        &[rt::Name::Borrowed("name"), rt::Name::Borrowed("tree")],
                    ),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::String, schema::Type::Def(2)],
                ),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("holder"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed(
                        "Holder",
                        &[
                            rt::Name::Borrowed("places"),
                            rt::Name::Borrowed("trees"),
                            rt::Name::Borrowed("bytes"),
                            rt::Name::Borrowed("count"),
                        ],
                    ),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Type::Def(7),
                        schema::Type::Def(8),
                        schema::Type::Def(9),
                        schema::Type::U64,
                    ],
                ),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("unused"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed("Unused", &[rt::Name::Borrowed("h")]),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(&[schema::Type::Def(4)]),
            },
            schema::TypeDef::List(schema::Type::Def(3)),
            schema::TypeDef::List(schema::Type::Def(1)),
            schema::TypeDef::Map(schema::Type::String, schema::Type::Def(2)),
            schema::TypeDef::List(schema::Type::U8),
            schema::TypeDef::Option(schema::Type::Def(3)),
        ];
        static IMPORTS: [schema::Interface; 2usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("a:b/shared"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("f"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("p"), schema::Type::Def(0))],
                            ),
                            result: ::core::option::Option::None,
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("a:b/types"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("hold"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("h"), schema::Type::Def(4))],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(10)),
                        },
                    ],
                ),
            },
        ];
        static EXPORTS: [schema::Interface; 1usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("$root"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("take"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[
                                    (rt::Name::Borrowed("h"), schema::Type::Def(4)),
                                    (rt::Name::Borrowed("name"), schema::Type::String),
                                    (rt::Name::Borrowed("bytes"), schema::Type::Def(9)),
                                ],
                            ),
                            result: ::core::option::Option::None,
                        },
                    ],
                ),
            },
        ];
        static WORLD: schema::World = schema::World {
            name: rt::Name::Borrowed("elsewhere"),
            types: rt::alloc::borrow::Cow::Borrowed(&TYPES),
            imports: rt::alloc::borrow::Cow::Borrowed(&IMPORTS),
            exports: rt::alloc::borrow::Cow::Borrowed(&EXPORTS),
        };
        &WORLD
    }
    /// Calls the exported function `take`.
    pub fn call_take<S: ::packr::wasmtime::AsContextMut>(
        &self,
        store: S,
        h: Holder,
        name: self::__StringOfElsewhere,
        bytes: self::__BytesOfElsewhere,
    ) -> ::core::result::Result<(), ::packr::Error> {
        self.func_take.call(store, (h, (name, (bytes, ()))))
    }
}
