#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `demo`.
pub mod demo {
    /// The package `demo:guest`: types, and what the world imports of it.
    pub mod guest {
        /// Imported: plain functions.
        pub mod host {
            /// The WIT record `point`.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::cmp::PartialEq,
                ::core::cmp::PartialOrd,
            )]
            pub struct Point {
                /// The field `x`.
                pub x: f64,
                /// The field `y`.
                pub y: f64,
                /// The field `label`.
                pub label: ::packr_guest::__private::alloc::string::String,
            }
            const _: () = {
                use ::packr_guest::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed(
                        "Point",
                        &[
                            rt::Name::Borrowed("x"),
                            rt::Name::Borrowed("y"),
                            rt::Name::Borrowed("label"),
                        ],
                    ),
                    b"\t\0\0\0,\0\0\0\x05\0\0\0Point\x03\0\0\0\x01\0\0\0x\x01\0\0\0y\x05\0\0\0label",
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
                            w.field(&self.x, &SHAPE, 0)?,
                            w.field(&self.y, &SHAPE, 1)?,
                            w.field(&self.label, &SHAPE, 2)?,
                        ];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(
                                &SHAPE,
                                [
                                    rt::Lower::to_value(&self.x),
                                    rt::Lower::to_value(&self.y),
                                    rt::Lower::to_value(&self.label),
                                ],
                            ),
                        )
                    }
                }
                impl rt::Lift for Point {
                    const FORWARD: ::core::primitive::usize = rt::levels(
                        &[
                            <f64 as rt::Lift>::FORWARD,
                            <f64 as rt::Lift>::FORWARD,
                            <::packr_guest::__private::alloc::string::String as rt::Lift>::FORWARD,
                        ],
                    );
                    const NODES: ::core::primitive::usize = rt::node_count(
                        &[
                            <f64 as rt::Lift>::NODES,
                            <f64 as rt::Lift>::NODES,
                            <::packr_guest::__private::alloc::string::String as rt::Lift>::NODES,
                        ],
                    );
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        let f0 = f.part()?;
                        let f1 = f.part()?;
                        let f2 = f.part()?;
                        f.record(&SHAPE, &[f0.1, f1.1, f2.1])?;
                        ::core::option::Option::Some(Point {
                            x: f0.0,
                            y: f1.0,
                            label: f2.0,
                        })
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1, f2] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(Point {
                            x: r.field(f0, &SHAPE, 0)?,
                            y: r.field(f1, &SHAPE, 1)?,
                            label: r.field(f2, &SHAPE, 2)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1, f2] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(Point {
                            x: rt::field_value(f0, &SHAPE, 0)?,
                            y: rt::field_value(f1, &SHAPE, 1)?,
                            label: rt::field_value(f2, &SHAPE, 2)?,
                        })
                    }
                }
            };
            /// Where it is.
            pub fn locate(
                name: &str,
                near: ::core::option::Option<&Point>,
            ) -> ::core::result::Result<
                Point,
                ::packr_guest::__private::alloc::string::String,
            > {
                ::packr_guest::__private::import!(
                    "demo:guest/host@1.2.0", "locate", ["name", "near"], (name, (near,
                    ()))
                )
            }
            /// Calls the imported function `forget`.
            pub fn forget() {
                ::packr_guest::__private::import!(
                    "demo:guest/host@1.2.0", "forget", [], ()
                )
            }
        }
        /// Imported and exported: one set of types, functions on both sides.
        pub mod both {
            /// The WIT flags `rights`.
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
            pub struct Rights(u8);
            ::packr_guest::__private::bitflags::bitflags! {
                impl Rights : u8 { #[doc = " The flag `read`."] const READ = 1 << 0;
                #[doc = " The flag `write`."] const WRITE = 1 << 1; }
            }
            impl ::core::fmt::Debug for Rights {
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Rights(")?;
                    ::packr_guest::__private::bitflags::parser::to_writer(
                        self,
                        &mut *f,
                    )?;
                    f.write_str(")")
                }
            }
            const _: () = {
                use ::packr_guest::__private as rt;
                impl rt::WitType for Rights {
                    const TYPE: rt::ValueType = rt::ValueType::Flags;
                }
                impl rt::Lower for Rights {
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
                impl rt::Lift for Rights {
                    const PACKED: ::core::primitive::bool = true;
                    const LEAF: ::core::primitive::bool = true;
                    const FORWARD: ::core::primitive::usize = rt::levels(&[]);
                    const NODES: ::core::primitive::usize = rt::node_count(&[]);
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        f.flags(0x3).map(|bits| Rights::from_bits_retain(bits as u8))
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let bits = r.flags(node, 0x3)?;
                        ::core::result::Result::Ok(Rights::from_bits_retain(bits as u8))
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let bits = rt::flags_value(value, 0x3)?;
                        ::core::result::Result::Ok(Rights::from_bits_retain(bits as u8))
                    }
                }
            };
            /// Calls the imported function `grant`.
            pub fn grant(
                self_: Rights,
                r#type: &[Rights],
            ) -> ::packr_guest::__private::alloc::vec::Vec<Rights> {
                ::packr_guest::__private::import!(
                    "demo:guest/both@1.2.0", "grant", ["self", "type"], (self_, (r#type,
                    ()))
                )
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// What the world exports.
pub mod exports {
    /// What the world exports of the namespace `demo`.
    pub mod demo {
        /// What the world exports of the package `demo:guest`.
        pub mod guest {
            /// Imported and exported: one set of types, functions on both sides.
            pub mod both {
                #[doc(inline)]
                pub use super::super::super::super::demo::guest::both::Rights;
                /// Imported and exported: one set of types, functions on both sides.
                ///
                /// What the guest implements for `demo:guest/both@1.2.0`.
                pub trait Guest {
                    /// The exported function `grant`.
                    fn grant(
                        self_: super::super::super::super::demo::guest::both::Rights,
                        r#type: ::packr_guest::__private::alloc::vec::Vec<
                            super::super::super::super::demo::guest::both::Rights,
                        >,
                    ) -> ::packr_guest::__private::alloc::vec::Vec<
                        super::super::super::super::demo::guest::both::Rights,
                    >;
                }
            }
            /// Types only.
            pub mod types {
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
                pub enum Level {
                    /// The case `low`.
                    Low,
                    /// The case `high`.
                    High,
                }
                const _: () = {
                    use ::packr_guest::__private as rt;
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
                        ) -> ::core::result::Result<
                            ::core::primitive::u32,
                            rt::CodecError,
                        > {
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
                        fn forward(
                            f: &mut rt::Forward<'_>,
                        ) -> ::core::option::Option<Self> {
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
                /// The interface has no functions, so nothing has to implement this.
                pub trait Guest {}
            }
        }
    }
    /// The interface `handler`.
    pub mod handler {
        /// What the guest implements for `handler`.
        pub trait Guest {
            /// The exported function `handle`.
            fn handle(e: (u8, ::packr_guest::__private::alloc::string::String));
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The interface `clock`.
pub mod clock {
    /// Calls the imported function `now`.
    pub fn now() -> u64 {
        ::packr_guest::__private::import!("clock", "now", [], ())
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(inline)]
pub use self::demo::guest::host::Point;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The WIT variant `expr`.
#[derive(
    ::core::fmt::Debug,
    ::core::clone::Clone,
    ::core::cmp::PartialEq,
    ::core::cmp::PartialOrd,
)]
pub enum Expr {
    /// The case `num`.
    Num(i64),
    /// The case `neg`.
    Neg(::packr_guest::__private::alloc::boxed::Box<Expr>),
    /// The case `at`.
    At(Point),
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Expr {
    /// Makes [`Neg`](Self::Neg), and what is boxed in it.
    pub fn neg(
        value: impl ::core::convert::Into<
            ::packr_guest::__private::alloc::boxed::Box<Expr>,
        >,
    ) -> Self {
        Expr::Neg(::core::convert::Into::into(value))
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
const _: () = {
    use ::packr_guest::__private as rt;
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
/// Calls the imported function `log`.
pub fn log(message: &str) {
    ::packr_guest::__private::import!("$root", "log", ["message"], (message, ()))
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// What the guest provides for the world `all` itself.
pub trait Guest {
    /// Evaluates.
    fn eval(e: Expr, trees: ::packr_guest::__private::alloc::vec::Vec<Expr>) -> Expr;
    /// The exported function `loop`.
    fn r#loop();
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __export_all_impl {
    ($ty:ident) => {
        self::export!($ty with_types_in self);
    };
    ($ty:ident with_types_in $($types:tt)*) => {
        const _ : () = { ::packr_guest::__private::export!("demo:guest/both@1.2.0#grant",
        ["self", "type"], | (a0, (a1, ())) | < $ty as $($types)*
        ::exports::demo::guest::both::Guest > ::grant(a0, a1));
        ::packr_guest::__private::export!("handler#handle", ["e"], | (a0, ()) | < $ty as
        $($types)* ::exports::handler::Guest > ::handle(a0));
        ::packr_guest::__private::export!("eval", ["e", "trees"], | (a0, (a1, ())) | <
        $ty as $($types)* ::Guest > ::eval(a0, a1));
        ::packr_guest::__private::export!("loop", [], | () | < $ty as $($types)* ::Guest
        > ::r#loop());
        ::packr_guest::__private::metadata!(b"CGRF\x02\0\0\0\x83\0\0\0\x82\0\0\0\x06\0\0\0\x04\0\0\0\0\0\0\0\x06\0\0\0\x07\0\0\0\x03\0\0\0log\x06\0\0\0\x0B\0\0\0\x07\0\0\0message\x08\0\0\0\x1F\0\0\0\t\0\0\0type-desc\x06\0\0\0string\x0C\0\0\0\0\0\0\0\t\0\0\0)\0\0\0\t\0\0\0param-sig\x02\0\0\0\x04\0\0\0name\x04\0\0\0type\x02\0\0\0\x03\0\0\0\x07\0\0\0\r\0\0\0\t\0\0\0\0\x01\0\0\0\x04\0\0\0\x07\0\0\0\t\0\0\0\x08\0\0\0\0\0\0\0\0\t\0\0\0N\0\0\0\x0C\0\0\0function-sig\x04\0\0\0\t\0\0\0interface\x04\0\0\0name\x06\0\0\0params\x07\0\0\0results\0\0\0\0\x01\0\0\0\x05\0\0\0\x06\0\0\0\x06\0\0\0\x19\0\0\0\x15\0\0\0demo:guest/host@1.2.0\x06\0\0\0\n\0\0\0\x06\0\0\0locate\x06\0\0\0\x08\0\0\0\x04\0\0\0name\t\0\0\0)\0\0\0\t\0\0\0param-sig\x02\0\0\0\x04\0\0\0name\x04\0\0\0type\n\0\0\0\x03\0\0\0\x06\0\0\0\x08\0\0\0\x04\0\0\0near\x06\0\0\0\x05\0\0\0\x01\0\0\0x\x08\0\0\0\x1C\0\0\0\t\0\0\0type-desc\x03\0\0\0f64\n\0\0\0\0\0\0\0\t\0\0\0*\0\0\0\n\0\0\0field-desc\x02\0\0\0\x04\0\0\0name\x04\0\0\0type\r\0\0\0\x0E\0\0\0\x06\0\0\0\x05\0\0\0\x01\0\0\0y\t\0\0\0*\0\0\0\n\0\0\0field-desc\x02\0\0\0\x04\0\0\0name\x04\0\0\0type\x10\0\0\0\x0E\0\0\0\x06\0\0\0\t\0\0\0\x05\0\0\0label\t\0\0\0*\0\0\0\n\0\0\0field-desc\x02\0\0\0\x04\0\0\0name\x04\0\0\0type\x12\0\0\0\x03\0\0\0\x06\0\0\0\t\0\0\0\x05\0\0\0point\x07\0\0\0\x15\0\0\0\t\0\0\0\0\x03\0\0\0\x0F\0\0\0\x11\0\0\0\x13\0\0\0\t\0\0\0-\0\0\0\x0B\0\0\0record-desc\x02\0\0\0\x04\0\0\0name\x06\0\0\0fields\x14\0\0\0\x15\0\0\0\x08\0\0\0#\0\0\0\t\0\0\0type-desc\x06\0\0\0record\x11\0\0\0\x01\0\0\0\x16\0\0\0\x08\0\0\0#\0\0\0\t\0\0\0type-desc\x06\0\0\0option\x0F\0\0\0\x01\0\0\0\x17\0\0\0\t\0\0\0)\0\0\0\t\0\0\0param-sig\x02\0\0\0\x04\0\0\0name\x04\0\0\0type\x0C\0\0\0\x18\0\0\0\x07\0\0\0\x11\0\0\0\t\0\0\0\0\x02\0\0\0\x0B\0\0\0\x19\0\0\0\t\0\0\0(\0\0\0\x0B\0\0\0result-desc\x02\0\0\0\x02\0\0\0ok\x03\0\0\0err\x17\0\0\0\x03\0\0\0\x08\0\0\0#\0\0\0\t\0\0\0type-desc\x06\0\0\0result\x10\0\0\0\x01\0\0\0\x1B\0\0\0\x07\0\0\0\r\0\0\0\x08\0\0\0\0\x01\0\0\0\x1C\0\0\0\t\0\0\0N\0\0\0\x0C\0\0\0function-sig\x04\0\0\0\t\0\0\0interface\x04\0\0\0name\x06\0\0\0params\x07\0\0\0results\x08\0\0\0\t\0\0\0\x1A\0\0\0\x1D\0\0\0\x06\0\0\0\n\0\0\0\x06\0\0\0forget\x07\0\0\0\t\0\0\0\t\0\0\0\0\0\0\0\0\t\0\0\0N\0\0\0\x0C\0\0\0function-sig\x04\0\0\0\t\0\0\0interface\x04\0\0\0name\x06\0\0\0params\x07\0\0\0results\x08\0\0\0\x1F\0\0\0 \0\0\0\x06\0\0\0\x06\0\0\0\x19\0\0\0\x15\0\0\0demo:guest/both@1.2.0\x06\0\0\0\t\0\0\0\x05\0\0\0grant\x06\0\0\0\x08\0\0\0\x04\0\0\0self\x06\0\0\0\x08\0\0\0\x04\0\0\0read\x06\0\0\0\t\0\0\0\x05\0\0\0write\x06\0\0\0\n\0\0\0\x06\0\0\0rights\x07\0\0\0\r\0\0\0\x06\x02\0\0\0%\0\0\0&\0\0\0\t\0\0\0+\0\0\0\n\0\0\0flags-desc\x02\0\0\0\x04\0\0\0name\x05\0\0\0flags'\0\0\0(\0\0\0\x08\0\0\0\"\0\0\0\t\0\0\0type-desc\x05\0\0\0flags\r\0\0\0\x01\0\0\0)\0\0\0\t\0\0\0)\0\0\0\t\0\0\0param-sig\x02\0\0\0\x04\0\0\0name\x04\0\0\0type$\0\0\0*\0\0\0\x06\0\0\0\x08\0\0\0\x04\0\0\0type\x08\0\0\0!\0\0\0\t\0\0\0type-desc\x04\0\0\0list\x0E\0\0\0\x01\0\0\0*\0\0\0\t\0\0\0)\0\0\0\t\0\0\0param-sig\x02\0\0\0\x04\0\0\0name\x04\0\0\0type,\0\0\0-\0\0\0\x07\0\0\0\x11\0\0\0\t\0\0\0\0\x02\0\0\0+\0\0\0.\0\0\0\x07\0\0\0\r\0\0\0\x08\0\0\0\0\x01\0\0\0-\0\0\0\t\0\0\0N\0\0\0\x0C\0\0\0function-sig\x04\0\0\0\t\0\0\0interface\x04\0\0\0name\x06\0\0\0params\x07\0\0\0results\"\0\0\0#\0\0\0/\0\0\x000\0\0\0\x06\0\0\0\t\0\0\0\x05\0\0\0clock\x06\0\0\0\x07\0\0\0\x03\0\0\0now\x08\0\0\0\x1C\0\0\0\t\0\0\0type-desc\x03\0\0\0u64\x04\0\0\0\0\0\0\0\x07\0\0\0\r\0\0\0\x08\0\0\0\0\x01\0\0\x004\0\0\0\t\0\0\0N\0\0\0\x0C\0\0\0function-sig\x04\0\0\0\t\0\0\0interface\x04\0\0\0name\x06\0\0\0params\x07\0\0\0results2\0\0\x003\0\0\0 \0\0\x005\0\0\0\x07\0\0\0\x1D\0\0\0\t\0\0\0\0\x05\0\0\0\x07\0\0\0\x1E\0\0\0!\0\0\x001\0\0\x006\0\0\0\x06\0\0\0\x08\0\0\0\x04\0\0\0eval\x06\0\0\0\x05\0\0\0\x01\0\0\0e\x06\0\0\0\x07\0\0\0\x03\0\0\0num\x08\0\0\0\x1C\0\0\0\t\0\0\0type-desc\x03\0\0\0s64\x08\0\0\0\0\0\0\0\n\0\0\0\n\0\0\0\x08\0\0\0\0\x01;\0\0\0\t\0\0\0,\0\0\0\t\0\0\0case-desc\x02\0\0\0\x04\0\0\0name\x07\0\0\0payload:\0\0\0<\0\0\0\x06\0\0\0\x07\0\0\0\x03\0\0\0neg\x06\0\0\0\x08\0\0\0\x04\0\0\0expr\t\0\0\0\x1C\0\0\0\x08\0\0\0type-ref\x01\0\0\0\x04\0\0\0name?\0\0\0\x08\0\0\0$\0\0\0\t\0\0\0type-desc\x07\0\0\0variant\x12\0\0\0\x01\0\0\0@\0\0\0\n\0\0\0\n\0\0\0\x08\0\0\0\0\x01A\0\0\0\t\0\0\0,\0\0\0\t\0\0\0case-desc\x02\0\0\0\x04\0\0\0name\x07\0\0\0payload>\0\0\0B\0\0\0\x06\0\0\0\x06\0\0\0\x02\0\0\0at\n\0\0\0\n\0\0\0\x08\0\0\0\0\x01\x17\0\0\0\t\0\0\0,\0\0\0\t\0\0\0case-desc\x02\0\0\0\x04\0\0\0name\x07\0\0\0payloadD\0\0\0E\0\0\0\x07\0\0\0\x15\0\0\0\t\0\0\0\0\x03\0\0\0=\0\0\0C\0\0\0F\0\0\0\t\0\0\0-\0\0\0\x0C\0\0\0variant-desc\x02\0\0\0\x04\0\0\0name\x05\0\0\0cases?\0\0\0G\0\0\0\x08\0\0\0$\0\0\0\t\0\0\0type-desc\x07\0\0\0variant\x12\0\0\0\x01\0\0\0H\0\0\0\t\0\0\0)\0\0\0\t\0\0\0param-sig\x02\0\0\0\x04\0\0\0name\x04\0\0\0type9\0\0\0I\0\0\0\x06\0\0\0\t\0\0\0\x05\0\0\0trees\x08\0\0\0!\0\0\0\t\0\0\0type-desc\x04\0\0\0list\x0E\0\0\0\x01\0\0\0I\0\0\0\t\0\0\0)\0\0\0\t\0\0\0param-sig\x02\0\0\0\x04\0\0\0name\x04\0\0\0typeK\0\0\0L\0\0\0\x07\0\0\0\x11\0\0\0\t\0\0\0\0\x02\0\0\0J\0\0\0M\0\0\0\x07\0\0\0\r\0\0\0\x08\0\0\0\0\x01\0\0\0I\0\0\0\t\0\0\0N\0\0\0\x0C\0\0\0function-sig\x04\0\0\0\t\0\0\0interface\x04\0\0\0name\x06\0\0\0params\x07\0\0\0results\0\0\0\08\0\0\0N\0\0\0O\0\0\0\x06\0\0\0\x08\0\0\0\x04\0\0\0loop\t\0\0\0N\0\0\0\x0C\0\0\0function-sig\x04\0\0\0\t\0\0\0interface\x04\0\0\0name\x06\0\0\0params\x07\0\0\0results\0\0\0\0Q\0\0\0 \0\0\0\x06\0\0\0\x06\0\0\0\x0B\0\0\0\x07\0\0\0handler\x06\0\0\0\n\0\0\0\x06\0\0\0handle\x08\0\0\0\x1B\0\0\0\t\0\0\0type-desc\x02\0\0\0u8\x01\0\0\0\0\0\0\0\x07\0\0\0\x11\0\0\0\x08\0\0\0\0\x02\0\0\0U\0\0\0\x03\0\0\0\x08\0\0\0\"\0\0\0\t\0\0\0type-desc\x05\0\0\0tuple\x13\0\0\0\x01\0\0\0V\0\0\0\t\0\0\0)\0\0\0\t\0\0\0param-sig\x02\0\0\0\x04\0\0\0name\x04\0\0\0type9\0\0\0W\0\0\0\x07\0\0\0\r\0\0\0\t\0\0\0\0\x01\0\0\0X\0\0\0\t\0\0\0N\0\0\0\x0C\0\0\0function-sig\x04\0\0\0\t\0\0\0interface\x04\0\0\0name\x06\0\0\0params\x07\0\0\0resultsS\0\0\0T\0\0\0Y\0\0\0\x06\0\0\0\x07\0\0\0\x19\0\0\0\t\0\0\0\0\x04\0\0\0P\0\0\0R\0\0\x001\0\0\0Z\0\0\0\x0F\0\0\0\x08\0\0\x001\xFF3\xA1O\xC5\xFD\x12\x0F\0\0\0\x08\0\0\0\\\x03\x9B\xC6\xA3\x14\x8Al\x0F\0\0\0\x08\0\0\0\rd\xA7%\x8F\x1F\xD9\x08\x0F\0\0\0\x08\0\0\0[\x14\x15m\xF4z\xA2\xF9\x0B\0\0\0\x14\0\0\0\x04\0\0\0\\\0\0\0]\0\0\0^\0\0\0_\0\0\0\t\0\0\0.\0\0\0\x0E\0\0\0interface-hash\x02\0\0\0\x04\0\0\0name\x04\0\0\0hash\0\0\0\0`\0\0\0\x0F\0\0\0\x08\0\0\0b\0WTz\xEEN[\x0F\0\0\0\x08\0\0\0+\x7F\xF6\xC7\xB4\x02e\xDC\x0F\0\0\0\x08\0\0\0\xCD\x87-q\x10`B\xAF\x0F\0\0\0\x08\0\0\0)\xB13\x1AC\x84\xE0A\x0B\0\0\0\x14\0\0\0\x04\0\0\0b\0\0\0c\0\0\0d\0\0\0e\0\0\0\t\0\0\0.\0\0\0\x0E\0\0\0interface-hash\x02\0\0\0\x04\0\0\0name\x04\0\0\0hash2\0\0\0f\0\0\0\x0F\0\0\0\x08\0\0\0I\xF1f\xE6e\xCC\xB2\x15\x0F\0\0\0\x08\0\0\0\xDDy\xEC$\xBD*k\x14\x0F\0\0\0\x08\0\0\0^6\x02\x1Do\x9C\x02\x97\x0F\0\0\0\x08\0\0\0\x8Fw\xDF\xF0\xC8\r\rp\x0B\0\0\0\x14\0\0\0\x04\0\0\0h\0\0\0i\0\0\0j\0\0\0k\0\0\0\t\0\0\0.\0\0\0\x0E\0\0\0interface-hash\x02\0\0\0\x04\0\0\0name\x04\0\0\0hash\"\0\0\0l\0\0\0\x0F\0\0\0\x08\0\0\0\x95f52\x92\xABE\xCA\x0F\0\0\0\x08\0\0\0\x82\x19\xAA\xEE\x03\x93\xD2&\x0F\0\0\0\x08\0\0\0[\xF9k\x04\x08\xDEI\x13\x0F\0\0\0\x08\0\0\0\x19\x8F\xDEW\xF9\xC2\xB4\xA5\x0B\0\0\0\x14\0\0\0\x04\0\0\0n\0\0\0o\0\0\0p\0\0\0q\0\0\0\t\0\0\0.\0\0\0\x0E\0\0\0interface-hash\x02\0\0\0\x04\0\0\0name\x04\0\0\0hash\x08\0\0\0r\0\0\0\x07\0\0\0\x19\0\0\0\t\0\0\0\0\x04\0\0\0a\0\0\0g\0\0\0m\0\0\0s\0\0\0\x0F\0\0\0\x08\0\0\0U\xF0\x95I\x0E\x1C?\x15\x0F\0\0\0\x08\0\0\0\xD6\xB7\xA7\x1D\xFBB\x9C<\x0F\0\0\0\x08\0\0\0b\xC6e\xAEu\xA1A\x94\x0F\0\0\0\x08\0\0\0l\xF3\xB0\xCA\x1D\x9AX>\x0B\0\0\0\x14\0\0\0\x04\0\0\0u\0\0\0v\0\0\0w\0\0\0x\0\0\0\t\0\0\0.\0\0\0\x0E\0\0\0interface-hash\x02\0\0\0\x04\0\0\0name\x04\0\0\0hash\0\0\0\0y\0\0\0\x0F\0\0\0\x08\0\0\0\x1FH\xD2I\xC7'\xBA\x99\x0F\0\0\0\x08\0\0\0\x15\x18wG\x16\x8952\x0F\0\0\0\x08\0\0\0\x11\"\xEE\xF7TTZ\xDE\x0F\0\0\0\x08\0\0\0z\x0B\xE8\x8B\x81\xB8\xEEL\x0B\0\0\0\x14\0\0\0\x04\0\0\0{\0\0\0|\0\0\0}\0\0\0~\0\0\0\t\0\0\0.\0\0\0\x0E\0\0\0interface-hash\x02\0\0\0\x04\0\0\0name\x04\0\0\0hashS\0\0\0\x7F\0\0\0\x07\0\0\0\x15\0\0\0\t\0\0\0\0\x03\0\0\0z\0\0\0m\0\0\0\x80\0\0\0\t\0\0\0`\0\0\0\x10\0\0\0package-metadata\x04\0\0\0\x07\0\0\0imports\x07\0\0\0exports\r\0\0\0import-hashes\r\0\0\0export-hashes7\0\0\0[\0\0\0t\0\0\0\x81\0\0\0");
        };
    };
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(hidden)]
pub(crate) use __export_all_impl as export;
