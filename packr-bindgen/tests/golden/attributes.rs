#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `a`.
pub mod a {
    /// The package `a:b`: types, and what the world imports of it.
    pub mod b {
        /// The interface `a:b/types@1.0.0`.
        pub mod types {
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
                /// The field `x-pos`.
                #[doc(hidden)]
                #[allow(unused)]
                pub x_pos: u32,
                /// The field `y-pos`.
                pub y_pos: u32,
            }
            const _: () = {
                use ::packr::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed(
                        "Point",
                        &[rt::Name::Borrowed("x_pos"), rt::Name::Borrowed("y_pos")],
                    ),
                    b"\t\0\0\0'\0\0\0\x05\0\0\0Point\x02\0\0\0\x05\0\0\0x_pos\x05\0\0\0y_pos",
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
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        let children = [
                            w.field(&self.x_pos, &SHAPE, 0)?,
                            w.field(&self.y_pos, &SHAPE, 1)?,
                        ];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(
                                &SHAPE,
                                [
                                    rt::Lower::to_value(&self.x_pos),
                                    rt::Lower::to_value(&self.y_pos),
                                ],
                            ),
                        )
                    }
                }
                impl rt::Lift for Point {
                    const FORWARD: ::core::primitive::usize = rt::levels(
                        &[<u32 as rt::Lift>::FORWARD, <u32 as rt::Lift>::FORWARD],
                    );
                    const NODES: ::core::primitive::usize = rt::node_count(
                        &[<u32 as rt::Lift>::NODES, <u32 as rt::Lift>::NODES],
                    );
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        let f0 = f.part()?;
                        let f1 = f.part()?;
                        f.record(&SHAPE, &[f0.1, f1.1])?;
                        ::core::option::Option::Some(Point { x_pos: f0.0, y_pos: f1.0 })
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(Point {
                            x_pos: r.field(f0, &SHAPE, 0)?,
                            y_pos: r.field(f1, &SHAPE, 1)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(Point {
                            x_pos: rt::field_value(f0, &SHAPE, 0)?,
                            y_pos: rt::field_value(f1, &SHAPE, 1)?,
                        })
                    }
                }
            };
            /// The WIT enum `level`.
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
            #[non_exhaustive]
            pub enum Level {
                /// The case `low`.
                Low,
                /// The case `high`.
                #[default]
                High,
            }
            const _: () = {
                use ::packr::__private as rt;
                static CASES: [rt::FixedCase; 2usize] = [
                    rt::FixedCase::new(
                        "Level",
                        "Low",
                        0,
                        b"\x08\0\0\0\x18\0\0\0\x05\0\0\0Level\x03\0\0\0Low\0\0\0\0\0\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Level",
                        "High",
                        1,
                        b"\x08\0\0\0\x19\0\0\0\x05\0\0\0Level\x04\0\0\0High\x01\0\0\0\0\0\0\0",
                    ),
                ];
                static ALL: [Level; 2usize] = [Level::Low, Level::High];
                impl rt::WitType for Level {
                    const TYPE: rt::ValueType = rt::ValueType::Variant(
                        rt::Name::Borrowed("Level"),
                    );
                }
                impl rt::Lower for Level {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        w.variant(
                            &CASES[*self as ::core::primitive::usize],
                            ::core::option::Option::None,
                        )
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::bare_value(&CASES[*self as ::core::primitive::usize])
                    }
                }
                impl rt::Lift for Level {
                    const LEAF: ::core::primitive::bool = true;
                    const FORWARD: ::core::primitive::usize = rt::levels(&[]);
                    const NODES: ::core::primitive::usize = rt::node_count(&[]);
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        f.enumeration(&CASES).map(|position| ALL[position])
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        ::core::result::Result::Ok(ALL[r.enumeration(node, &CASES)?])
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        ::core::result::Result::Ok(ALL[rt::enum_tag(value, &CASES)?])
                    }
                }
            };
            /// The WIT flags `perms`.
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
            #[must_use]
            pub struct Perms(u8);
            ::packr::__private::bitflags::bitflags! {
                impl Perms : u8 { #[doc = " The flag `read`."] const READ = 1 << 0; #[doc
                = " The flag `write`."] const WRITE = 1 << 1; }
            }
            impl ::core::fmt::Debug for Perms {
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Perms(")?;
                    ::packr::__private::bitflags::parser::to_writer(self, &mut *f)?;
                    f.write_str(")")
                }
            }
            const _: () = {
                use ::packr::__private as rt;
                impl rt::WitType for Perms {
                    const TYPE: rt::ValueType = rt::ValueType::Flags;
                }
                impl rt::Lower for Perms {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        w.flags(::core::convert::From::from(self.bits()))
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Flags(::core::convert::From::from(self.bits()))
                    }
                }
                impl rt::Lift for Perms {
                    const PACKED: ::core::primitive::bool = true;
                    const LEAF: ::core::primitive::bool = true;
                    const FORWARD: ::core::primitive::usize = rt::levels(&[]);
                    const NODES: ::core::primitive::usize = rt::node_count(&[]);
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        f.flags(0x3).map(|bits| Perms::from_bits_retain(bits as u8))
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let bits = r.flags(node, 0x3)?;
                        ::core::result::Result::Ok(Perms::from_bits_retain(bits as u8))
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let bits = rt::flags_value(value, 0x3)?;
                        ::core::result::Result::Ok(Perms::from_bits_retain(bits as u8))
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
pub use self::a::b::types::Point;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(inline)]
pub use self::a::b::types::Level;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(inline)]
pub use self::a::b::types::Perms;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The WIT variant `expr`.
#[derive(
    ::core::fmt::Debug,
    ::core::clone::Clone,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash,
    ::core::cmp::PartialOrd,
    ::core::cmp::Ord,
    serde::Serialize,
    serde::Deserialize
)]
#[serde(rename_all = "kebab-case")]
pub enum Expr {
    /// The case `num`.
    #[serde(rename = "n")]
    Num(i64),
    /// The case `neg`.
    Neg(::packr::__private::alloc::boxed::Box<Expr>),
    /// The case `at`.
    At(Point),
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Expr {
    /// Makes [`Neg`](Self::Neg), and what is boxed in it.
    pub fn neg(
        value: impl ::core::convert::Into<::packr::__private::alloc::boxed::Box<Expr>>,
    ) -> Self {
        Expr::Neg(::core::convert::Into::into(value))
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
const _: () = {
    use ::packr::__private as rt;
    static CASES: [rt::FixedCase; 3usize] = [
        rt::FixedCase::new(
            "Expr",
            "Num",
            0,
            b"\x08\0\0\0\x1B\0\0\0\x04\0\0\0Expr\x03\0\0\0Num\0\0\0\0\x01\0\0\0",
        ),
        rt::FixedCase::new(
            "Expr",
            "Neg",
            1,
            b"\x08\0\0\0\x1B\0\0\0\x04\0\0\0Expr\x03\0\0\0Neg\x01\0\0\0\x01\0\0\0",
        ),
        rt::FixedCase::new(
            "Expr",
            "At",
            2,
            b"\x08\0\0\0\x1A\0\0\0\x04\0\0\0Expr\x02\0\0\0At\x02\0\0\0\x01\0\0\0",
        ),
    ];
    impl rt::WitType for Expr {
        const TYPE: rt::ValueType = rt::ValueType::Variant(rt::Name::Borrowed("Expr"));
    }
    impl rt::Lower for Expr {
        fn lower(
            &self,
            w: &mut rt::Writer<'_>,
        ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
            match self {
                Expr::Num(payload) => rt::lower_case(w, payload, &CASES[0]),
                Expr::Neg(payload) => rt::lower_case(w, payload, &CASES[1]),
                Expr::At(payload) => rt::lower_case(w, payload, &CASES[2]),
            }
        }
        fn to_value(&self) -> rt::Value {
            match self {
                Expr::Num(payload) => rt::case_value(payload, &CASES[0]),
                Expr::Neg(payload) => rt::case_value(payload, &CASES[1]),
                Expr::At(payload) => rt::case_value(payload, &CASES[2]),
            }
        }
    }
    impl rt::Lift for Expr {
        fn lift(
            r: &mut rt::Reader<'_>,
            node: ::core::primitive::u32,
        ) -> ::core::result::Result<Self, rt::CodecError> {
            let (tag, payload) = r.variant(node, &CASES)?;
            ::core::result::Result::Ok(
                match tag {
                    0 => Expr::Num(r.payload(payload, &CASES[0])?),
                    1 => Expr::Neg(r.payload(payload, &CASES[1])?),
                    _ => Expr::At(r.payload(payload, &CASES[2])?),
                },
            )
        }
        fn from_value(value: rt::Value) -> ::core::result::Result<Self, rt::CodecError> {
            let (tag, payload) = rt::variant_parts(value, &CASES)?;
            ::core::result::Result::Ok(
                match tag {
                    0 => Expr::Num(rt::payload_value(payload, &CASES[0])?),
                    1 => Expr::Neg(rt::payload_value(payload, &CASES[1])?),
                    _ => Expr::At(rt::payload_value(payload, &CASES[2])?),
                },
            )
        }
    }
};
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// A package of the world `attributes`, instantiated: what it exports is called by methods.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Attributes {
    instance: ::packr::Instance,
    func_eval: ::packr::__private::Export,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Attributes {
    /// Defines everything that the world `attributes` imports in a linker.
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
            func_eval: {
                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                    interface: "$root",
                    name: "eval",
                    params: &["e", "l", "p"],
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
        static TYPES: [schema::TypeDef; 4usize] = [
            schema::TypeDef::Variant {
                wit_name: rt::Name::Borrowed("expr"),
                cases: rt::Shared::Static(
                    &[
                        rt::Case::fixed("Expr", "Num", 0),
                        rt::Case::fixed("Expr", "Neg", 1),
                        rt::Case::fixed("Expr", "At", 2),
                    ],
                ),
                payloads: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        ::core::option::Option::Some(schema::Type::S64),
                        ::core::option::Option::Some(schema::Type::Def(0)),
                        ::core::option::Option::Some(schema::Type::Def(1)),
                    ],
                ),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("point"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed(
                        "Point",
                        &[rt::Name::Borrowed("x_pos"), rt::Name::Borrowed("y_pos")],
                    ),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::U32, schema::Type::U32],
                ),
            },
            schema::TypeDef::Variant {
                wit_name: rt::Name::Borrowed("level"),
                cases: rt::Shared::Static(
                    &[
                        rt::Case::fixed("Level", "Low", 0),
                        rt::Case::fixed("Level", "High", 1),
                    ],
                ),
                payloads: rt::alloc::borrow::Cow::Borrowed(
                    &[::core::option::Option::None, ::core::option::Option::None],
                ),
            },
            schema::TypeDef::Flags {
                wit_name: rt::Name::Borrowed("perms"),
                labels: rt::alloc::borrow::Cow::Borrowed(
                    &[rt::Name::Borrowed("read"), rt::Name::Borrowed("write")],
                ),
            },
        ];
        static IMPORTS: [schema::Interface; 1usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("a:b/types@1.0.0"),
                functions: rt::alloc::borrow::Cow::Borrowed(&[]),
            },
        ];
        static EXPORTS: [schema::Interface; 1usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("$root"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("eval"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[
                                    (rt::Name::Borrowed("e"), schema::Type::Def(0)),
                                    (rt::Name::Borrowed("l"), schema::Type::Def(2)),
                                    (rt::Name::Borrowed("p"), schema::Type::Def(3)),
                                ],
                            ),
                            result: ::core::option::Option::None,
                        },
                    ],
                ),
            },
        ];
        static WORLD: schema::World = schema::World {
            name: rt::Name::Borrowed("attributes"),
            types: rt::alloc::borrow::Cow::Borrowed(&TYPES),
            imports: rt::alloc::borrow::Cow::Borrowed(&IMPORTS),
            exports: rt::alloc::borrow::Cow::Borrowed(&EXPORTS),
        };
        &WORLD
    }
    /// Calls the exported function `eval`.
    pub fn call_eval<S: ::packr::wasmtime::AsContextMut>(
        &self,
        store: S,
        e: &Expr,
        l: Level,
        p: Perms,
    ) -> ::core::result::Result<(), ::packr::Error> {
        self.func_eval.call(store, (e, (l, (p, ()))))
    }
}
