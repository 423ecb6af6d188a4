#[allow(unused_imports)]
use crate::Mine as __trappable_error_0_of_rules;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `demo`.
pub mod demo {
    /// The package `demo:rules`: types, and what the world imports of it.
    pub mod rules {
        /// The interface `demo:rules/types`.
        pub mod types {
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
                /// The case `busy`.
                Busy,
                /// The case `broken`.
                Broken(::packr::__private::alloc::string::String),
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
                        "Busy",
                        0,
                        b"\x08\0\0\0\x1B\0\0\0\x07\0\0\0Failure\x04\0\0\0Busy\0\0\0\0\0\0\0\0",
                    ),
                    rt::FixedCase::new(
                        "Failure",
                        "Broken",
                        1,
                        b"\x08\0\0\0!\0\0\0\x07\0\0\0Failure\x06\0\0\0Broken\x01\0\0\0\x01\0\0\0",
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
                            Failure::Busy => {
                                w.variant(&CASES[0], ::core::option::Option::None)
                            }
                            Failure::Broken(payload) => {
                                rt::lower_case(w, payload, &CASES[1])
                            }
                        }
                    }
                    fn to_value(&self) -> rt::Value {
                        match self {
                            Failure::Busy => rt::bare_value(&CASES[0]),
                            Failure::Broken(payload) => {
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
                                0 => {
                                    r.no_payload(payload, &CASES[0])?;
                                    Failure::Busy
                                }
                                _ => Failure::Broken(r.payload(payload, &CASES[1])?),
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
                                    Failure::Busy
                                }
                                _ => Failure::Broken(rt::payload_value(payload, &CASES[1])?),
                            },
                        )
                    }
                }
            };
            /// What a host implements for `demo:rules/types`; [`add_to_linker`] defines it in a linker.
            pub trait Host {
                /// The error `failure` for one of the host's, or a trap.
                fn convert_failure(
                    &mut self,
                    error: super::super::super::__trappable_error_0_of_rules,
                ) -> ::packr::wasmtime::Result<Failure>;
            }
            impl<T: Host + ?::core::marker::Sized> Host for &mut T {
                fn convert_failure(
                    &mut self,
                    error: super::super::super::__trappable_error_0_of_rules,
                ) -> ::packr::wasmtime::Result<Failure> {
                    <T as Host>::convert_failure(&mut **self, error)
                }
            }
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
        /// The interface `demo:rules/host`.
        pub mod host {
            #[doc(inline)]
            pub use super::super::super::demo::rules::types::Failure;
            /// What a host implements for `demo:rules/host`; [`add_to_linker`] defines it in a linker.
            pub trait Host: ::core::marker::Send {
                /// The imported function `wait`.
                fn wait(
                    &mut self,
                    name: ::packr::__private::alloc::string::String,
                ) -> impl ::core::future::Future<
                    Output = ::packr::wasmtime::Result<::core::option::Option<u32>>,
                > + ::core::marker::Send;
                /// The imported function `rare`.
                fn rare(&mut self, a: u8) -> ::packr::wasmtime::Result<()> {
                    let _ = (a,);
                    ::core::result::Result::Err(
                        ::packr::wasmtime::Error::new(::packr::NoHostFunction),
                    )
                }
                /// The imported function `later`.
                fn later(
                    &mut self,
                ) -> impl ::core::future::Future<
                    Output = ::packr::wasmtime::Result<u32>,
                > + ::core::marker::Send {
                    let _ = ();
                    ::core::future::ready(
                        ::core::result::Result::Err(
                            ::packr::wasmtime::Error::new(::packr::NoHostFunction),
                        ),
                    )
                }
                /// The imported function `try`.
                fn r#try(
                    &mut self,
                    name: ::packr::__private::alloc::string::String,
                ) -> ::core::result::Result<
                    u32,
                    super::super::super::__trappable_error_0_of_rules,
                >;
                /// The imported function `soon`.
                fn soon(
                    &mut self,
                ) -> impl ::core::future::Future<
                    Output = ::core::result::Result<
                        (),
                        super::super::super::__trappable_error_0_of_rules,
                    >,
                > + ::core::marker::Send;
            }
            impl<T: Host + ?::core::marker::Sized> Host for &mut T {
                fn wait(
                    &mut self,
                    name: ::packr::__private::alloc::string::String,
                ) -> impl ::core::future::Future<
                    Output = ::packr::wasmtime::Result<::core::option::Option<u32>>,
                > + ::core::marker::Send {
                    <T as Host>::wait(&mut **self, name)
                }
                fn rare(&mut self, a: u8) -> ::packr::wasmtime::Result<()> {
                    <T as Host>::rare(&mut **self, a)
                }
                fn later(
                    &mut self,
                ) -> impl ::core::future::Future<
                    Output = ::packr::wasmtime::Result<u32>,
                > + ::core::marker::Send {
                    <T as Host>::later(&mut **self)
                }
                fn r#try(
                    &mut self,
                    name: ::packr::__private::alloc::string::String,
                ) -> ::core::result::Result<
                    u32,
                    super::super::super::__trappable_error_0_of_rules,
                > {
                    <T as Host>::r#try(&mut **self, name)
                }
                fn soon(
                    &mut self,
                ) -> impl ::core::future::Future<
                    Output = ::core::result::Result<
                        (),
                        super::super::super::__trappable_error_0_of_rules,
                    >,
                > + ::core::marker::Send {
                    <T as Host>::soon(&mut **self)
                }
            }
            /// Defines the functions of `demo:rules/host` in a linker.
            pub fn add_to_linker<T, D>(
                linker: &mut ::packr::Linker<T>,
                host_getter: fn(&mut T) -> D::Data<'_>,
            ) -> ::core::result::Result<(), ::packr::Error>
            where
                T: 'static + ::core::marker::Send,
                D: ::packr::HasData,
                for<'a> D::Data<
                    'a,
                >: Host + super::super::super::demo::rules::types::Host,
            {
                {
                    static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                        interface: "demo:rules/host",
                        name: "wait",
                        params: &["name"],
                        tracing: false,
                    };
                    linker
                        .import_async(
                            &SIGNATURE,
                            move |
                                mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                                (a0, ()): (::packr::__private::alloc::string::String, ())|
                            {
                                ::packr::__private::alloc::boxed::Box::pin(async move {
                                    let mut host = host_getter(store.data_mut());
                                    Host::wait(&mut host, a0).await
                                })
                            },
                        )?;
                }
                {
                    static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                        interface: "demo:rules/host",
                        name: "rare",
                        params: &["a"],
                        tracing: false,
                    };
                    linker
                        .import(
                            &SIGNATURE,
                            move |
                                mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                                (a0, ()): (u8, ())|
                            {
                                let mut host = host_getter(store.data_mut());
                                Host::rare(&mut host, a0)
                            },
                        )?;
                }
                {
                    static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                        interface: "demo:rules/host",
                        name: "later",
                        params: &[],
                        tracing: true,
                    };
                    linker
                        .import_async(
                            &SIGNATURE,
                            move |
                                mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                                (): ()|
                            {
                                ::packr::__private::alloc::boxed::Box::pin(async move {
                                    let mut host = host_getter(store.data_mut());
                                    Host::later(&mut host).await
                                })
                            },
                        )?;
                }
                {
                    static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                        interface: "demo:rules/host",
                        name: "try",
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
                                ::core::result::Result::Ok(
                                    match Host::r#try(&mut host, a0) {
                                        ::core::result::Result::Ok(value) => {
                                            ::core::result::Result::Ok(value)
                                        }
                                        ::core::result::Result::Err(error) => {
                                            ::core::result::Result::Err(
                                                super::super::super::demo::rules::types::Host::convert_failure(
                                                    &mut host,
                                                    error,
                                                )?,
                                            )
                                        }
                                    },
                                )
                            },
                        )?;
                }
                {
                    static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                        interface: "demo:rules/host",
                        name: "soon",
                        params: &[],
                        tracing: false,
                    };
                    linker
                        .import_async(
                            &SIGNATURE,
                            move |
                                mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                                (): ()|
                            {
                                ::packr::__private::alloc::boxed::Box::pin(async move {
                                    let mut host = host_getter(store.data_mut());
                                    ::core::result::Result::Ok(
                                        match Host::soon(&mut host).await {
                                            ::core::result::Result::Ok(value) => {
                                                ::core::result::Result::Ok(value)
                                            }
                                            ::core::result::Result::Err(error) => {
                                                ::core::result::Result::Err(
                                                    super::super::super::demo::rules::types::Host::convert_failure(
                                                        &mut host,
                                                        error,
                                                    )?,
                                                )
                                            }
                                        },
                                    )
                                })
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
        /// What the world exports of the package `demo:rules`.
        pub mod rules {
            /// The interface `demo:rules/plugin`.
            pub mod plugin {
                /// The functions of `demo:rules/plugin` in a package.
                #[derive(::core::clone::Clone, ::core::fmt::Debug)]
                pub struct Guest {
                    func_name: ::packr::__private::Export,
                }
                impl Guest {
                    pub(in super::super::super::super) fn new(
                        instance: &::packr::Instance,
                    ) -> ::core::result::Result<Self, ::packr::Error> {
                        let _ = instance;
                        ::core::result::Result::Ok(Guest {
                            func_name: {
                                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                                    interface: "demo:rules/plugin",
                                    name: "name",
                                    params: &[],
                                    tracing: false,
                                };
                                instance.export(&SIGNATURE)?
                            },
                        })
                    }
                    /// Calls the exported function `name`.
                    pub fn call_name<S: ::packr::wasmtime::AsContextMut>(
                        &self,
                        store: S,
                    ) -> ::core::result::Result<
                        ::packr::__private::alloc::string::String,
                        ::packr::Error,
                    > {
                        self.func_name.call(store, ())
                    }
                }
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The functions that the world `rules` imports itself.
pub trait RulesImports: ::core::marker::Send {
    /// The imported function `mine`.
    fn mine(
        &mut self,
        x: u32,
    ) -> impl ::core::future::Future<Output = u32> + ::core::marker::Send;
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl<T: RulesImports + ?::core::marker::Sized> RulesImports for &mut T {
    fn mine(
        &mut self,
        x: u32,
    ) -> impl ::core::future::Future<Output = u32> + ::core::marker::Send {
        <T as RulesImports>::mine(&mut **self, x)
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// A package of the world `rules`, instantiated: what it exports is called by methods.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Rules {
    instance: ::packr::Instance,
    func_run: ::packr::__private::Export,
    func_extra: ::core::option::Option<::packr::__private::Export>,
    interface0: ::core::option::Option<self::exports::demo::rules::plugin::Guest>,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Rules {
    /// Defines everything that the world `rules` imports in a linker.
    pub fn add_to_linker<T, D>(
        linker: &mut ::packr::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), ::packr::Error>
    where
        T: 'static + ::core::marker::Send,
        D: ::packr::HasData,
        for<'a> D::Data<
            'a,
        >: self::demo::rules::types::Host + self::demo::rules::host::Host + RulesImports,
    {
        self::demo::rules::host::add_to_linker::<T, D>(linker, host_getter)?;
        Self::add_to_linker_imports::<T, D>(linker, host_getter)?;
        ::core::result::Result::Ok(())
    }
    /// Defines the functions that the world `rules` imports itself in a linker.
    pub fn add_to_linker_imports<T, D>(
        linker: &mut ::packr::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), ::packr::Error>
    where
        T: 'static + ::core::marker::Send,
        D: ::packr::HasData,
        for<'a> D::Data<'a>: RulesImports,
    {
        {
            static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                interface: "$root",
                name: "mine",
                params: &["x"],
                tracing: false,
            };
            linker
                .import_async(
                    &SIGNATURE,
                    move |
                        mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                        (a0, ()): (u32, ())|
                    {
                        ::packr::__private::alloc::boxed::Box::pin(async move {
                            let mut host = host_getter(store.data_mut());
                            ::core::result::Result::Ok(
                                RulesImports::mine(&mut host, a0).await,
                            )
                        })
                    },
                )?;
        }
        ::core::result::Result::Ok(())
    }
    /// Instantiates a package, and looks up everything that the world exports.
    pub async fn instantiate_async<T: 'static + ::core::marker::Send>(
        store: impl ::packr::wasmtime::AsContextMut<Data = T>,
        package: &::packr::Package,
        linker: &::packr::Linker<T>,
    ) -> ::core::result::Result<Self, ::packr::Error> {
        Self::new(
            &linker
                .instantiate_world_async(
                    store,
                    package,
                    ::packr::__private::Shared::fixed(Self::schema()),
                    &["extra", "demo:rules/plugin"],
                )
                .await?,
        )
    }
    /// Looks up everything that the world exports, in an instance made by a `Linker`.
    pub fn new(
        instance: &::packr::Instance,
    ) -> ::core::result::Result<Self, ::packr::Error> {
        ::core::result::Result::Ok(Self {
            func_run: {
                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                    interface: "$root",
                    name: "run",
                    params: &["text"],
                    tracing: true,
                };
                instance.export(&SIGNATURE)?
            },
            func_extra: {
                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                    interface: "$root",
                    name: "extra",
                    params: &[],
                    tracing: false,
                };
                instance.optional_export(&SIGNATURE)
            },
            interface0: match instance.exports_interface("demo:rules/plugin") {
                true => {
                    ::core::option::Option::Some(
                        self::exports::demo::rules::plugin::Guest::new(instance)?,
                    )
                }
                false => ::core::option::Option::None,
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
                wit_name: rt::Name::Borrowed("failure"),
                cases: rt::Shared::Static(
                    &[
                        rt::Case::fixed("Failure", "Busy", 0),
                        rt::Case::fixed("Failure", "Broken", 1),
                    ],
                ),
                payloads: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        ::core::option::Option::None,
                        ::core::option::Option::Some(schema::Type::String),
                    ],
                ),
            },
            schema::TypeDef::Option(schema::Type::U32),
            schema::TypeDef::Result(
                ::core::option::Option::Some(schema::Type::U32),
                ::core::option::Option::Some(schema::Type::Def(0)),
            ),
            schema::TypeDef::Result(
                ::core::option::Option::None,
                ::core::option::Option::Some(schema::Type::Def(0)),
            ),
        ];
        static IMPORTS: [schema::Interface; 3usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("$root"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("mine"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("x"), schema::Type::U32)],
                            ),
                            result: ::core::option::Option::Some(schema::Type::U32),
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("demo:rules/types"),
                functions: rt::alloc::borrow::Cow::Borrowed(&[]),
            },
            schema::Interface {
                id: rt::Name::Borrowed("demo:rules/host"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("wait"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("name"), schema::Type::String)],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(1)),
                        },
                        schema::Function {
                            name: rt::Name::Borrowed("rare"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("a"), schema::Type::U8)],
                            ),
                            result: ::core::option::Option::None,
                        },
                        schema::Function {
                            name: rt::Name::Borrowed("later"),
                            params: rt::alloc::borrow::Cow::Borrowed(&[]),
                            result: ::core::option::Option::Some(schema::Type::U32),
                        },
                        schema::Function {
                            name: rt::Name::Borrowed("try"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("name"), schema::Type::String)],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(2)),
                        },
                        schema::Function {
                            name: rt::Name::Borrowed("soon"),
                            params: rt::alloc::borrow::Cow::Borrowed(&[]),
                            result: ::core::option::Option::Some(schema::Type::Def(3)),
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
                            name: rt::Name::Borrowed("run"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("text"), schema::Type::String)],
                            ),
                            result: ::core::option::Option::Some(schema::Type::U32),
                        },
                        schema::Function {
                            name: rt::Name::Borrowed("extra"),
                            params: rt::alloc::borrow::Cow::Borrowed(&[]),
                            result: ::core::option::Option::Some(schema::Type::U32),
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("demo:rules/plugin"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("name"),
                            params: rt::alloc::borrow::Cow::Borrowed(&[]),
                            result: ::core::option::Option::Some(schema::Type::String),
                        },
                    ],
                ),
            },
        ];
        static WORLD: schema::World = schema::World {
            name: rt::Name::Borrowed("rules"),
            types: rt::alloc::borrow::Cow::Borrowed(&TYPES),
            imports: rt::alloc::borrow::Cow::Borrowed(&IMPORTS),
            exports: rt::alloc::borrow::Cow::Borrowed(&EXPORTS),
        };
        &WORLD
    }
    /// Calls the exported function `run`.
    pub async fn call_run<
        S: ::packr::wasmtime::AsContextMut<Data: ::core::marker::Send>,
    >(&self, store: S, text: &str) -> ::core::result::Result<u32, ::packr::Error> {
        self.func_run.call_async(store, (text, ())).await
    }
    /// Calls the exported function `extra`.
    /**
 `None`: the package does not export it.*/
    pub fn call_extra<S: ::packr::wasmtime::AsContextMut>(
        &self,
        store: S,
    ) -> ::core::result::Result<::core::option::Option<u32>, ::packr::Error> {
        match &self.func_extra {
            ::core::option::Option::Some(function) => {
                ::core::result::Result::Ok(
                    ::core::option::Option::Some(function.call(store, ())?),
                )
            }
            ::core::option::Option::None => {
                ::core::result::Result::Ok(::core::option::Option::None)
            }
        }
    }
    /// The exported interface `demo:rules/plugin`.
    /**
 `None`: the package does not export it.*/
    pub fn demo_rules_plugin(
        &self,
    ) -> ::core::option::Option<&self::exports::demo::rules::plugin::Guest> {
        self.interface0.as_ref()
    }
}
