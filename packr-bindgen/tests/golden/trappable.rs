#[allow(unused_imports)]
use other::packr as __packr_of_trappable;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `demo`.
pub mod demo {
    /// The package `demo:trappable`: types, and what the world imports of it.
    pub mod trappable {
        /// The interface `demo:trappable/host`.
        pub mod host {
            /// The WIT record `config`.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::cmp::PartialEq,
                ::core::cmp::Eq,
                ::core::hash::Hash,
                ::core::cmp::PartialOrd,
                ::core::cmp::Ord,
                serde::Serialize
            )]
            pub struct Config {
                /// The field `name`.
                pub name: super::super::super::__packr_of_trappable::__private::alloc::string::String,
            }
            const _: () = {
                use super::super::super::__packr_of_trappable::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed("Config", &[rt::Name::Borrowed("name")]),
                    b"\t\0\0\0\x1A\0\0\0\x06\0\0\0Config\x01\0\0\0\x04\0\0\0name",
                );
                impl rt::WitType for Config {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("Config"),
                    );
                }
                impl rt::Lower for Config {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        let children = [w.field(&self.name, &SHAPE, 0)?];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(&SHAPE, [rt::Lower::to_value(&self.name)]),
                        )
                    }
                }
                impl rt::Lift for Config {
                    const FORWARD: ::core::primitive::usize = rt::levels(
                        &[
                            <super::super::super::__packr_of_trappable::__private::alloc::string::String as rt::Lift>::FORWARD,
                        ],
                    );
                    const NODES: ::core::primitive::usize = rt::node_count(
                        &[
                            <super::super::super::__packr_of_trappable::__private::alloc::string::String as rt::Lift>::NODES,
                        ],
                    );
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        let f0 = f.part()?;
                        f.record(&SHAPE, &[f0.1])?;
                        ::core::option::Option::Some(Config { name: f0.0 })
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(Config {
                            name: r.field(f0, &SHAPE, 0)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(Config {
                            name: rt::field_value(f0, &SHAPE, 0)?,
                        })
                    }
                }
            };
            /// What a host implements for `demo:trappable/host`; [`add_to_linker`] defines it in a linker.
            pub trait Host {
                /// The imported function `none`.
                fn none(
                    &mut self,
                ) -> super::super::super::__packr_of_trappable::wasmtime::Result<()>;
                /// The imported function `some`.
                fn some(
                    &mut self,
                    config: Config,
                ) -> super::super::super::__packr_of_trappable::wasmtime::Result<
                    ::core::result::Result<
                        u8,
                        super::super::super::__packr_of_trappable::__private::alloc::string::String,
                    >,
                >;
            }
            impl<T: Host + ?::core::marker::Sized> Host for &mut T {
                fn none(
                    &mut self,
                ) -> super::super::super::__packr_of_trappable::wasmtime::Result<()> {
                    <T as Host>::none(&mut **self)
                }
                fn some(
                    &mut self,
                    config: Config,
                ) -> super::super::super::__packr_of_trappable::wasmtime::Result<
                    ::core::result::Result<
                        u8,
                        super::super::super::__packr_of_trappable::__private::alloc::string::String,
                    >,
                > {
                    <T as Host>::some(&mut **self, config)
                }
            }
            /// Defines the functions of `demo:trappable/host` in a linker.
            pub fn add_to_linker<T, D>(
                linker: &mut super::super::super::__packr_of_trappable::Linker<T>,
                host_getter: fn(&mut T) -> D::Data<'_>,
            ) -> ::core::result::Result<
                (),
                super::super::super::__packr_of_trappable::Error,
            >
            where
                T: 'static,
                D: super::super::super::__packr_of_trappable::HasData,
                for<'a> D::Data<'a>: Host,
            {
                {
                    static SIGNATURE: super::super::super::__packr_of_trappable::__private::Signature = super::super::super::__packr_of_trappable::__private::Signature {
                        interface: "demo:trappable/host",
                        name: "none",
                        params: &[],
                        tracing: false,
                    };
                    linker
                        .import(
                            &SIGNATURE,
                            move |
                                mut store: super::super::super::__packr_of_trappable::wasmtime::StoreContextMut<
                                    '_,
                                    T,
                                >,
                                (): ()|
                            {
                                let mut host = host_getter(store.data_mut());
                                Host::none(&mut host)
                            },
                        )?;
                }
                {
                    static SIGNATURE: super::super::super::__packr_of_trappable::__private::Signature = super::super::super::__packr_of_trappable::__private::Signature {
                        interface: "demo:trappable/host",
                        name: "some",
                        params: &["config"],
                        tracing: false,
                    };
                    linker
                        .import(
                            &SIGNATURE,
                            move |
                                mut store: super::super::super::__packr_of_trappable::wasmtime::StoreContextMut<
                                    '_,
                                    T,
                                >,
                                (a0, ()): (Config, ())|
                            {
                                let mut host = host_getter(store.data_mut());
                                Host::some(&mut host, a0)
                            },
                        )?;
                }
                ::core::result::Result::Ok(())
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The interface `logs`.
pub mod logs {
    /// What a host implements for `logs`; [`add_to_linker`] defines it in a linker.
    pub trait Host {
        /// The imported function `log`.
        fn log(
            &mut self,
            line: super::__packr_of_trappable::__private::alloc::string::String,
        ) -> super::__packr_of_trappable::wasmtime::Result<()>;
    }
    impl<T: Host + ?::core::marker::Sized> Host for &mut T {
        fn log(
            &mut self,
            line: super::__packr_of_trappable::__private::alloc::string::String,
        ) -> super::__packr_of_trappable::wasmtime::Result<()> {
            <T as Host>::log(&mut **self, line)
        }
    }
    /// Defines the functions of `logs` in a linker.
    pub fn add_to_linker<T, D>(
        linker: &mut super::__packr_of_trappable::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), super::__packr_of_trappable::Error>
    where
        T: 'static,
        D: super::__packr_of_trappable::HasData,
        for<'a> D::Data<'a>: Host,
    {
        {
            static SIGNATURE: super::__packr_of_trappable::__private::Signature = super::__packr_of_trappable::__private::Signature {
                interface: "logs",
                name: "log",
                params: &["line"],
                tracing: false,
            };
            linker
                .import(
                    &SIGNATURE,
                    move |
                        mut store: super::__packr_of_trappable::wasmtime::StoreContextMut<
                            '_,
                            T,
                        >,
                        (
                            a0,
                            (),
                        ): (
                            super::__packr_of_trappable::__private::alloc::string::String,
                            (),
                        )|
                    {
                        let mut host = host_getter(store.data_mut());
                        Host::log(&mut host, a0)
                    },
                )?;
        }
        ::core::result::Result::Ok(())
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The functions that the world `trappable` imports itself.
pub trait TrappableImports {
    /// The imported function `bytes`.
    fn bytes(
        &mut self,
    ) -> self::__packr_of_trappable::wasmtime::Result<
        self::__packr_of_trappable::__private::alloc::vec::Vec<u8>,
    >;
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl<T: TrappableImports + ?::core::marker::Sized> TrappableImports for &mut T {
    fn bytes(
        &mut self,
    ) -> self::__packr_of_trappable::wasmtime::Result<
        self::__packr_of_trappable::__private::alloc::vec::Vec<u8>,
    > {
        <T as TrappableImports>::bytes(&mut **self)
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// A package of the world `trappable`, instantiated: what it exports is called by methods.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Trappable {
    instance: self::__packr_of_trappable::Instance,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Trappable {
    /// Defines everything that the world `trappable` imports in a linker.
    pub fn add_to_linker<T, D>(
        linker: &mut self::__packr_of_trappable::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), self::__packr_of_trappable::Error>
    where
        T: 'static,
        D: self::__packr_of_trappable::HasData,
        for<'a> D::Data<
            'a,
        >: self::demo::trappable::host::Host + self::logs::Host + TrappableImports,
    {
        self::demo::trappable::host::add_to_linker::<T, D>(linker, host_getter)?;
        self::logs::add_to_linker::<T, D>(linker, host_getter)?;
        Self::add_to_linker_imports::<T, D>(linker, host_getter)?;
        ::core::result::Result::Ok(())
    }
    /// Defines the functions that the world `trappable` imports itself in a linker.
    pub fn add_to_linker_imports<T, D>(
        linker: &mut self::__packr_of_trappable::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), self::__packr_of_trappable::Error>
    where
        T: 'static,
        D: self::__packr_of_trappable::HasData,
        for<'a> D::Data<'a>: TrappableImports,
    {
        {
            static SIGNATURE: self::__packr_of_trappable::__private::Signature = self::__packr_of_trappable::__private::Signature {
                interface: "$root",
                name: "bytes",
                params: &[],
                tracing: false,
            };
            linker
                .import(
                    &SIGNATURE,
                    move |
                        mut store: self::__packr_of_trappable::wasmtime::StoreContextMut<
                            '_,
                            T,
                        >,
                        (): ()|
                    {
                        let mut host = host_getter(store.data_mut());
                        TrappableImports::bytes(&mut host)
                    },
                )?;
        }
        ::core::result::Result::Ok(())
    }
    /// Instantiates a package, and looks up everything that the world exports.
    pub fn instantiate<T: 'static>(
        store: impl self::__packr_of_trappable::wasmtime::AsContextMut<Data = T>,
        package: &self::__packr_of_trappable::Package,
        linker: &self::__packr_of_trappable::Linker<T>,
    ) -> ::core::result::Result<Self, self::__packr_of_trappable::Error> {
        Self::new(
            &linker
                .instantiate_world(
                    store,
                    package,
                    self::__packr_of_trappable::__private::Shared::fixed(Self::schema()),
                    &[],
                )?,
        )
    }
    /// Looks up everything that the world exports, in an instance made by a `Linker`.
    pub fn new(
        instance: &self::__packr_of_trappable::Instance,
    ) -> ::core::result::Result<Self, self::__packr_of_trappable::Error> {
        ::core::result::Result::Ok(Self {
            instance: ::core::clone::Clone::clone(instance),
        })
    }
    /// The instance behind it.
    pub fn instance(&self) -> &self::__packr_of_trappable::Instance {
        &self.instance
    }
    /// The world's types and functions as data.
    pub fn schema() -> &'static self::__packr_of_trappable::schema::World {
        use self::__packr_of_trappable::__private::{self as rt, schema};
        static TYPES: [schema::TypeDef; 3usize] = [
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("config"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed("Config", &[rt::Name::Borrowed("name")]),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(&[schema::Type::String]),
            },
            schema::TypeDef::List(schema::Type::U8),
            schema::TypeDef::Result(
                ::core::option::Option::Some(schema::Type::U8),
                ::core::option::Option::Some(schema::Type::String),
            ),
        ];
        static IMPORTS: [schema::Interface; 3usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("$root"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("bytes"),
                            params: rt::alloc::borrow::Cow::Borrowed(&[]),
                            result: ::core::option::Option::Some(schema::Type::Def(1)),
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("demo:trappable/host"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("none"),
                            params: rt::alloc::borrow::Cow::Borrowed(&[]),
                            result: ::core::option::Option::None,
                        },
                        schema::Function {
                            name: rt::Name::Borrowed("some"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("config"), schema::Type::Def(0))],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(2)),
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("logs"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("log"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("line"), schema::Type::String)],
                            ),
                            result: ::core::option::Option::None,
                        },
                    ],
                ),
            },
        ];
        static EXPORTS: [schema::Interface; 0usize] = [];
        static WORLD: schema::World = schema::World {
            name: rt::Name::Borrowed("trappable"),
            types: rt::alloc::borrow::Cow::Borrowed(&TYPES),
            imports: rt::alloc::borrow::Cow::Borrowed(&IMPORTS),
            exports: rt::alloc::borrow::Cow::Borrowed(&EXPORTS),
        };
        &WORLD
    }
}
