//! Conversions of types to and from bytes and `Value`. The work is done in packr-core; what stands here
//! only walks over the parts of a type.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::rt::{self, Conversions, Forward};
use super::rust_type::Place;
use crate::model::{Case, Field, Label};
use crate::names;

pub(super) fn record(
    place: &Place<'_>,
    name: &Ident,
    wit: &str,
    types: Option<Vec<TokenStream>>,
    fields: &[Field],
    idents: &[Ident],
) -> TokenStream {
    let wire = names::camel(wit);
    let wire_fields: Vec<String> = fields
        .iter()
        .map(|field| names::snake(&field.name))
        .collect();
    let index: Vec<_> = (0..fields.len()).map(Literal::usize_unsuffixed).collect();
    let part: Vec<_> = (0..fields.len()).map(|i| format_ident!("f{i}")).collect();
    let conversions = Conversions {
        singles: None,
        packed: None,
        leaf: false,
        forward: types.map(|parts| Forward {
            parts,
            read: quote! {
                #(let #part = f.part()?;)*
                f.record(&SHAPE, &[#(#part.1),*])?;
                ::core::option::Option::Some(#name { #(#idents: #part.0),* })
            },
        }),
        lower: quote! {
            let children = [#(w.field(&self.#idents, &SHAPE, #index)?),*];
            w.record(&SHAPE, &children)
        },
        to_value: quote! {
            rt::Value::Record(rt::Record::fixed(&SHAPE, [#(rt::Lower::to_value(&self.#idents)),*]))
        },
        lift: quote! {
            let [#(#part),*] = r.record(node, &SHAPE)?;
            ::core::result::Result::Ok(#name { #(#idents: r.field(#part, &SHAPE, #index)?),* })
        },
        from_value: quote! {
            let [#(#part),*] = rt::record_values(value, &SHAPE)?;
            ::core::result::Result::Ok(#name { #(#idents: rt::field_value(#part, &SHAPE, #index)?),* })
        },
    };
    let shape = rt::shape(&wire, &wire_fields);
    let tag = rt::wit_type(name, rt::named_tag("Record", &wire));
    let impls = conversions.impls(name);
    place.rt.block(quote!(#shape #tag #impls))
}

pub(super) fn variant(
    place: &Place<'_>,
    name: &Ident,
    wit: &str,
    cases: &[Case],
    idents: &[Ident],
) -> TokenStream {
    let (mut lower, mut to_value, mut lift, mut from_value) = (vec![], vec![], vec![], vec![]);
    for (tag, (case, ident)) in cases.iter().zip(idents).enumerate() {
        let index = Literal::usize_unsuffixed(tag);
        let pattern = match tag + 1 == cases.len() {
            true => quote!(_),
            false => quote!(#index),
        };
        let case_ref = quote!(&CASES[#index]);
        if case.ty.is_some() {
            lower.push(quote!(#name::#ident(payload) => rt::lower_case(w, payload, #case_ref),));
            to_value.push(quote!(#name::#ident(payload) => rt::case_value(payload, #case_ref)));
            lift.push(quote!(#pattern => #name::#ident(r.payload(payload, #case_ref)?)));
            from_value
                .push(quote!(#pattern => #name::#ident(rt::payload_value(payload, #case_ref)?)));
        } else {
            lower
                .push(quote!(#name::#ident => w.variant(#case_ref, ::core::option::Option::None),));
            to_value.push(quote!(#name::#ident => rt::bare_value(#case_ref)));
            lift.push(quote! {
                #pattern => {
                    r.no_payload(payload, #case_ref)?;
                    #name::#ident
                }
            });
            from_value.push(quote! {
                #pattern => {
                    rt::no_payload_value(payload, #case_ref)?;
                    #name::#ident
                }
            });
        }
    }
    let conversions = Conversions {
        singles: None,
        packed: None,
        leaf: false,
        forward: None,
        lower: quote!(match self { #(#lower)* }),
        to_value: quote!(match self { #(#to_value,)* }),
        lift: quote! {
            let (tag, payload) = r.variant(node, &CASES)?;
            ::core::result::Result::Ok(match tag { #(#lift,)* })
        },
        from_value: quote! {
            let (tag, payload) = rt::variant_parts(value, &CASES)?;
            ::core::result::Result::Ok(match tag { #(#from_value,)* })
        },
    };
    let tag = rt::wit_type(name, rt::named_tag("Variant", &names::camel(wit)));
    let cases = case_table(
        wit,
        cases.iter().map(|case| (&case.name, case.ty.is_some())),
    );
    let impls = conversions.impls(name);
    place.rt.block(quote!(#cases #tag #impls))
}

pub(super) fn enumeration(
    place: &Place<'_>,
    name: &Ident,
    wit: &str,
    labels: &[Label],
    idents: &[Ident],
) -> TokenStream {
    let count = labels.len();
    let position = quote!(&CASES[*self as ::core::primitive::usize]);
    let conversions = Conversions {
        singles: None,
        packed: None,
        leaf: true,
        forward: Some(Forward {
            parts: vec![],
            read: quote!(f.enumeration(&CASES).map(|position| ALL[position])),
        }),
        lower: quote!(w.variant(#position, ::core::option::Option::None)),
        to_value: quote!(rt::bare_value(#position)),
        lift: quote!(::core::result::Result::Ok(
            ALL[r.enumeration(node, &CASES)?]
        )),
        from_value: quote!(::core::result::Result::Ok(
            ALL[rt::enum_tag(value, &CASES)?]
        )),
    };
    let tag = rt::wit_type(name, rt::named_tag("Variant", &names::camel(wit)));
    let cases = case_table(wit, labels.iter().map(|label| (&label.name, false)));
    let impls = conversions.impls(name);
    place.rt.block(quote! {
        #cases
        static ALL: [#name; #count] = [#(#name::#idents),*];
        #tag
        #impls
    })
}

pub(super) fn flags(
    place: &Place<'_>,
    name: &Ident,
    flags: usize,
    bits: &TokenStream,
) -> TokenStream {
    let mask = match flags {
        64.. => u64::MAX,
        _ => (1 << flags) - 1,
    };
    let mask: Literal = format!("{mask:#x}").parse().expect("a number is a literal");
    let all = quote!(::core::convert::From::from(self.bits()));
    let from_bits = quote!(#name::from_bits_retain(bits as #bits));
    let conversions = Conversions {
        singles: None,
        packed: Some(quote!(true)),
        leaf: true,
        forward: Some(Forward {
            parts: vec![],
            read: quote!(f.flags(#mask).map(|bits| #from_bits)),
        }),
        lower: quote!(w.flags(#all)),
        to_value: quote!(rt::Value::Flags(#all)),
        lift: quote! {
            let bits = r.flags(node, #mask)?;
            ::core::result::Result::Ok(#from_bits)
        },
        from_value: quote! {
            let bits = rt::flags_value(value, #mask)?;
            ::core::result::Result::Ok(#from_bits)
        },
    };
    let tag = rt::wit_type(name, quote!(rt::ValueType::Flags));
    let impls = conversions.impls(name);
    place.rt.block(quote!(#tag #impls))
}

pub(super) fn newtype(
    place: &Place<'_>,
    name: &Ident,
    wit: &str,
    inner: &TokenStream,
) -> TokenStream {
    let conversions = Conversions {
        singles: Some(quote!(<#inner as rt::Lift>::SINGLES)),
        packed: None,
        leaf: false,
        forward: None,
        lower: quote!(rt::Lower::lower(&self.0, w)),
        to_value: quote!(rt::Lower::to_value(&self.0)),
        lift: quote!(::core::result::Result::Ok(#name(rt::Lift::lift(r, node)?))),
        from_value: quote!(::core::result::Result::Ok(#name(rt::Lift::from_value(value)?))),
    };
    let tag = rt::wit_type(name, rt::named_tag("Record", &names::camel(wit)));
    let impls = conversions.impls(name);
    place.rt.block(quote!(#tag #impls))
}

fn case_table<'a>(wit: &str, cases: impl Iterator<Item = (&'a String, bool)>) -> TokenStream {
    let wire: Vec<_> = cases
        .map(|(case, holds)| (names::camel(case), holds))
        .collect();
    rt::cases(&names::camel(wit), &wire)
}
