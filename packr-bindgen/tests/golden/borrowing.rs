#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// What the world exports.
pub mod exports {
    /// What the world exports of the namespace `demo`.
    pub mod demo {
        /// What the world exports of the package `demo:borrowing`.
        pub mod borrowing {
            /// The interface `demo:borrowing/calls`.
            pub mod calls {
                /// The WIT record `point`.
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
                pub struct Point {
                    /// The field `x`.
                    pub x: i32,
                    /// The field `y`.
                    pub y: i32,
                }
                const _: () = {
                    use ::packr::__private as rt;
                    static SHAPE: rt::FixedShape = rt::FixedShape::new(
                        rt::RecordShape::fixed(
                            "Point",
                            &[rt::Name::Borrowed("x"), rt::Name::Borrowed("y")],
                        ),
                        b"\t\0\0\0\x1F\0\0\0\x05\0\0\0Point\x02\0\0\0\x01\0\0\0x\x01\0\0\0y",
                    );
                    impl rt::WitType for Point {
                        const TYPE: rt::ValueType = rt::ValueType::Record(
                            rt::Name::Borrowed("Point"),
                        );
                    }
                    impl rt::Lower for Point {
                        fn lower(
                            &self,
                            w: &mut rt::Writer<'_>,
                        ) -> ::core::result::Result<
                            ::core::primitive::u32,
                            rt::CodecError,
                        > {
                            let children = [
                                w.field(&self.x, &SHAPE, 0)?,
                                w.field(&self.y, &SHAPE, 1)?,
                            ];
                            w.record(&SHAPE, &children)
                        }
                        fn to_value(&self) -> rt::Value {
                            rt::Value::Record(
                                rt::Record::fixed(
                                    &SHAPE,
                                    [rt::Lower::to_value(&self.x), rt::Lower::to_value(&self.y)],
                                ),
                            )
                        }
                    }
                    impl rt::Lift for Point {
                        const FORWARD: ::core::primitive::usize = rt::levels(
                            &[<i32 as rt::Lift>::FORWARD, <i32 as rt::Lift>::FORWARD],
                        );
                        const NODES: ::core::primitive::usize = rt::node_count(
                            &[<i32 as rt::Lift>::NODES, <i32 as rt::Lift>::NODES],
                        );
                        fn forward(
                            f: &mut rt::Forward<'_>,
                        ) -> ::core::option::Option<Self> {
                            let f0 = f.part()?;
                            let f1 = f.part()?;
                            f.record(&SHAPE, &[f0.1, f1.1])?;
                            ::core::option::Option::Some(Point { x: f0.0, y: f1.0 })
                        }
                        fn lift(
                            r: &mut rt::Reader<'_>,
                            node: ::core::primitive::u32,
                        ) -> ::core::result::Result<Self, rt::CodecError> {
                            let [f0, f1] = r.record(node, &SHAPE)?;
                            ::core::result::Result::Ok(Point {
                                x: r.field(f0, &SHAPE, 0)?,
                                y: r.field(f1, &SHAPE, 1)?,
                            })
                        }
                        fn from_value(
                            value: rt::Value,
                        ) -> ::core::result::Result<Self, rt::CodecError> {
                            let [f0, f1] = rt::record_values(value, &SHAPE)?;
                            ::core::result::Result::Ok(Point {
                                x: rt::field_value(f0, &SHAPE, 0)?,
                                y: rt::field_value(f1, &SHAPE, 1)?,
                            })
                        }
                    }
                };
                /// The WIT record `named`.
                #[derive(
                    ::core::fmt::Debug,
                    ::core::clone::Clone,
                    ::core::cmp::PartialEq,
                    ::core::cmp::Eq,
                    ::core::hash::Hash,
                    ::core::cmp::PartialOrd,
                    ::core::cmp::Ord,
                )]
                pub struct Named {
                    /// The field `name`.
                    pub name: ::packr::__private::alloc::string::String,
                }
                const _: () = {
                    use ::packr::__private as rt;
                    static SHAPE: rt::FixedShape = rt::FixedShape::new(
                        rt::RecordShape::fixed("Named", &[rt::Name::Borrowed("name")]),
                        b"\t\0\0\0\x19\0\0\0\x05\0\0\0Named\x01\0\0\0\x04\0\0\0name",
                    );
                    impl rt::WitType for Named {
                        const TYPE: rt::ValueType = rt::ValueType::Record(
                            rt::Name::Borrowed("Named"),
                        );
                    }
                    impl rt::Lower for Named {
                        fn lower(
                            &self,
                            w: &mut rt::Writer<'_>,
                        ) -> ::core::result::Result<
                            ::core::primitive::u32,
                            rt::CodecError,
                        > {
                            let children = [w.field(&self.name, &SHAPE, 0)?];
                            w.record(&SHAPE, &children)
                        }
                        fn to_value(&self) -> rt::Value {
                            rt::Value::Record(
                                rt::Record::fixed(&SHAPE, [rt::Lower::to_value(&self.name)]),
                            )
                        }
                    }
                    impl rt::Lift for Named {
                        const FORWARD: ::core::primitive::usize = rt::levels(
                            &[
                                <::packr::__private::alloc::string::String as rt::Lift>::FORWARD,
                            ],
                        );
                        const NODES: ::core::primitive::usize = rt::node_count(
                            &[
                                <::packr::__private::alloc::string::String as rt::Lift>::NODES,
                            ],
                        );
                        fn forward(
                            f: &mut rt::Forward<'_>,
                        ) -> ::core::option::Option<Self> {
                            let f0 = f.part()?;
                            f.record(&SHAPE, &[f0.1])?;
                            ::core::option::Option::Some(Named { name: f0.0 })
                        }
                        fn lift(
                            r: &mut rt::Reader<'_>,
                            node: ::core::primitive::u32,
                        ) -> ::core::result::Result<Self, rt::CodecError> {
                            let [f0] = r.record(node, &SHAPE)?;
                            ::core::result::Result::Ok(Named {
                                name: r.field(f0, &SHAPE, 0)?,
                            })
                        }
                        fn from_value(
                            value: rt::Value,
                        ) -> ::core::result::Result<Self, rt::CodecError> {
                            let [f0] = rt::record_values(value, &SHAPE)?;
                            ::core::result::Result::Ok(Named {
                                name: rt::field_value(f0, &SHAPE, 0)?,
                            })
                        }
                    }
                };
                /// The WIT type `text`.
                pub type Text = ::packr::__private::alloc::string::String;
                /// The WIT type `bytes`.
                pub type Bytes = ::packr::__private::alloc::vec::Vec<u8>;
                /// The WIT flags `mode`.
                #[derive(
                    ::core::clone::Clone,
                    ::core::marker::Copy,
                    ::core::default::Default,
                    ::core::cmp::PartialEq,
                    ::core::cmp::Eq,
                    ::core::hash::Hash,
                    ::core::cmp::PartialOrd,
                    ::core::cmp::Ord,
                )]
                pub struct Mode(u8);
                ::packr::__private::bitflags::bitflags! {
                    impl Mode : u8 { #[doc = " The flag `fast`."] const FAST = 1 << 0; }
                }
                impl ::core::fmt::Debug for Mode {
                    fn fmt(
                        &self,
                        f: &mut ::core::fmt::Formatter<'_>,
                    ) -> ::core::fmt::Result {
                        f.write_str("Mode(")?;
                        ::packr::__private::bitflags::parser::to_writer(self, &mut *f)?;
                        f.write_str(")")
                    }
                }
                const _: () = {
                    use ::packr::__private as rt;
                    impl rt::WitType for Mode {
                        const TYPE: rt::ValueType = rt::ValueType::Flags;
                    }
                    impl rt::Lower for Mode {
                        fn lower(
                            &self,
                            w: &mut rt::Writer<'_>,
                        ) -> ::core::result::Result<
                            ::core::primitive::u32,
                            rt::CodecError,
                        > {
                            w.flags(::core::convert::From::from(self.bits()))
                        }
                        fn to_value(&self) -> rt::Value {
                            rt::Value::Flags(::core::convert::From::from(self.bits()))
                        }
                    }
                    impl rt::Lift for Mode {
                        const PACKED: ::core::primitive::bool = true;
                        const LEAF: ::core::primitive::bool = true;
                        const FORWARD: ::core::primitive::usize = rt::levels(&[]);
                        const NODES: ::core::primitive::usize = rt::node_count(&[]);
                        fn forward(
                            f: &mut rt::Forward<'_>,
                        ) -> ::core::option::Option<Self> {
                            f.flags(0x1).map(|bits| Mode::from_bits_retain(bits as u8))
                        }
                        fn lift(
                            r: &mut rt::Reader<'_>,
                            node: ::core::primitive::u32,
                        ) -> ::core::result::Result<Self, rt::CodecError> {
                            let bits = r.flags(node, 0x1)?;
                            ::core::result::Result::Ok(
                                Mode::from_bits_retain(bits as u8),
                            )
                        }
                        fn from_value(
                            value: rt::Value,
                        ) -> ::core::result::Result<Self, rt::CodecError> {
                            let bits = rt::flags_value(value, 0x1)?;
                            ::core::result::Result::Ok(
                                Mode::from_bits_retain(bits as u8),
                            )
                        }
                    }
                };
                /// The functions of `demo:borrowing/calls` in a package.
                #[derive(::core::clone::Clone, ::core::fmt::Debug)]
                pub struct Guest {
                    func_copied: ::packr::__private::Export,
                    func_borrowed: ::packr::__private::Export,
                    func_inside: ::packr::__private::Export,
                    func_owned: ::packr::__private::Export,
                }
                impl Guest {
                    pub(in super::super::super::super) fn new(
                        instance: &::packr::Instance,
                    ) -> ::core::result::Result<Self, ::packr::Error> {
                        let _ = instance;
                        ::core::result::Result::Ok(Guest {
                            func_copied: {
                                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                                    interface: "demo:borrowing/calls",
                                    name: "copied",
                                    params: &["a", "b", "c", "d", "e", "f"],
                                    tracing: false,
                                };
                                instance.export(&SIGNATURE)?
                            },
                            func_borrowed: {
                                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                                    interface: "demo:borrowing/calls",
                                    name: "borrowed",
                                    params: &["a", "b", "c", "d", "e", "f", "g"],
                                    tracing: false,
                                };
                                instance.export(&SIGNATURE)?
                            },
                            func_inside: {
                                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                                    interface: "demo:borrowing/calls",
                                    name: "inside",
                                    params: &["a", "b", "c", "d", "e"],
                                    tracing: false,
                                };
                                instance.export(&SIGNATURE)?
                            },
                            func_owned: {
                                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                                    interface: "demo:borrowing/calls",
                                    name: "owned",
                                    params: &[],
                                    tracing: false,
                                };
                                instance.export(&SIGNATURE)?
                            },
                        })
                    }
                    /// Calls the exported function `copied`.
                    pub fn call_copied<S: ::packr::wasmtime::AsContextMut>(
                        &self,
                        store: S,
                        a: u8,
                        b: Point,
                        c: ::core::option::Option<Point>,
                        d: (char, bool),
                        e: [u8; 3],
                        f: Mode,
                    ) -> ::core::result::Result<(), ::packr::Error> {
                        self.func_copied.call(store, (a, (b, (c, (d, (e, (f, ())))))))
                    }
                    /// Calls the exported function `borrowed`.
                    pub fn call_borrowed<S: ::packr::wasmtime::AsContextMut>(
                        &self,
                        store: S,
                        a: &str,
                        b: &[::packr::__private::alloc::string::String],
                        c: &Named,
                        d: &::packr::__private::alloc::collections::BTreeMap<
                            ::packr::__private::alloc::string::String,
                            u8,
                        >,
                        e: &[Named; 2],
                        f: &str,
                        g: &[u8],
                    ) -> ::core::result::Result<(), ::packr::Error> {
                        self.func_borrowed
                            .call(store, (a, (b, (c, (d, (e, (f, (g, ()))))))))
                    }
                    /// Calls the exported function `inside`.
                    pub fn call_inside<S: ::packr::wasmtime::AsContextMut>(
                        &self,
                        store: S,
                        a: ::core::option::Option<&str>,
                        b: ::core::result::Result<&[u8], &Named>,
                        c: ::core::result::Result<(), &str>,
                        d: (&str, u8, ::core::option::Option<&Named>),
                        e: &[::core::option::Option<
                            ::packr::__private::alloc::string::String,
                        >],
                    ) -> ::core::result::Result<(), ::packr::Error> {
                        self.func_inside.call(store, (a, (b, (c, (d, (e, ()))))))
                    }
                    /// Calls the exported function `owned`.
                    pub fn call_owned<S: ::packr::wasmtime::AsContextMut>(
                        &self,
                        store: S,
                    ) -> ::core::result::Result<
                        (
                            ::packr::__private::alloc::string::String,
                            ::core::option::Option<Named>,
                        ),
                        ::packr::Error,
                    > {
                        self.func_owned.call(store, ())
                    }
                }
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// A package of the world `borrowing`, instantiated: what it exports is called by methods.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Borrowing {
    instance: ::packr::Instance,
    interface0: self::exports::demo::borrowing::calls::Guest,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Borrowing {
    /// Defines everything that the world `borrowing` imports in a linker.
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
            interface0: self::exports::demo::borrowing::calls::Guest::new(instance)?,
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
        static TYPES: [schema::TypeDef; 17usize] = [
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("point"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed(
                        "Point",
                        &[rt::Name::Borrowed("x"), rt::Name::Borrowed("y")],
                    ),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::S32, schema::Type::S32],
                ),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("named"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed("Named", &[rt::Name::Borrowed("name")]),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(&[schema::Type::String]),
            },
            schema::TypeDef::Flags {
                wit_name: rt::Name::Borrowed("mode"),
                labels: rt::alloc::borrow::Cow::Borrowed(&[rt::Name::Borrowed("fast")]),
            },
            schema::TypeDef::Option(schema::Type::Def(0)),
            schema::TypeDef::Tuple(
                rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::Char, schema::Type::Bool],
                ),
            ),
            schema::TypeDef::FixedList(schema::Type::U8, 3u32),
            schema::TypeDef::List(schema::Type::String),
            schema::TypeDef::Map(schema::Type::String, schema::Type::U8),
            schema::TypeDef::FixedList(schema::Type::Def(1), 2u32),
            schema::TypeDef::List(schema::Type::U8),
            schema::TypeDef::Option(schema::Type::String),
            schema::TypeDef::Result(
                ::core::option::Option::Some(schema::Type::Def(9)),
                ::core::option::Option::Some(schema::Type::Def(1)),
            ),
            schema::TypeDef::Result(
                ::core::option::Option::None,
                ::core::option::Option::Some(schema::Type::String),
            ),
            schema::TypeDef::Option(schema::Type::Def(1)),
            schema::TypeDef::Tuple(
                rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::String, schema::Type::U8, schema::Type::Def(13)],
                ),
            ),
            schema::TypeDef::List(schema::Type::Def(10)),
            schema::TypeDef::Tuple(
                rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::String, schema::Type::Def(13)],
                ),
            ),
        ];
        static IMPORTS: [schema::Interface; 0usize] = [];
        static EXPORTS: [schema::Interface; 1usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("demo:borrowing/calls"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("copied"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[
                                    (rt::Name::Borrowed("a"), schema::Type::U8),
                                    (rt::Name::Borrowed("b"), schema::Type::Def(0)),
                                    (rt::Name::Borrowed("c"), schema::Type::Def(3)),
                                    (rt::Name::Borrowed("d"), schema::Type::Def(4)),
                                    (rt::Name::Borrowed("e"), schema::Type::Def(5)),
                                    (rt::Name::Borrowed("f"), schema::Type::Def(2)),
                                ],
                            ),
                            result: ::core::option::Option::None,
                        },
                        schema::Function {
                            name: rt::Name::Borrowed("borrowed"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[
                                    (rt::Name::Borrowed("a"), schema::Type::String),
                                    (rt::Name::Borrowed("b"), schema::Type::Def(6)),
                                    (rt::Name::Borrowed("c"), schema::Type::Def(1)),
                                    (rt::Name::Borrowed("d"), schema::Type::Def(7)),
                                    (rt::Name::Borrowed("e"), schema::Type::Def(8)),
                                    (rt::Name::Borrowed("f"), schema::Type::String),
                                    (rt::Name::Borrowed("g"), schema::Type::Def(9)),
                                ],
                            ),
                            result: ::core::option::Option::None,
                        },
                        schema::Function {
                            name: rt::Name::Borrowed("inside"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[
                                    (rt::Name::Borrowed("a"), schema::Type::Def(10)),
                                    (rt::Name::Borrowed("b"), schema::Type::Def(11)),
                                    (rt::Name::Borrowed("c"), schema::Type::Def(12)),
                                    (rt::Name::Borrowed("d"), schema::Type::Def(14)),
                                    (rt::Name::Borrowed("e"), schema::Type::Def(15)),
                                ],
                            ),
                            result: ::core::option::Option::None,
                        },
                        schema::Function {
                            name: rt::Name::Borrowed("owned"),
                            params: rt::alloc::borrow::Cow::Borrowed(&[]),
                            result: ::core::option::Option::Some(schema::Type::Def(16)),
                        },
                    ],
                ),
            },
        ];
        static WORLD: schema::World = schema::World {
            name: rt::Name::Borrowed("borrowing"),
            types: rt::alloc::borrow::Cow::Borrowed(&TYPES),
            imports: rt::alloc::borrow::Cow::Borrowed(&IMPORTS),
            exports: rt::alloc::borrow::Cow::Borrowed(&EXPORTS),
        };
        &WORLD
    }
    /// The exported interface `demo:borrowing/calls`.
    pub fn demo_borrowing_calls(&self) -> &self::exports::demo::borrowing::calls::Guest {
        &self.interface0
    }
}
