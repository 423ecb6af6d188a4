#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `demo`.
pub mod demo {
    /// The package `demo:sharing`: types, and what the world imports of it.
    pub mod sharing {
        /// Imported and exported: its types are one set.
        pub mod both {
            /// The WIT record `point`.
            #[derive(
                ::core::fmt::Debug,
                ::core::clone::Clone,
                ::core::marker::Copy,
                ::core::cmp::PartialEq,
                ::core::cmp::PartialOrd,
            )]
            pub struct Point {
                /// The field `x`.
                pub x: f64,
                /// The field `y`.
                pub y: f64,
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
                impl rt::Lift for Point {
                    const FORWARD: ::core::primitive::usize = rt::levels(
                        &[<f64 as rt::Lift>::FORWARD, <f64 as rt::Lift>::FORWARD],
                    );
                    const NODES: ::core::primitive::usize = rt::node_count(
                        &[<f64 as rt::Lift>::NODES, <f64 as rt::Lift>::NODES],
                    );
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
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
            /// Imported and exported: its types are one set.
            ///
            /// What a host implements for `demo:sharing/both`; [`add_to_linker`] defines it in a linker.
            pub trait Host {
                /// The imported function `mirror`.
                fn mirror(&mut self, p: Point) -> Point;
            }
            impl<T: Host + ?::core::marker::Sized> Host for &mut T {
                fn mirror(&mut self, p: Point) -> Point {
                    <T as Host>::mirror(&mut **self, p)
                }
            }
            /// Defines the functions of `demo:sharing/both` in a linker.
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
                        interface: "demo:sharing/both",
                        name: "mirror",
                        params: &["p"],
                        tracing: false,
                    };
                    linker
                        .import(
                            &SIGNATURE,
                            move |
                                mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                                (a0, ()): (Point, ())|
                            {
                                let mut host = host_getter(store.data_mut());
                                ::core::result::Result::Ok(Host::mirror(&mut host, a0))
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
        /// What the world exports of the package `demo:sharing`.
        pub mod sharing {
            /// Imported and exported: its types are one set.
            pub mod both {
                #[doc(inline)]
                pub use super::super::super::super::demo::sharing::both::Point;
                /// Imported and exported: its types are one set.
                ///
                /// The functions of `demo:sharing/both` in a package.
                #[derive(::core::clone::Clone, ::core::fmt::Debug)]
                pub struct Guest {
                    func_mirror: ::packr::__private::Export,
                }
                impl Guest {
                    pub(in super::super::super::super) fn new(
                        instance: &::packr::Instance,
                    ) -> ::core::result::Result<Self, ::packr::Error> {
                        let _ = instance;
                        ::core::result::Result::Ok(Guest {
                            func_mirror: {
                                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                                    interface: "demo:sharing/both",
                                    name: "mirror",
                                    params: &["p"],
                                    tracing: false,
                                };
                                instance.export(&SIGNATURE)?
                            },
                        })
                    }
                    /// Calls the exported function `mirror`.
                    pub fn call_mirror<S: ::packr::wasmtime::AsContextMut>(
                        &self,
                        store: S,
                        p: super::super::super::super::demo::sharing::both::Point,
                    ) -> ::core::result::Result<
                        super::super::super::super::demo::sharing::both::Point,
                        ::packr::Error,
                    > {
                        self.func_mirror.call(store, (p, ()))
                    }
                }
            }
            /// Exported only: its types live among the exports.
            pub mod exported {
                #[doc(inline)]
                pub use super::super::super::super::demo::sharing::both::Point as Spot;
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
                /// Exported only: its types live among the exports.
                ///
                /// The functions of `demo:sharing/exported` in a package.
                #[derive(::core::clone::Clone, ::core::fmt::Debug)]
                pub struct Guest {
                    func_level_at: ::packr::__private::Export,
                }
                impl Guest {
                    pub(in super::super::super::super) fn new(
                        instance: &::packr::Instance,
                    ) -> ::core::result::Result<Self, ::packr::Error> {
                        let _ = instance;
                        ::core::result::Result::Ok(Guest {
                            func_level_at: {
                                static SIGNATURE: ::packr::__private::Signature = ::packr::__private::Signature {
                                    interface: "demo:sharing/exported",
                                    name: "level-at",
                                    params: &["p"],
                                    tracing: false,
                                };
                                instance.export(&SIGNATURE)?
                            },
                        })
                    }
                    /// Calls the exported function `level-at`.
                    pub fn call_level_at<S: ::packr::wasmtime::AsContextMut>(
                        &self,
                        store: S,
                        p: Spot,
                    ) -> ::core::result::Result<Level, ::packr::Error> {
                        self.func_level_at.call(store, (p, ()))
                    }
                }
            }
            /// Types only: nothing to implement.
            pub mod types {
                #[doc(inline)]
                pub use super::super::super::super::exports::demo::sharing::exported::Level;
                /// The WIT type `levels`.
                pub type Levels = ::packr::__private::alloc::vec::Vec<Level>;
                /// Types only: nothing to implement.
                ///
                /// The functions of `demo:sharing/types` in a package.
                #[derive(::core::clone::Clone, ::core::fmt::Debug)]
                pub struct Guest {}
                impl Guest {
                    pub(in super::super::super::super) fn new(
                        instance: &::packr::Instance,
                    ) -> ::core::result::Result<Self, ::packr::Error> {
                        let _ = instance;
                        ::core::result::Result::Ok(Guest {})
                    }
                }
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// The namespace `dep`.
pub mod dep {
    /// The package `dep:dep1_0_0`: types, and what the world imports of it.
    pub mod dep1_0_0 {
        /// The interface `dep:dep/old@1.0.0`.
        pub mod old {
            /// The WIT record `thing`.
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
            pub struct Thing {
                /// The field `x`.
                pub x: u8,
            }
            const _: () = {
                use ::packr::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed("Thing", &[rt::Name::Borrowed("x")]),
                    b"\t\0\0\0\x16\0\0\0\x05\0\0\0Thing\x01\0\0\0\x01\0\0\0x",
                );
                impl rt::WitType for Thing {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("Thing"),
                    );
                }
                impl rt::Lower for Thing {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        let children = [w.field(&self.x, &SHAPE, 0)?];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(&SHAPE, [rt::Lower::to_value(&self.x)]),
                        )
                    }
                }
                impl rt::Lift for Thing {
                    const FORWARD: ::core::primitive::usize = rt::levels(
                        &[<u8 as rt::Lift>::FORWARD],
                    );
                    const NODES: ::core::primitive::usize = rt::node_count(
                        &[<u8 as rt::Lift>::NODES],
                    );
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        let f0 = f.part()?;
                        f.record(&SHAPE, &[f0.1])?;
                        ::core::option::Option::Some(Thing { x: f0.0 })
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(Thing {
                            x: r.field(f0, &SHAPE, 0)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(Thing {
                            x: rt::field_value(f0, &SHAPE, 0)?,
                        })
                    }
                }
            };
            /// What a host implements for `dep:dep/old@1.0.0`; [`add_to_linker`] defines it in a linker.
            pub trait Host {
                /// The imported function `f`.
                fn f(&mut self, t: Thing);
            }
            impl<T: Host + ?::core::marker::Sized> Host for &mut T {
                fn f(&mut self, t: Thing) {
                    <T as Host>::f(&mut **self, t)
                }
            }
            /// Defines the functions of `dep:dep/old@1.0.0` in a linker.
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
                        interface: "dep:dep/old@1.0.0",
                        name: "f",
                        params: &["t"],
                        tracing: false,
                    };
                    linker
                        .import(
                            &SIGNATURE,
                            move |
                                mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                                (a0, ()): (Thing, ())|
                            {
                                let mut host = host_getter(store.data_mut());
                                ::core::result::Result::Ok(Host::f(&mut host, a0))
                            },
                        )?;
                }
                ::core::result::Result::Ok(())
            }
        }
    }
    /// The package `dep:dep2_0_0`: types, and what the world imports of it.
    pub mod dep2_0_0 {
        /// The interface `dep:dep/new@2.0.0`.
        pub mod new {
            /// The WIT record `thing`.
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
            pub struct Thing {
                /// The field `x`.
                pub x: u16,
            }
            const _: () = {
                use ::packr::__private as rt;
                static SHAPE: rt::FixedShape = rt::FixedShape::new(
                    rt::RecordShape::fixed("Thing", &[rt::Name::Borrowed("x")]),
                    b"\t\0\0\0\x16\0\0\0\x05\0\0\0Thing\x01\0\0\0\x01\0\0\0x",
                );
                impl rt::WitType for Thing {
                    const TYPE: rt::ValueType = rt::ValueType::Record(
                        rt::Name::Borrowed("Thing"),
                    );
                }
                impl rt::Lower for Thing {
                    fn lower(
                        &self,
                        w: &mut rt::Writer<'_>,
                    ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                        let children = [w.field(&self.x, &SHAPE, 0)?];
                        w.record(&SHAPE, &children)
                    }
                    fn to_value(&self) -> rt::Value {
                        rt::Value::Record(
                            rt::Record::fixed(&SHAPE, [rt::Lower::to_value(&self.x)]),
                        )
                    }
                }
                impl rt::Lift for Thing {
                    const FORWARD: ::core::primitive::usize = rt::levels(
                        &[<u16 as rt::Lift>::FORWARD],
                    );
                    const NODES: ::core::primitive::usize = rt::node_count(
                        &[<u16 as rt::Lift>::NODES],
                    );
                    fn forward(f: &mut rt::Forward<'_>) -> ::core::option::Option<Self> {
                        let f0 = f.part()?;
                        f.record(&SHAPE, &[f0.1])?;
                        ::core::option::Option::Some(Thing { x: f0.0 })
                    }
                    fn lift(
                        r: &mut rt::Reader<'_>,
                        node: ::core::primitive::u32,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0] = r.record(node, &SHAPE)?;
                        ::core::result::Result::Ok(Thing {
                            x: r.field(f0, &SHAPE, 0)?,
                        })
                    }
                    fn from_value(
                        value: rt::Value,
                    ) -> ::core::result::Result<Self, rt::CodecError> {
                        let [f0] = rt::record_values(value, &SHAPE)?;
                        ::core::result::Result::Ok(Thing {
                            x: rt::field_value(f0, &SHAPE, 0)?,
                        })
                    }
                }
            };
            /// What a host implements for `dep:dep/new@2.0.0`; [`add_to_linker`] defines it in a linker.
            pub trait Host {
                /// The imported function `f`.
                fn f(&mut self, t: Thing);
            }
            impl<T: Host + ?::core::marker::Sized> Host for &mut T {
                fn f(&mut self, t: Thing) {
                    <T as Host>::f(&mut **self, t)
                }
            }
            /// Defines the functions of `dep:dep/new@2.0.0` in a linker.
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
                        interface: "dep:dep/new@2.0.0",
                        name: "f",
                        params: &["t"],
                        tracing: false,
                    };
                    linker
                        .import(
                            &SIGNATURE,
                            move |
                                mut store: ::packr::wasmtime::StoreContextMut<'_, T>,
                                (a0, ()): (Thing, ())|
                            {
                                let mut host = host_getter(store.data_mut());
                                ::core::result::Result::Ok(Host::f(&mut host, a0))
                            },
                        )?;
                }
                ::core::result::Result::Ok(())
            }
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// A world that shares types.
///
/// A package of the world `sharing`, instantiated: what it exports is called by methods.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
pub struct Sharing {
    instance: ::packr::Instance,
    interface0: self::exports::demo::sharing::both::Guest,
    interface1: self::exports::demo::sharing::exported::Guest,
    interface2: self::exports::demo::sharing::types::Guest,
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
impl Sharing {
    /// Defines everything that the world `sharing` imports in a linker.
    pub fn add_to_linker<T, D>(
        linker: &mut ::packr::Linker<T>,
        host_getter: fn(&mut T) -> D::Data<'_>,
    ) -> ::core::result::Result<(), ::packr::Error>
    where
        T: 'static,
        D: ::packr::HasData,
        for<'a> D::Data<
            'a,
        >: self::demo::sharing::both::Host + self::dep::dep1_0_0::old::Host
            + self::dep::dep2_0_0::new::Host,
    {
        self::demo::sharing::both::add_to_linker::<T, D>(linker, host_getter)?;
        self::dep::dep1_0_0::old::add_to_linker::<T, D>(linker, host_getter)?;
        self::dep::dep2_0_0::new::add_to_linker::<T, D>(linker, host_getter)?;
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
            interface0: self::exports::demo::sharing::both::Guest::new(instance)?,
            interface1: self::exports::demo::sharing::exported::Guest::new(instance)?,
            interface2: self::exports::demo::sharing::types::Guest::new(instance)?,
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
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("point"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed(
                        "Point",
                        &[rt::Name::Borrowed("x"), rt::Name::Borrowed("y")],
                    ),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(
                    &[schema::Type::F64, schema::Type::F64],
                ),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("thing"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed("Thing", &[rt::Name::Borrowed("x")]),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(&[schema::Type::U8]),
            },
            schema::TypeDef::Record {
                wit_name: rt::Name::Borrowed("thing"),
                shape: rt::Shared::Static(
                    &rt::RecordShape::fixed("Thing", &[rt::Name::Borrowed("x")]),
                ),
                fields: rt::alloc::borrow::Cow::Borrowed(&[schema::Type::U16]),
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
        ];
        static IMPORTS: [schema::Interface; 3usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("demo:sharing/both"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("mirror"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("p"), schema::Type::Def(0))],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(0)),
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("dep:dep/old@1.0.0"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("f"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("t"), schema::Type::Def(1))],
                            ),
                            result: ::core::option::Option::None,
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("dep:dep/new@2.0.0"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("f"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("t"), schema::Type::Def(2))],
                            ),
                            result: ::core::option::Option::None,
                        },
                    ],
                ),
            },
        ];
        static EXPORTS: [schema::Interface; 3usize] = [
            schema::Interface {
                id: rt::Name::Borrowed("demo:sharing/both"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("mirror"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("p"), schema::Type::Def(0))],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(0)),
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("demo:sharing/exported"),
                functions: rt::alloc::borrow::Cow::Borrowed(
                    &[
                        schema::Function {
                            name: rt::Name::Borrowed("level-at"),
                            params: rt::alloc::borrow::Cow::Borrowed(
                                &[(rt::Name::Borrowed("p"), schema::Type::Def(0))],
                            ),
                            result: ::core::option::Option::Some(schema::Type::Def(3)),
                        },
                    ],
                ),
            },
            schema::Interface {
                id: rt::Name::Borrowed("demo:sharing/types"),
                functions: rt::alloc::borrow::Cow::Borrowed(&[]),
            },
        ];
        static WORLD: schema::World = schema::World {
            name: rt::Name::Borrowed("sharing"),
            types: rt::alloc::borrow::Cow::Borrowed(&TYPES),
            imports: rt::alloc::borrow::Cow::Borrowed(&IMPORTS),
            exports: rt::alloc::borrow::Cow::Borrowed(&EXPORTS),
        };
        &WORLD
    }
    /// The exported interface `demo:sharing/both`.
    pub fn demo_sharing_both(&self) -> &self::exports::demo::sharing::both::Guest {
        &self.interface0
    }
    /// The exported interface `demo:sharing/exported`.
    pub fn demo_sharing_exported(
        &self,
    ) -> &self::exports::demo::sharing::exported::Guest {
        &self.interface1
    }
    /// The exported interface `demo:sharing/types`.
    pub fn demo_sharing_types(&self) -> &self::exports::demo::sharing::types::Guest {
        &self.interface2
    }
}
