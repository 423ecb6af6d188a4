#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `demo`.
pub mod demo {
    /// The package `demo:docs`: types, and what the world imports of it.
    pub mod docs {
        /// Docs of the interface.
        ///
        /// Two paragraphs, with "quotes", back\slashes and */ ends.
        pub mod host {
            /// Docs of the record.
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
            pub struct R {
                /// Docs of the field.
                pub x: u8,
                #[cfg_attr(not(doctest), doc = " ```text")]
                #[cfg_attr(not(doctest), doc = " code that is not Rust")]
                #[cfg_attr(not(doctest), doc = " ```")]
                pub y: u8,
            }
            const _: () = {
                use ::packr::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed(
                        "R",
                        &[rt::Name::Borrowed("x"), rt::Name::Borrowed("y")],
                    ),
                    b"\t\0\0\0\x1B\0\0\0\x01\0\0\0R\x02\0\0\0\x01\0\0\0x\x01\0\0\0y",
                );
                impl rt::WitType for R {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("R"),
                    );
                }
                impl rt::Lower for R {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
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
                impl rt::Lift for R {
                    const FORWARD: ::core::primitive::usize = rt::levels(
                        &[<u8 as rt::Lift>::FORWARD, <u8 as rt::Lift>::FORWARD],
                    );
                    const NODES: ::core::primitive::usize = rt::node_count(
                        &[<u8 as rt::Lift>::NODES, <u8 as rt::Lift>::NODES],
                    );
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        let f0 = f.part()?;
                        let f1 = f.part()?;
                        f.record(&SHAPE, &[f0.1, f1.1])?;
                        ::core::option::Option::Some(R { x: f0.0, y: f1.0 })
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(R {
                            x: r.field(f0, &SHAPE, 0)?,
                            y: r.field(f1, &SHAPE, 1)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0, f1] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(R {
                            x: rt::field_value(f0, &SHAPE, 0)?,
                            y: rt::field_value(f1, &SHAPE, 1)?,
                        })
                    }
                }
            };
            /// Docs of the flags.
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
            pub struct F(u8);
            ::packr::__private::bitflags::bitflags! {
                impl F : u8 { #[doc = " Docs of the flag."] const A = 1 << 0; #[doc =
                " The flag `b`."] const B = 1 << 1; }
            }
            impl ::core::fmt::Debug for F {
                fn fmt(
                    &self,
                    f: &mut ::core::fmt::Formatter<'_>,
                ) -> ::core::fmt::Result {
                    f.write_str("F(")?;
                    ::packr::__private::bitflags::parser::to_writer(self, &mut *f)?;
                    f.write_str(")")
                }
            }
            const _: () = {
                use ::packr::__private as rt;
                impl rt::WitType for F {
                    const TYPE: rt::ValueType = rt::ValueType::Flags;
                }
                impl rt::Lower for F {
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
                impl rt::Lift for F {
                    const PACKED: ::core::primitive::bool = true;
                    const LEAF: ::core::primitive::bool = true;
                    const FORWARD: ::core::primitive::usize = rt::levels(&[]);
                    const NODES: ::core::primitive::usize = rt::node_count(&[]);
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        f.flags(0x3).map(|bits| F::from_bits_retain(bits as u8))
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let bits = r.flags(node, 0x3)?;
                        ::core::result::Result::Ok(F::from_bits_retain(bits as u8))
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let bits = rt::flags_value(value, 0x3)?;
                        ::core::result::Result::Ok(F::from_bits_retain(bits as u8))
                    }
                }
            };
            /// Docs of the interface.
            ///
            /// Two paragraphs, with "quotes", back\slashes and */ ends.
            ///
            /// What a host implements for `demo:docs/host`; [`add_to_linker`] defines it in a linker.
            pub trait Host {
                #[cfg_attr(not(doctest), doc = " Docs of the function.")]
                #[cfg_attr(not(doctest), doc = "")]
                #[cfg_attr(not(doctest), doc = "     an indented block")]
                fn f1(&mut self, r: R);
            }
            impl<T: Host + ?::core::marker::Sized> Host for &mut T {
                fn f1(&mut self, r: R) {
                    <T as Host>::f1(&mut **self, r)
                }
            }
            /// Defines the functions of `demo:docs/host` in a linker.
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
                        interface: "demo:docs/host",
                        name: "f1",
                        params: &["r"],
                        tracing: false,
                    };
                    linker
                        .import(
                            &SIGNATURE,
                            move |
                                mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                                (a0, ()): (R, ())|
                            {
                                let mut host = host_getter(store.data_mut());
                                ::core::result::Result::Ok(Host::f1(&mut host, a0))
                            },
                        )?;
                }
                ::core::result::Result::Ok(())
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// Docs of the world.
///
/// A package of the world `docs`, instantiated: what it exports is called by methods.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Docs {
    instance: ::packr::Instance,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Docs {
    /// Defines everything that the world `docs` imports in a linker.
    pub fn add_to_linker<T, D>(
        linker: &mut ::packr::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), ::packr::Error>
    where
        T: 'static,
        D: ::packr::HasData,
        for<'a> D::Data<'a>: self::demo::docs::host::Host,
    {
        self::demo::docs::host::add_to_linker::<T, D>(linker, host_getter)?;
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
        static TYPES: [schema::TypeDef; 2usize] = [
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("r"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed(
                        "R",
                        &[rt::Name::Borrowed("x"), rt::Name::Borrowed("y")],
                    ),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::U8, schema::Type::U8],
                ),
            },
            schema::TypeDef::Flags {
                wit_name: rt::Name::Borrowed("f"),
                labels: rt::alloc::borrow::Cow::Borrowed(
                    &[rt::Name::Borrowed("a"), rt::Name::Borrowed("b")],
                ),
            },
        ];
        static IMPORTS: [schema::Interface; 1usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("demo:docs/host"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("f1"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("r"), schema::Type::Def(0))],
                            ),
                            result: ::core::option::Option::None,
                        },
                    ],
                ),
            },
        ];
        static EXPORTS: [schema::Interface; 0usize] = [];
        static WORLD: schema::World = schema::World {
            name: rt::Name::Borrowed("docs"),
            types: rt::alloc::borrow::Cow::Borrowed(&TYPES),
            imports: rt::alloc::borrow::Cow::Borrowed(&IMPORTS),
            exports: rt::alloc::borrow::Cow::Borrowed(&EXPORTS),
        };
        &WORLD
    }
}
