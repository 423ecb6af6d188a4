#[allow(unused_imports)]
use other::guest as __packr_of_elsewhere;
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// What the world exports.
pub mod exports {
    /// The interface `answers`.
    pub mod answers {
        /// The WIT record `answer`.
        #[derive(
            ::core::fmt::Debug,
            ::core::clone::Clone,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::hash::Hash,
            ::core::cmp::PartialOrd,
            ::core::cmp::Ord,
            Extra
        )]
        pub struct Answer {
            /// The field `text`.
            pub text: super::super::__packr_of_elsewhere::__private::alloc::string::String,
            /// The field `next`.
            pub next: ::core::option::Option<
                super::super::__packr_of_elsewhere::__private::alloc::boxed::Box<Answer>,
            >,
        }
        const _: () = {
            use super::super::__packr_of_elsewhere::__private as rt;
            static SHAPE: rt::RecordShape = rt::RecordShape::fixed(
                "Answer",
                &[rt::Name::Borrowed("text"), rt::Name::Borrowed("next")],
            );
            impl rt::WitType for Answer {
                const TYPE: rt::ValueType = rt::ValueType::Record(
                    rt::Name::Borrowed("Answer"),
                );
            }
            impl rt::Lower for Answer {
                fn lower(
                    &self,
                    w: &mut rt::Writer<'_>,
                ) -> ::core::result::Result<::core::primitive::u32, rt::CodecError> {
                    let children = [
                        w.field(&self.text, &SHAPE, 0)?,
                        w.field(&self.next, &SHAPE, 1)?,
                    ];
                    w.record(&SHAPE, &children)
                }
                fn to_value(&self) -> rt::Value {
                    rt::Value::Record(
                        rt::Record::fixed(
                            &SHAPE,
                            [
                                rt::Lower::to_value(&self.text),
                                rt::Lower::to_value(&self.next),
                            ],
                        ),
                    )
                }
            }
            impl rt::Lift for Answer {
                fn lift(
                    r: &mut rt::Reader<'_>,
                    node: ::core::primitive::u32,
                ) -> ::core::result::Result<Self, rt::CodecError> {
                    let [f0, f1] = r.record(node, &SHAPE)?;
                    ::core::result::Result::Ok(Answer {
                        text: r.field(f0, &SHAPE, 0)?,
                        next: r.field(f1, &SHAPE, 1)?,
                    })
                }
                fn from_value(
                    value: rt::Value,
                ) -> ::core::result::Result<Self, rt::CodecError> {
                    let [f0, f1] = rt::record_values(value, &SHAPE)?;
                    ::core::result::Result::Ok(Answer {
                        text: rt::field_value(f0, &SHAPE, 0)?,
                        next: rt::field_value(f1, &SHAPE, 1)?,
                    })
                }
            }
        };
        /// What the guest provides for `answers`.
        pub trait Guest {
            /// The exported function `give`.
            fn give(a: Answer);
        }
    }
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
/// Calls the imported function `ask`.
pub fn ask(what: &str) -> bool {
    self::__packr_of_elsewhere::__private::import!("$root", "ask", ["what"], (what, ()))
}
#[doc(hidden)]
#[allow(unused_macros)]
macro_rules! __export_elsewhere_impl {
    ($ty:ident) => {
        self::export!($ty with_types_in self);
    };
    ($ty:ident with_types_in $($types:tt)*) => {
        const _ : () = { $($types)*
        ::__packr_of_elsewhere::__private::export!("answers#give", ["a"], | (a0, ()) | <
        $ty as $($types)* ::exports::answers::Guest > ::give(a0)); };
    };
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(hidden)]
pub(crate) use __export_elsewhere_impl as export;
