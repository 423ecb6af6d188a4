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
            static SHAPE: rt::FixedShape = rt::FixedShape::new(
                rt::RecordShape::fixed(
                    "Answer",
                    &[rt::Name::Borrowed("text"), rt::Name::Borrowed("next")],
                ),
                b"\t\0\0\0&\0\0\0\x06\0\0\0Answer\x02\0\0\0\x04\0\0\0text\x04\0\0\0next",
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
        /// What the guest implements for `answers`.
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
        $ty as $($types)* ::exports::answers::Guest > ::give(a0)); $($types)*
        ::__packr_of_elsewhere::__private::metadata!(b"CGRF\x02\0\0\0,\0\0\0+\0\0\0\x06\0\0\0\x04\0\0\0\0\0\0\0\x06\0\0\0\x07\0\0\0\x03\0\0\0ask\x06\0\0\0\x08\0\0\0\x04\0\0\0what\x08\0\0\0\x1F\0\0\0\t\0\0\0type-desc\x06\0\0\0string\x0C\0\0\0\0\0\0\0\t\0\0\0)\0\0\0\t\0\0\0param-sig\x02\0\0\0\x04\0\0\0name\x04\0\0\0type\x02\0\0\0\x03\0\0\0\x07\0\0\0\r\0\0\0\t\0\0\0\0\x01\0\0\0\x04\0\0\0\x08\0\0\0\x1D\0\0\0\t\0\0\0type-desc\x04\0\0\0bool\0\0\0\0\0\0\0\0\x07\0\0\0\r\0\0\0\x08\0\0\0\0\x01\0\0\0\x06\0\0\0\t\0\0\0N\0\0\0\x0C\0\0\0function-sig\x04\0\0\0\t\0\0\0interface\x04\0\0\0name\x06\0\0\0params\x07\0\0\0results\0\0\0\0\x01\0\0\0\x05\0\0\0\x07\0\0\0\x07\0\0\0\r\0\0\0\t\0\0\0\0\x01\0\0\0\x08\0\0\0\x06\0\0\0\x0B\0\0\0\x07\0\0\0answers\x06\0\0\0\x08\0\0\0\x04\0\0\0give\x06\0\0\0\x05\0\0\0\x01\0\0\0a\x06\0\0\0\x08\0\0\0\x04\0\0\0text\t\0\0\0*\0\0\0\n\0\0\0field-desc\x02\0\0\0\x04\0\0\0name\x04\0\0\0type\r\0\0\0\x03\0\0\0\x06\0\0\0\x08\0\0\0\x04\0\0\0next\x06\0\0\0\n\0\0\0\x06\0\0\0answer\t\0\0\0\x1C\0\0\0\x08\0\0\0type-ref\x01\0\0\0\x04\0\0\0name\x10\0\0\0\x08\0\0\0$\0\0\0\t\0\0\0type-desc\x07\0\0\0variant\x12\0\0\0\x01\0\0\0\x11\0\0\0\x08\0\0\0#\0\0\0\t\0\0\0type-desc\x06\0\0\0option\x0F\0\0\0\x01\0\0\0\x12\0\0\0\t\0\0\0*\0\0\0\n\0\0\0field-desc\x02\0\0\0\x04\0\0\0name\x04\0\0\0type\x0F\0\0\0\x13\0\0\0\x07\0\0\0\x11\0\0\0\t\0\0\0\0\x02\0\0\0\x0E\0\0\0\x14\0\0\0\t\0\0\0-\0\0\0\x0B\0\0\0record-desc\x02\0\0\0\x04\0\0\0name\x06\0\0\0fields\x10\0\0\0\x15\0\0\0\x08\0\0\0#\0\0\0\t\0\0\0type-desc\x06\0\0\0record\x11\0\0\0\x01\0\0\0\x16\0\0\0\t\0\0\0)\0\0\0\t\0\0\0param-sig\x02\0\0\0\x04\0\0\0name\x04\0\0\0type\x0C\0\0\0\x17\0\0\0\x07\0\0\0\r\0\0\0\t\0\0\0\0\x01\0\0\0\x18\0\0\0\x07\0\0\0\t\0\0\0\x08\0\0\0\0\0\0\0\0\t\0\0\0N\0\0\0\x0C\0\0\0function-sig\x04\0\0\0\t\0\0\0interface\x04\0\0\0name\x06\0\0\0params\x07\0\0\0results\n\0\0\0\x0B\0\0\0\x19\0\0\0\x1A\0\0\0\x07\0\0\0\r\0\0\0\t\0\0\0\0\x01\0\0\0\x1B\0\0\0\x0F\0\0\0\x08\0\0\0\x8E\xB8I\x17H[\xF2~\x0F\0\0\0\x08\0\0\0\x8E\x06\xCA\xF4\x9AL(4\x0F\0\0\0\x08\0\0\0l\xA2\x02\xEE2\xBEX\xC6\x0F\0\0\0\x08\0\0\0\x02\xA8\xBF$,D[2\x0B\0\0\0\x14\0\0\0\x04\0\0\0\x1D\0\0\0\x1E\0\0\0\x1F\0\0\0 \0\0\0\t\0\0\0.\0\0\0\x0E\0\0\0interface-hash\x02\0\0\0\x04\0\0\0name\x04\0\0\0hash\0\0\0\0!\0\0\0\x07\0\0\0\r\0\0\0\t\0\0\0\0\x01\0\0\0\"\0\0\0\x0F\0\0\0\x08\0\0\0\xD8+\xD84\xC1\x80b\xBA\x0F\0\0\0\x08\0\0\0C\xA8\xF4\x1C\xA5|~R\x0F\0\0\0\x08\0\0\0\xB6d^o\xE1T0\xEE\x0F\0\0\0\x08\0\0\0\x11\"l\x8A\x94G\xA4\xF4\x0B\0\0\0\x14\0\0\0\x04\0\0\0$\0\0\0%\0\0\0&\0\0\0'\0\0\0\t\0\0\0.\0\0\0\x0E\0\0\0interface-hash\x02\0\0\0\x04\0\0\0name\x04\0\0\0hash\n\0\0\0(\0\0\0\x07\0\0\0\r\0\0\0\t\0\0\0\0\x01\0\0\0)\0\0\0\t\0\0\0`\0\0\0\x10\0\0\0package-metadata\x04\0\0\0\x07\0\0\0imports\x07\0\0\0exports\r\0\0\0import-hashes\r\0\0\0export-hashes\t\0\0\0\x1C\0\0\0#\0\0\0*\0\0\0");
        };
    };
}
#[allow(clippy::all, dead_code, non_camel_case_types, rustdoc::all, unused_imports)]
#[doc(hidden)]
pub(crate) use __export_elsewhere_impl as export;
