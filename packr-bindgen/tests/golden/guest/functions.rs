#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// Imports and types of `demo`.
pub mod demo {
    /// Imports and types of `guest`.
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
                static SHAPE: rt::RecordShape = rt::RecordShape::fixed(
                    "Point",
                    &[
                        rt::Name::Borrowed("x"),
                        rt::Name::Borrowed("y"),
                        rt::Name::Borrowed("label"),
                    ],
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
    /// Exports of `demo`.
    pub mod demo {
        /// Exports of `guest`.
        pub mod guest {
            /// Imported and exported: one set of types, functions on both sides.
            pub mod both {
                pub use super::super::super::super::demo::guest::both::Rights;
                /// Imported and exported: one set of types, functions on both sides.
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
                    static CASES: [rt::Case; 2usize] = [
                        rt::Case::fixed("Level", "Low", 0),
                        rt::Case::fixed("Level", "High", 1),
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
                            w.variant(&CASES[*self as ::core::primitive::usize], &[])
                        }
                        fn to_value(&self) -> rt::Value {
                            rt::Value::Variant(
                                rt::Variant::fixed(
                                    &CASES[*self as ::core::primitive::usize],
                                    ::core::option::Option::None,
                                ),
                            )
                        }
                    }
                    impl rt::Lift for Level {
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
        /// What the guest provides for `handler`.
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
    /// The case `neg`, boxed where it needs to be.
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
    static CASES: [rt::Case; 3usize] = [
        rt::Case::fixed("Expr", "Num", 0),
        rt::Case::fixed("Expr", "Neg", 1),
        rt::Case::fixed("Expr", "At", 2),
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
                Expr::Num(payload) => {
                    let child = w.payload(payload, &CASES[0])?;
                    w.variant(&CASES[0], &[child])
                }
                Expr::Neg(payload) => {
                    let child = w.payload(payload, &CASES[1])?;
                    w.variant(&CASES[1], &[child])
                }
                Expr::At(payload) => {
                    let child = w.payload(payload, &CASES[2])?;
                    w.variant(&CASES[2], &[child])
                }
            }
        }
        fn to_value(&self) -> rt::Value {
            rt::Value::Variant(
                match self {
                    Expr::Num(payload) => {
                        rt::Variant::fixed(
                            &CASES[0],
                            ::core::option::Option::Some(rt::Lower::to_value(payload)),
                        )
                    }
                    Expr::Neg(payload) => {
                        rt::Variant::fixed(
                            &CASES[1],
                            ::core::option::Option::Some(rt::Lower::to_value(payload)),
                        )
                    }
                    Expr::At(payload) => {
                        rt::Variant::fixed(
                            &CASES[2],
                            ::core::option::Option::Some(rt::Lower::to_value(payload)),
                        )
                    }
                },
            )
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
        > ::r#loop()); };
    };
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(hidden)]
pub(crate) use __export_all_impl as export;
