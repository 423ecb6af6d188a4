#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `as`.
pub mod r#as {
    /// The package `as:exports`: types, and what the world imports of it.
    pub mod exports {
        /// The interface `as:exports/type`.
        pub mod r#type {
            /// The WIT record `self`.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
            )]
            pub struct Self_ {
                /// The field `self`.
                pub self_: ::core::option::Option<
                    ::packr::__private::alloc::boxed::Box<Host_>,
                >,
                /// The field `struct`.
                pub r#struct: u8,
            }
            const _: () = {
                use ::packr::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed(
                        "Self",
                        &[rt::Name::Borrowed("self"), rt::Name::Borrowed("struct")],
                    ),
                    b"\t\0\0\0&\0\0\0\x04\0\0\0Self\x02\0\0\0\x04\0\0\0self\x06\0\0\0struct",
                );
                impl rt::WitType for Self_ {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("Self"),
                    );
                }
                impl rt::Lower for Self_ {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        let children = [
                            w.field(&self.self_, &SHAPE, 0)?,
                            w.field(&self.r#struct, &SHAPE, 1)?,
                        ];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(
                                &SHAPE,
                                [
                                    rt::Lower::to_value(&self.self_),
                                    rt::Lower::to_value(&self.r#struct),
                                ],
                            ),
                        )
                    }
                }
                impl rt::Lift for Self_ {
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(Self_ {
                            self_: r.field(f0, &SHAPE, 0)?,
                            r#struct: r.field(f1, &SHAPE, 1)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(Self_ {
                            self_: rt::field_value(f0, &SHAPE, 0)?,
                            r#struct: rt::field_value(f1, &SHAPE, 1)?,
                        })
                    }
                }
            };
            /// The WIT variant `host`.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
            )]
            pub enum Host_ {
                /// The case `guest`.
                Guest,
                /// The case `self`.
                Self_(::packr::__private::alloc::boxed::Box<Self_>),
                /// The case `if`.
                If(::packr::__private::alloc::boxed::Box<Host_>),
            }
            impl Host_ {
                /// Makes [`Self_`](Self::Self_), and what is boxed in it.
                pub fn self_(
                    value: impl ::core::convert::Into<
                        ::packr::__private::alloc::boxed::Box<Self_>,
                    >,
                ) -> Self {
                    Host_::Self_(::core::convert::Into::into(value))
                }
                /// Makes [`If`](Self::If), and what is boxed in it.
                pub fn r#if(
                    value: impl ::core::convert::Into<
                        ::packr::__private::alloc::boxed::Box<Host_>,
                    >,
                ) -> Self {
                    Host_::If(::core::convert::Into::into(value))
                }
            }
            const _: () = {
                use ::packr::__private as rt;
                static CASES: [rt::FixedCase; 3usize] = [
                    rt::FixedCase::new(
                        "Host",
                        "Guest",
                        0,
                        b"\x08\0\0\0\x19\0\0\0\x04\0\0\0Host\x05\0\0\0Guest\0\0\0\0\0\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Host",
                        "Self",
                        1,
                        b"\x08\0\0\0\x1C\0\0\0\x04\0\0\0Host\x04\0\0\0Self\x01\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Host",
                        "If",
                        2,
                        b"\x08\0\0\0\x1A\0\0\0\x04\0\0\0Host\x02\0\0\0If\x02\0\0\0\x01\0\0\0",
                    ),
                ];
                impl rt::WitType for Host_ {
                    const TYPE: rt::ValueType = rt::ValueType::Variant(
                        rt::Name::Borrowed("Host"),
                    );
                }
                impl rt::Lower for Host_ {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        match self {
                            Host_::Guest => {
                                w.variant(&CASES[0], ::core::option::Option::None)
                            }
                            Host_::Self_(payload) => {
                                rt::lower_case(w, payload, &CASES[1])
                            }
                            Host_::If(payload) => rt::lower_case(w, payload, &CASES[2]),
                        }
                    }
                    fn to_value(&self) -> rt::Value {
                        match self {
                            Host_::Guest => rt::bare_value(&CASES[0]),
                            Host_::Self_(payload) => rt::case_value(payload, &CASES[1]),
                            Host_::If(payload) => rt::case_value(payload, &CASES[2]),
                        }
                    }
                }
                impl rt::Lift for Host_ {
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let (tag, payload) = r.variant(node, &CASES)?;
                        ::core::result::Result::Ok(
                            match tag {
                                0 => {
                                    r.no_payload(payload, &CASES[0])?;
                                    Host_::Guest
                                }
                                1 => Host_::Self_(r.payload(payload, &CASES[1])?),
                                _ => Host_::If(r.payload(payload, &CASES[2])?),
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
                                    Host_::Guest
                                }
                                1 => Host_::Self_(rt::payload_value(payload, &CASES[1])?),
                                _ => Host_::If(rt::payload_value(payload, &CASES[2])?),
                            },
                        )
                    }
                }
            };
            /// The WIT enum `t`.
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
            pub enum T {
                /// The case `try`.
                Try,
                /// The case `super`.
                Super,
            }
            const _: () = {
                use ::packr::__private as rt;
                static CASES: [rt::FixedCase; 2usize] = [
                    rt::FixedCase::new(
                        "T",
                        "Try",
                        0,
                        b"\x08\0\0\0\x14\0\0\0\x01\0\0\0T\x03\0\0\0Try\0\0\0\0\0\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "T",
                        "Super",
                        1,
                        b"\x08\0\0\0\x16\0\0\0\x01\0\0\0T\x05\0\0\0Super\x01\0\0\0\0\0\0\0",
                    ),
                ];
                static ALL: [T; 2usize] = [T::Try, T::Super];
                impl rt::WitType for T {
                    const TYPE: rt::ValueType = rt::ValueType::Variant(
                        rt::Name::Borrowed("T"),
                    );
                }
                impl rt::Lower for T {
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
                impl rt::Lift for T {
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
            /// The WIT flags `guest`.
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
            pub struct Guest_(u8);
            ::packr::__private::bitflags::bitflags! {
                impl Guest_ : u8 { #[doc = " The flag `mut`."] const MUT = 1 << 0; #[doc
                = " The flag `all`."] const ALL = 1 << 1; }
            }
            impl ::core::fmt::Debug for Guest_ {
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("Guest_(")?;
                    ::packr::__private::bitflags::parser::to_writer(self, &mut *f)?;
                    f.write_str(")")
                }
            }
            const _: () = {
                use ::packr::__private as rt;
                impl rt::WitType for Guest_ {
                    const TYPE: rt::ValueType = rt::ValueType::Flags;
                }
                impl rt::Lower for Guest_ {
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
                impl rt::Lift for Guest_ {
                    const PACKED: ::core::primitive::bool = true;
                    const LEAF: ::core::primitive::bool = true;
                    const FORWARD: ::core::primitive::usize = rt::levels(&[]);
                    const NODES: ::core::primitive::usize = rt::node_count(&[]);
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        f.flags(0x3).map(|bits| Guest_::from_bits_retain(bits as u8))
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let bits = r.flags(node, 0x3)?;
                        ::core::result::Result::Ok(Guest_::from_bits_retain(bits as u8))
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let bits = rt::flags_value(value, 0x3)?;
                        ::core::result::Result::Ok(Guest_::from_bits_retain(bits as u8))
                    }
                }
            };
            /// What a host implements for `as:exports/type`; [`add_to_linker`] defines it in a linker.
            pub trait Host {
                /// The imported function `fn`.
                fn r#fn(
                    &mut self,
                    self_: Self_,
                    store: ::packr::__private::alloc::string::String,
                    r#match: T,
                ) -> Guest_;
            }
            impl<T_: Host + ?::core::marker::Sized> Host for &mut T_ {
                fn r#fn(
                    &mut self,
                    self_: Self_,
                    store: ::packr::__private::alloc::string::String,
                    r#match: T,
                ) -> Guest_ {
                    <T_ as Host>::r#fn(&mut **self, self_, store, r#match)
                }
            }
            /// Defines the functions of `as:exports/type` in a linker.
            pub fn add_to_linker<T_, D>(
                linker: &mut ::packr::Linker<T_>,
                host_getter: fn(&mut T_) -> D::Data<'_>,
            ) -> ::core::result::Result<(), ::packr::Error>
            where
                T_: 'static,
                D: ::packr::HasData,
                for<'a> D::Data<'a>: Host,
            {
                {
                    static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                        interface: "as:exports/type",
                        name: "fn",
                        params: &["self", "store", "match"],
                        tracing: false,
                    };
                    linker
                        .import(
                            &SIGNATURE,
                            move |
                                mut store: ::packr::wasmtime::StoreContextMut<'_, T_>,
                                (
                                    a0,
                                    (a1, (a2, ())),
                                ): (
                                    Self_,
                                    (::packr::__private::alloc::string::String, (T, ())),
                                )|
                            {
                                let mut host = host_getter(store.data_mut());
                                ::core::result::Result::Ok(
                                    Host::r#fn(&mut host, a0, a1, a2),
                                )
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
    /// What the world exports of the namespace `as`.
    pub mod r#as {
        /// What the world exports of the package `as:exports`.
        pub mod exports {
            /// The interface `as:exports/type`.
            pub mod r#type {
                #[doc(inline)]
                pub use super::super::super::super::r#as::exports::r#type::Self_;
                #[doc(inline)]
                pub use super::super::super::super::r#as::exports::r#type::Host_;
                #[doc(inline)]
                pub use super::super::super::super::r#as::exports::r#type::T;
                #[doc(inline)]
                pub use super::super::super::super::r#as::exports::r#type::Guest_;
                /// The functions of `as:exports/type` in a package.
                #[derive(::core::clone::Clone, ::core::fmt::Debug)]
                pub struct Guest {
                    func_fn: ::packr::__private::Export,
                }
                impl Guest {
                    pub(in super::super::super::super) fn new(
                        instance: &::packr::Instance,
                    ) -> ::core::result::Result<Self, ::packr::Error> {
                        let _ = instance;
                        ::core::result::Result::Ok(Guest {
                            func_fn: {
                                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                                    interface: "as:exports/type",
                                    name: "fn",
                                    params: &["self", "store", "match"],
                                    tracing: false,
                                };
                                instance.export(&SIGNATURE)?
                            },
                        })
                    }
                    /// Calls the exported function `fn`.
                    pub fn call_fn<S: ::packr::wasmtime::AsContextMut>(
                        &self,
                        store_: S,
                        self_: &super::super::super::super::r#as::exports::r#type::Self_,
                        store: &str,
                        r#match: super::super::super::super::r#as::exports::r#type::T,
                    ) -> ::core::result::Result<
                        super::super::super::super::r#as::exports::r#type::Guest_,
                        ::packr::Error,
                    > {
                        self.func_fn.call(store_, (self_, (store, (r#match, ()))))
                    }
                }
            }
        }
    }
    /// The interface `new`.
    pub mod new {
        /// The functions of `new` in a package.
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct Guest {
            func_box: ::packr::__private::Export,
        }
        impl Guest {
            pub(in super::super) fn new(
                instance: &::packr::Instance,
            ) -> ::core::result::Result<Self, ::packr::Error> {
                let _ = instance;
                ::core::result::Result::Ok(Guest {
                    func_box: {
                        static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                            interface: "new",
                            name: "box",
                            params: &[],
                            tracing: false,
                        };
                        instance.export(&SIGNATURE)?
                    },
                })
            }
            /// Calls the exported function `box`.
            pub fn call_box<S: ::packr::wasmtime::AsContextMut>(
                &self,
                store: S,
            ) -> ::core::result::Result<(), ::packr::Error> {
                self.func_box.call(store, ())
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The WIT record `host`.
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
pub struct Host {
    /// The field `x`.
    pub x: u8,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
const _: () = {
    use ::packr::__private as rt;
    static SHAPE: rt::FixedShape = rt::FixedShape::new(
        rt::RecordShape::fixed("Host", &[rt::Name::Borrowed("x")]),
        b"\t\0\0\0\x15\0\0\0\x04\0\0\0Host\x01\0\0\0\x01\0\0\0x",
    );
    impl rt::WitType for Host {
        const TYPE: rt::ValueType = rt::ValueType::Record(rt::Name::Borrowed("Host"));
    }
    impl rt::Lower for Host {
        fn lower(
            &self,
            w: &mut rt::Writer<'_>,
        ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
            let children = [w.field(&self.x, &SHAPE, 0)?];
            w.record(&SHAPE, &children)
        }
        fn to_value(&self) -> rt::Value {
            rt::Value::Record(rt::Record::fixed(&SHAPE, [rt::Lower::to_value(&self.x)]))
        }
    }
    impl rt::Lift for Host {
        const FORWARD: ::core::primitive::usize = rt::levels(
            &[<u8 as rt::Lift>::FORWARD],
        );
        const NODES: ::core::primitive::usize = rt::node_count(
            &[<u8 as rt::Lift>::NODES],
        );
        fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
            let f0 = f.part()?;
            f.record(&SHAPE, &[f0.1])?;
            ::core::option::Option::Some(Host { x: f0.0 })
        }
        fn lift(
            r: &mut rt::Reader<'_>,
            node: ::core::primitive::u32,
        ) -> ::core::result::Result<Self, rt::CodecError> {
            let [f0] = r.record(node, &SHAPE)?;
            ::core::result::Result::Ok(Host { x: r.field(f0, &SHAPE, 0)? })
        }
        fn from_value(value: rt::Value) -> ::core::result::Result<Self, rt::CodecError> {
            let [f0] = rt::record_values(value, &SHAPE)?;
            ::core::result::Result::Ok(Host {
                x: rt::field_value(f0, &SHAPE, 0)?,
            })
        }
    }
};
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The functions that the world `host` imports itself.
pub trait Host_Imports {
    /// The imported function `crate`.
    fn crate_(&mut self, linker: Host);
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl<T: Host_Imports + ?::core::marker::Sized> Host_Imports for &mut T {
    fn crate_(&mut self, linker: Host) {
        <T as Host_Imports>::crate_(&mut **self, linker)
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// A package of the world `host`, instantiated: what it exports is called by methods.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Host_ {
    instance: ::packr::Instance,
    func_loop: ::packr::__private::Export,
    interface0: self::exports::r#as::exports::r#type::Guest,
    interface1: self::exports::new::Guest,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Host_ {
    /// Defines everything that the world `host` imports in a linker.
    pub fn add_to_linker<T, D>(
        linker: &mut ::packr::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), ::packr::Error>
    where
        T: 'static,
        D: ::packr::HasData,
        for<'a> D::Data<'a>: self::r#as::exports::r#type::Host + Host_Imports,
    {
        self::r#as::exports::r#type::add_to_linker::<T, D>(linker, host_getter)?;
        Self::add_to_linker_imports::<T, D>(linker, host_getter)?;
        ::core::result::Result::Ok(())
    }
    /// Defines the functions that the world `host` imports itself in a linker.
    pub fn add_to_linker_imports<T, D>(
        linker: &mut ::packr::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), ::packr::Error>
    where
        T: 'static,
        D: ::packr::HasData,
        for<'a> D::Data<'a>: Host_Imports,
    {
        {
            static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                interface: "$root",
                name: "crate",
                params: &["linker"],
                tracing: false,
            };
            linker
                .import(
                    &SIGNATURE,
                    move |
                        mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                        (a0, ()): (Host, ())|
                    {
                        let mut host = host_getter(store.data_mut());
                        ::core::result::Result::Ok(Host_Imports::crate_(&mut host, a0))
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
            func_loop: {
                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                    interface: "$root",
                    name: "loop",
                    params: &["store", "dyn"],
                    tracing: false,
                };
                instance.export(&SIGNATURE)?
            },
            interface0: self::exports::r#as::exports::r#type::Guest::new(instance)?,
            interface1: self::exports::new::Guest::new(instance)?,
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
        static TYPES: [schema::TypeDef; 7usize] = [
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("host"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed("Host", &[rt::Name::Borrowed("x")]),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(&[schema::Type::U8]),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("self"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed(
                        "Self",
                        &[rt::Name::Borrowed("self"), rt::Name::Borrowed("struct")],
                    ),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::Def(5), schema::Type::U8],
                ),
            },
            schema::TypeDef::Variant {
                wit_name: rt::Name::Borrowed("host"),
                cases: rt::Shared::Static(
                    &[
                        rt::Case::fixed("Host", "Guest", 0),
                        rt::Case::fixed("Host", "Self", 1),
                        rt::Case::fixed("Host", "If", 2),
                    ],
                ),
                payloads: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        ::core::option::Option::None,
                        ::core::option::Option::Some(schema::Type::Def(1)),
                        ::core::option::Option::Some(schema::Type::Def(2)),
                    ],
                ),
            },
            schema::TypeDef::Variant {
                wit_name: rt::Name::Borrowed("t"),
                cases: rt::Shared::Static(
                    &[rt::Case::fixed("T", "Try", 0), rt::Case::fixed("T", "Super", 1)],
                ),
                payloads: rt::alloc::borrow::Cow::Borrowed(
                    &[::core::option::Option::None, ::core::option::Option::None],
                ),
            },
            schema::TypeDef::Flags {
                wit_name: rt::Name::Borrowed("guest"),
                labels: rt::alloc::borrow::Cow::Borrowed(
                    &[rt::Name::Borrowed("mut"), rt::Name::Borrowed("all")],
                ),
            },
            schema::TypeDef::Option(schema::Type::Def(2)),
            schema::TypeDef::List(schema::Type::String),
        ];
        static IMPORTS: [schema::Interface; 2usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("$root"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("crate"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("linker"), schema::Type::Def(0))],
                            ),
                            result: ::core::option::Option::None,
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("as:exports/type"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("fn"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[
                                    (rt::Name::Borrowed("self"), schema::Type::Def(1)),
                                    (rt::Name::Borrowed("store"), schema::Type::String),
                                    (rt::Name::Borrowed("match"), schema::Type::Def(3)),
                                ],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(4)),
                        },
                    ],
                ),
            },
        ];
        static EXPORTS: [schema::Interface; 3usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("$root"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("loop"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[
                                    (rt::Name::Borrowed("store"), schema::Type::Def(0)),
                                    (rt::Name::Borrowed("dyn"), schema::Type::Def(6)),
                                ],
                            ),
                            result: ::core::option::Option::None,
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("as:exports/type"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("fn"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[
                                    (rt::Name::Borrowed("self"), schema::Type::Def(1)),
                                    (rt::Name::Borrowed("store"), schema::Type::String),
                                    (rt::Name::Borrowed("match"), schema::Type::Def(3)),
                                ],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(4)),
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("new"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("box"),
                            params: rt::alloc::borrow::Cow::Borrowed(&[]),
                            result: ::core::option::Option::None,
                        },
                    ],
                ),
            },
        ];
        static WORLD: schema::World = schema::World {
            name: rt::Name::Borrowed("host"),
            types: rt::alloc::borrow::Cow::Borrowed(&TYPES),
            imports: rt::alloc::borrow::Cow::Borrowed(&IMPORTS),
            exports: rt::alloc::borrow::Cow::Borrowed(&EXPORTS),
        };
        &WORLD
    }
    /// Calls the exported function `loop`.
    pub fn call_loop<S: ::packr::wasmtime::AsContextMut>(
        &self,
        store_: S,
        store: Host,
        r#dyn: &[::packr::__private::alloc::string::String],
    ) -> ::core::result::Result<(), ::packr::Error> {
        self.func_loop.call(store_, (store, (r#dyn, ())))
    }
    /// The exported interface `as:exports/type`.
    pub fn as_exports_type(&self) -> &self::exports::r#as::exports::r#type::Guest {
        &self.interface0
    }
    /// The exported interface `new`.
    pub fn new_(&self) -> &self::exports::new::Guest {
        &self.interface1
    }
}
