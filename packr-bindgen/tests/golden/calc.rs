#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `demo`.
pub mod demo {
    /// The package `demo:calc`: types, and what the world imports of it.
    pub mod calc {
        /// The interface `demo:calc/types@1.0.0`.
        pub mod types {
            /// An expression.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
            )]
            pub enum Expr {
                /// The case `sym`.
                Sym(::packr::__private::alloc::string::String),
                /// The case `num`.
                Num(i64),
                /// The case `lst`.
                Lst(::packr::__private::alloc::vec::Vec<Expr>),
                /// The case `neg`.
                Neg(::packr::__private::alloc::boxed::Box<Expr>),
                /// The case `add`.
                Add(
                    (
                        ::packr::__private::alloc::boxed::Box<Expr>,
                        ::packr::__private::alloc::boxed::Box<Expr>,
                    ),
                ),
            }
            impl Expr {
                /// Makes [`Neg`](Self::Neg), and what is boxed in it.
                pub fn neg(
                    value: impl ::core::convert::Into<
                        ::packr::__private::alloc::boxed::Box<Expr>,
                    >,
                ) -> Self {
                    Expr::Neg(::core::convert::Into::into(value))
                }
                /// Makes [`Add`](Self::Add), and what is boxed in it.
                pub fn add(
                    a: impl ::core::convert::Into<
                        ::packr::__private::alloc::boxed::Box<Expr>,
                    >,
                    b: impl ::core::convert::Into<
                        ::packr::__private::alloc::boxed::Box<Expr>,
                    >,
                ) -> Self {
                    Expr::Add((
                        ::core::convert::Into::into(a),
                        ::core::convert::Into::into(b),
                    ))
                }
            }
            const _: () = {
                use ::packr::__private as rt;
                static CASES: [rt::FixedCase; 5usize] = [
                    rt::FixedCase::new(
                        "Expr",
                        "Sym",
                        0,
                        b"\x08\0\0\0\x1B\0\0\0\x04\0\0\0Expr\x03\0\0\0Sym\0\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Expr",
                        "Num",
                        1,
                        b"\x08\0\0\0\x1B\0\0\0\x04\0\0\0Expr\x03\0\0\0Num\x01\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Expr",
                        "Lst",
                        2,
                        b"\x08\0\0\0\x1B\0\0\0\x04\0\0\0Expr\x03\0\0\0Lst\x02\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Expr",
                        "Neg",
                        3,
                        b"\x08\0\0\0\x1B\0\0\0\x04\0\0\0Expr\x03\0\0\0Neg\x03\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Expr",
                        "Add",
                        4,
                        b"\x08\0\0\0\x1B\0\0\0\x04\0\0\0Expr\x03\0\0\0Add\x04\0\0\0\x01\0\0\0",
                    ),
                ];
                impl rt::WitType for Expr {
                    const TYPE: rt::ValueType = rt::ValueType::Variant(
                        rt::Name::Borrowed("Expr"),
                    );
                }
                impl rt::Lower for Expr {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        match self {
                            Expr::Sym(payload) => rt::lower_case(w, payload, &CASES[0]),
                            Expr::Num(payload) => rt::lower_case(w, payload, &CASES[1]),
                            Expr::Lst(payload) => rt::lower_case(w, payload, &CASES[2]),
                            Expr::Neg(payload) => rt::lower_case(w, payload, &CASES[3]),
                            Expr::Add(payload) => rt::lower_case(w, payload, &CASES[4]),
                        }
                    }
                    fn to_value(&self) -> rt::Value {
                        match self {
                            Expr::Sym(payload) => rt::case_value(payload, &CASES[0]),
                            Expr::Num(payload) => rt::case_value(payload, &CASES[1]),
                            Expr::Lst(payload) => rt::case_value(payload, &CASES[2]),
                            Expr::Neg(payload) => rt::case_value(payload, &CASES[3]),
                            Expr::Add(payload) => rt::case_value(payload, &CASES[4]),
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
                                0 => Expr::Sym(r.payload(payload, &CASES[0])?),
                                1 => Expr::Num(r.payload(payload, &CASES[1])?),
                                2 => Expr::Lst(r.payload(payload, &CASES[2])?),
                                3 => Expr::Neg(r.payload(payload, &CASES[3])?),
                                _ => Expr::Add(r.payload(payload, &CASES[4])?),
                            },
                        )
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let (tag, payload) = rt::variant_parts(value, &CASES)?;
                        ::core::result::Result::Ok(
                            match tag {
                                0 => Expr::Sym(rt::payload_value(payload, &CASES[0])?),
                                1 => Expr::Num(rt::payload_value(payload, &CASES[1])?),
                                2 => Expr::Lst(rt::payload_value(payload, &CASES[2])?),
                                3 => Expr::Neg(rt::payload_value(payload, &CASES[3])?),
                                _ => Expr::Add(rt::payload_value(payload, &CASES[4])?),
                            },
                        )
                    }
                }
            };
            /// The WIT record `span`.
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
            pub struct Span {
                /// The field `start`.
                pub start: u32,
                /// The field `end`.
                pub end: u32,
            }
            const _: () = {
                use ::packr::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed(
                        "Span",
                        &[rt::Name::Borrowed("start"), rt::Name::Borrowed("end")],
                    ),
                    b"\t\0\0\0$\0\0\0\x04\0\0\0Span\x02\0\0\0\x05\0\0\0start\x03\0\0\0end",
                );
                impl rt::WitType for Span {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("Span"),
                    );
                }
                impl rt::Lower for Span {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        let children = [
                            w.field(&self.start, &SHAPE, 0)?,
                            w.field(&self.end, &SHAPE, 1)?,
                        ];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(
                                &SHAPE,
                                [
                                    rt::Lower::to_value(&self.start),
                                    rt::Lower::to_value(&self.end),
                                ],
                            ),
                        )
                    }
                }
                impl rt::Lift for Span {
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
                        ::core::option::Option::Some(Span { start: f0.0, end: f1.0 })
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(Span {
                            start: r.field(f0, &SHAPE, 0)?,
                            end: r.field(f1, &SHAPE, 1)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(Span {
                            start: rt::field_value(f0, &SHAPE, 0)?,
                            end: rt::field_value(f1, &SHAPE, 1)?,
                        })
                    }
                }
            };
            /// The WIT enum `color`.
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
            pub enum Color {
                /// The case `red`.
                Red,
                /// The case `green`.
                Green,
            }
            const _: () = {
                use ::packr::__private as rt;
                static CASES: [rt::FixedCase; 2usize] = [
                    rt::FixedCase::new(
                        "Color",
                        "Red",
                        0,
                        b"\x08\0\0\0\x18\0\0\0\x05\0\0\0Color\x03\0\0\0Red\0\0\0\0\0\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Color",
                        "Green",
                        1,
                        b"\x08\0\0\0\x1A\0\0\0\x05\0\0\0Color\x05\0\0\0Green\x01\0\0\0\0\0\0\0",
                    ),
                ];
                static ALL: [Color; 2usize] = [Color::Red, Color::Green];
                impl rt::WitType for Color {
                    const TYPE: rt::ValueType = rt::ValueType::Variant(
                        rt::Name::Borrowed("Color"),
                    );
                }
                impl rt::Lower for Color {
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
                impl rt::Lift for Color {
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
        /// The interface `demo:calc/host@1.0.0`.
        pub mod host {
            #[doc(inline)]
            pub use super::super::super::demo::calc::types::Expr;
            /// What a host implements for `demo:calc/host@1.0.0`; [`add_to_linker`] defines it in a linker.
            pub trait Host {
                /// The imported function `lookup`.
                fn lookup(
                    &mut self,
                    name: ::packr::__private::alloc::string::String,
                ) -> ::core::option::Option<Expr>;
            }
            impl<T: Host + ?::core::marker::Sized> Host for &mut T {
                fn lookup(
                    &mut self,
                    name: ::packr::__private::alloc::string::String,
                ) -> ::core::option::Option<Expr> {
                    <T as Host>::lookup(&mut **self, name)
                }
            }
            /// Defines the functions of `demo:calc/host@1.0.0` in a linker.
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
                        interface: "demo:calc/host@1.0.0",
                        name: "lookup",
                        params: &["name"],
                        tracing: false,
                    };
                    linker
                        .import(
                            &SIGNATURE,
                            move |
                                mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                                (a0, ()): (::packr::__private::alloc::string::String, ())|
                            {
                                let mut host = host_getter(store.data_mut());
                                ::core::result::Result::Ok(Host::lookup(&mut host, a0))
                            },
                        )?;
                }
                ::core::result::Result::Ok(())
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// What the world exports.
pub mod exports {
    /// What the world exports of the namespace `demo`.
    pub mod demo {
        /// What the world exports of the package `demo:calc`.
        pub mod calc {
            /// The interface `demo:calc/tools@1.0.0`.
            pub mod tools {
                #[doc(inline)]
                pub use super::super::super::super::demo::calc::types::Expr;
                /// The functions of `demo:calc/tools@1.0.0` in a package.
                #[derive(::core::clone::Clone, ::core::fmt::Debug)]
                pub struct Guest {
                    func_depth: ::packr::__private::Export,
                }
                impl Guest {
                    pub(in super::super::super::super) fn new(
                        instance: &::packr::Instance,
                    ) -> ::core::result::Result<Self, ::packr::Error> {
                        let _ = instance;
                        ::core::result::Result::Ok(Guest {
                            func_depth: {
                                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                                    interface: "demo:calc/tools@1.0.0",
                                    name: "depth",
                                    params: &["e"],
                                    tracing: false,
                                };
                                instance.export(&SIGNATURE)?
                            },
                        })
                    }
                    /// Calls the exported function `depth`.
                    pub fn call_depth<S: ::packr::wasmtime::AsContextMut>(
                        &self,
                        store: S,
                        e: &Expr,
                    ) -> ::core::result::Result<u32, ::packr::Error> {
                        self.func_depth.call(store, (e, ()))
                    }
                }
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(inline)]
pub use self::demo::calc::types::Expr;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The functions that the world `calc` imports itself.
pub trait CalcImports {
    /// The imported function `log`.
    fn log(&mut self, message: ::packr::__private::alloc::string::String);
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl<T: CalcImports + ?::core::marker::Sized> CalcImports for &mut T {
    fn log(&mut self, message: ::packr::__private::alloc::string::String) {
        <T as CalcImports>::log(&mut **self, message)
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// A package of the world `calc`, instantiated: what it exports is called by methods.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Calc {
    instance: ::packr::Instance,
    func_eval: ::packr::__private::Export,
    interface0: self::exports::demo::calc::tools::Guest,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Calc {
    /// Defines everything that the world `calc` imports in a linker.
    pub fn add_to_linker<T, D>(
        linker: &mut ::packr::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), ::packr::Error>
    where
        T: 'static,
        D: ::packr::HasData,
        for<'a> D::Data<'a>: self::demo::calc::host::Host + CalcImports,
    {
        self::demo::calc::host::add_to_linker::<T, D>(linker, host_getter)?;
        Self::add_to_linker_imports::<T, D>(linker, host_getter)?;
        ::core::result::Result::Ok(())
    }
    /// Defines the functions that the world `calc` imports itself in a linker.
    pub fn add_to_linker_imports<T, D>(
        linker: &mut ::packr::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), ::packr::Error>
    where
        T: 'static,
        D: ::packr::HasData,
        for<'a> D::Data<'a>: CalcImports,
    {
        {
            static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                interface: "$root",
                name: "log",
                params: &["message"],
                tracing: false,
            };
            linker
                .import(
                    &SIGNATURE,
                    move |
                        mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                        (a0, ()): (::packr::__private::alloc::string::String, ())|
                    {
                        let mut host = host_getter(store.data_mut());
                        ::core::result::Result::Ok(CalcImports::log(&mut host, a0))
                    },
                )?;
        }
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
                    params: &["e", "names"],
                    tracing: false,
                };
                instance.export(&SIGNATURE)?
            },
            interface0: self::exports::demo::calc::tools::Guest::new(instance)?,
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
        static TYPES: [schema::TypeDef; 9usize] = [
            schema::TypeDef::Variant {
                wit_name: rt::Name::Borrowed("expr"),
                cases: rt::Shared::Static(
                    &[
                        rt::Case::fixed("Expr", "Sym", 0),
                        rt::Case::fixed("Expr", "Num", 1),
                        rt::Case::fixed("Expr", "Lst", 2),
                        rt::Case::fixed("Expr", "Neg", 3),
                        rt::Case::fixed("Expr", "Add", 4),
                    ],
                ),
                payloads: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        ::core::option::Option::Some(schema::Type::String),
                        ::core::option::Option::Some(schema::Type::S64),
                        ::core::option::Option::Some(schema::Type::Def(4)),
                        ::core::option::Option::Some(schema::Type::Def(0)),
                        ::core::option::Option::Some(schema::Type::Def(5)),
                    ],
                ),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("span"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed(
                        "Span",
                        &[rt::Name::Borrowed("start"), rt::Name::Borrowed("end")],
                    ),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::U32, schema::Type::U32],
                ),
            },
            schema::TypeDef::Variant {
                wit_name: rt::Name::Borrowed("color"),
                cases: rt::Shared::Static(
                    &[
                        rt::Case::fixed("Color", "Red", 0),
                        rt::Case::fixed("Color", "Green", 1),
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
            schema::TypeDef::List(schema::Type::Def(0)),
            schema::TypeDef::Tuple(
                rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::Def(0), schema::Type::Def(0)],
                ),
            ),
            schema::TypeDef::Option(schema::Type::Def(0)),
            schema::TypeDef::List(schema::Type::String),
            schema::TypeDef::Result(
                ::core::option::Option::Some(schema::Type::Def(0)),
                ::core::option::Option::Some(schema::Type::String),
            ),
        ];
        static IMPORTS: [schema::Interface; 3usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("$root"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("log"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("message"), schema::Type::String)],
                            ),
                            result: ::core::option::Option::None,
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("demo:calc/types@1.0.0"),
                functions: rt::alloc::borrow::Cow::Borrowed(&[]),
            },
            schema::Interface {
                id: rt::Name::Borrowed("demo:calc/host@1.0.0"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("lookup"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("name"), schema::Type::String)],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(6)),
                        },
                    ],
                ),
            },
        ];
        static EXPORTS: [schema::Interface; 2usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("$root"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("eval"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[
                                    (rt::Name::Borrowed("e"), schema::Type::Def(0)),
                                    (rt::Name::Borrowed("names"), schema::Type::Def(7)),
                                ],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(8)),
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("demo:calc/tools@1.0.0"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("depth"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("e"), schema::Type::Def(0))],
                            ),
                            result: ::core::option::Option::Some(schema::Type::U32),
                        },
                    ],
                ),
            },
        ];
        static WORLD: schema::World = schema::World {
            name: rt::Name::Borrowed("calc"),
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
        names: &[::packr::__private::alloc::string::String],
    ) -> ::core::result::Result<
        ::core::result::Result<Expr, ::packr::__private::alloc::string::String>,
        ::packr::Error,
    > {
        self.func_eval.call(store, (e, (names, ())))
    }
    /// The exported interface `demo:calc/tools@1.0.0`.
    pub fn demo_calc_tools(&self) -> &self::exports::demo::calc::tools::Guest {
        &self.interface0
    }
}
