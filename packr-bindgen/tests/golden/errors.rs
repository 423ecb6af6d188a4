#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `demo`.
pub mod demo {
    /// The package `demo:errors`: types, and what the world imports of it.
    pub mod errors {
        /// What functions return as their error is an error in Rust.
        pub mod files {
            /// The WIT enum `code`.
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
            pub enum Code {
                /// The case `missing`.
                Missing,
                /// The case `denied`.
                Denied,
            }
            impl ::core::fmt::Display for Code {
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    ::core::fmt::Debug::fmt(self, f)
                }
            }
            impl ::core::error::Error for Code {}
            const _: () = {
                use ::packr::__private as rt;
                static CASES: [rt::FixedCase; 2usize] = [
                    rt::FixedCase::new(
                        "Code",
                        "Missing",
                        0,
                        b"\x08\0\0\0\x1B\0\0\0\x04\0\0\0Code\x07\0\0\0Missing\0\0\0\0\0\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Code",
                        "Denied",
                        1,
                        b"\x08\0\0\0\x1A\0\0\0\x04\0\0\0Code\x06\0\0\0Denied\x01\0\0\0\0\0\0\0",
                    ),
                ];
                static ALL: [Code; 2usize] = [Code::Missing, Code::Denied];
                impl rt::WitType for Code {
                    const TYPE: rt::ValueType = rt::ValueType::Variant(
                        rt::Name::Borrowed("Code"),
                    );
                }
                impl rt::Lower for Code {
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
                impl rt::Lift for Code {
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
            /// The WIT variant `failure`.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
            )]
            pub enum Failure {
                /// The case `code`.
                Code(Code),
                /// The case `several`.
                Several(::packr::__private::alloc::vec::Vec<Failure>),
            }
            impl ::core::fmt::Display for Failure {
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    ::core::fmt::Debug::fmt(self, f)
                }
            }
            impl ::core::error::Error for Failure {}
            const _: () = {
                use ::packr::__private as rt;
                static CASES: [rt::FixedCase; 2usize] = [
                    rt::FixedCase::new(
                        "Failure",
                        "Code",
                        0,
                        b"\x08\0\0\0\x1F\0\0\0\x07\0\0\0Failure\x04\0\0\0Code\0\0\0\0\x01\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Failure",
                        "Several",
                        1,
                        b"\x08\0\0\0\"\0\0\0\x07\0\0\0Failure\x07\0\0\0Several\x01\0\0\0\x01\0\0\0",
                    ),
                ];
                impl rt::WitType for Failure {
                    const TYPE: rt::ValueType = rt::ValueType::Variant(
                        rt::Name::Borrowed("Failure"),
                    );
                }
                impl rt::Lower for Failure {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        match self {
                            Failure::Code(payload) => {
                                rt::lower_case(w, payload, &CASES[0])
                            }
                            Failure::Several(payload) => {
                                rt::lower_case(w, payload, &CASES[1])
                            }
                        }
                    }
                    fn to_value(&self) -> rt::Value {
                        match self {
                            Failure::Code(payload) => rt::case_value(payload, &CASES[0]),
                            Failure::Several(payload) => {
                                rt::case_value(payload, &CASES[1])
                            }
                        }
                    }
                }
                impl rt::Lift for Failure {
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let (tag, payload) = r.variant(node, &CASES)?;
                        ::core::result::Result::Ok(
                            match tag {
                                0 => Failure::Code(r.payload(payload, &CASES[0])?),
                                _ => Failure::Several(r.payload(payload, &CASES[1])?),
                            },
                        )
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let (tag, payload) = rt::variant_parts(value, &CASES)?;
                        ::core::result::Result::Ok(
                            match tag {
                                0 => Failure::Code(rt::payload_value(payload, &CASES[0])?),
                                _ => {
                                    Failure::Several(rt::payload_value(payload, &CASES[1])?)
                                }
                            },
                        )
                    }
                }
            };
            /// The WIT type `reason`.
            pub type Reason = Failure;
            /// The WIT record `place`.
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
            pub struct Place {
                /// The field `line`.
                pub line: u32,
            }
            const _: () = {
                use ::packr::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed("Place", &[rt::Name::Borrowed("line")]),
                    b"\t\0\0\0\x19\0\0\0\x05\0\0\0Place\x01\0\0\0\x04\0\0\0line",
                );
                impl rt::WitType for Place {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("Place"),
                    );
                }
                impl rt::Lower for Place {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        let children = [w.field(&self.line, &SHAPE, 0)?];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(&SHAPE, [rt::Lower::to_value(&self.line)]),
                        )
                    }
                }
                impl rt::Lift for Place {
                    const FORWARD: ::core::primitive::usize = rt::levels(
                        &[<u32 as rt::Lift>::FORWARD],
                    );
                    const NODES: ::core::primitive::usize = rt::node_count(
                        &[<u32 as rt::Lift>::NODES],
                    );
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        let f0 = f.part()?;
                        f.record(&SHAPE, &[f0.1])?;
                        ::core::option::Option::Some(Place { line: f0.0 })
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(Place {
                            line: r.field(f0, &SHAPE, 0)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(Place {
                            line: rt::field_value(f0, &SHAPE, 0)?,
                        })
                    }
                }
            };
            /// What functions return as their error is an error in Rust.
            ///
            /// What a host implements for `demo:errors/files`; [`add_to_linker`] defines it in a linker.
            pub trait Host {
                /// The imported function `read`.
                fn read(
                    &mut self,
                    name: ::packr::__private::alloc::string::String,
                ) -> ::core::result::Result<Place, Reason>;
                /// The imported function `remove`.
                fn remove(
                    &mut self,
                    name: ::packr::__private::alloc::string::String,
                ) -> ::core::result::Result<(), Code>;
            }
            impl<T: Host + ?::core::marker::Sized> Host for &mut T {
                fn read(
                    &mut self,
                    name: ::packr::__private::alloc::string::String,
                ) -> ::core::result::Result<Place, Reason> {
                    <T as Host>::read(&mut **self, name)
                }
                fn remove(
                    &mut self,
                    name: ::packr::__private::alloc::string::String,
                ) -> ::core::result::Result<(), Code> {
                    <T as Host>::remove(&mut **self, name)
                }
            }
            /// Defines the functions of `demo:errors/files` in a linker.
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
                        interface: "demo:errors/files",
                        name: "read",
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
                                ::core::result::Result::Ok(Host::read(&mut host, a0))
                            },
                        )?;
                }
                {
                    static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                        interface: "demo:errors/files",
                        name: "remove",
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
                                ::core::result::Result::Ok(Host::remove(&mut host, a0))
                            },
                        )?;
                }
                ::core::result::Result::Ok(())
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// A world of errors.
///
/// A package of the world `errors`, instantiated: what it exports is called by methods.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Errors {
    instance: ::packr::Instance,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Errors {
    /// Defines everything that the world `errors` imports in a linker.
    pub fn add_to_linker<T, D>(
        linker: &mut ::packr::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), ::packr::Error>
    where
        T: 'static,
        D: ::packr::HasData,
        for<'a> D::Data<'a>: self::demo::errors::files::Host,
    {
        self::demo::errors::files::add_to_linker::<T, D>(linker, host_getter)?;
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
        static TYPES: [schema::TypeDef; 6usize] = [
            schema::TypeDef::Variant {
                wit_name: rt::Name::Borrowed("code"),
                cases: rt::Shared::Static(
                    &[
                        rt::Case::fixed("Code", "Missing", 0),
                        rt::Case::fixed("Code", "Denied", 1),
                    ],
                ),
                payloads: rt::alloc::borrow::Cow::Borrowed(
                    &[::core::option::Option::None, ::core::option::Option::None],
                ),
            },
            schema::TypeDef::Variant {
                wit_name: rt::Name::Borrowed("failure"),
                cases: rt::Shared::Static(
                    &[
                        rt::Case::fixed("Failure", "Code", 0),
                        rt::Case::fixed("Failure", "Several", 1),
                    ],
                ),
                payloads: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        ::core::option::Option::Some(schema::Type::Def(0)),
                        ::core::option::Option::Some(schema::Type::Def(3)),
                    ],
                ),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("place"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed("Place", &[rt::Name::Borrowed("line")]),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(&[schema::Type::U32]),
            },
            schema::TypeDef::List(schema::Type::Def(1)),
            schema::TypeDef::Result(
                ::core::option::Option::Some(schema::Type::Def(2)),
                ::core::option::Option::Some(schema::Type::Def(1)),
            ),
            schema::TypeDef::Result(
                ::core::option::Option::None,
                ::core::option::Option::Some(schema::Type::Def(0)),
            ),
        ];
        static IMPORTS: [schema::Interface; 1usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("demo:errors/files"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("read"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("name"), schema::Type::String)],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(4)),
                        },
                        schema::Function {
                            name: rt::Name::Borrowed("remove"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("name"), schema::Type::String)],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(5)),
                        },
                    ],
                ),
            },
        ];
        static EXPORTS: [schema::Interface; 0usize] = [];
        static WORLD: schema::World = schema::World {
            name: rt::Name::Borrowed("errors"),
            types: rt::alloc::borrow::Cow::Borrowed(&TYPES),
            imports: rt::alloc::borrow::Cow::Borrowed(&IMPORTS),
            exports: rt::alloc::borrow::Cow::Borrowed(&EXPORTS),
        };
        &WORLD
    }
}
