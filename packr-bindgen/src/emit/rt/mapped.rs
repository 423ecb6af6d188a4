//! What makes a type of the user a value of the WIT.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::{Conversions, Rt, wit_type};

/// That a type has packr's conversions. Whoever reads that it has not, reads it at `span`.
pub(in super::super) fn used(rt: &Rt, name: &Ident, span: Span) -> TokenStream {
    let check = quote_spanned!(span=> rt::assert_used::<#name>(););
    rt.block(quote!(const _: () = #check))
}

/// The conversions of a type by way of `wire`, which is generated.
pub(in super::super) fn converted(
    rt: &Rt,
    name: &Ident,
    wire: &TokenStream,
    span: Span,
) -> TokenStream {
    let check = quote_spanned!(span=> rt::assert_mapped::<#name>());
    let from_wire = quote_spanned!(span=> <#name as rt::FromWire<#wire>>::from_wire);
    let to_wire = quote_spanned!(span=> <#name as rt::ToWire<#wire>>::to_wire);
    let tag = quote!(<#wire as rt::WitType>::TYPE);
    let conversions = Conversions {
        singles: Some(quote!(<#wire as rt::Lift>::SINGLES)),
        packed: Some(quote!(<#wire as rt::Lift>::PACKED)),
        leaf: false,
        forward: None,
        lower: quote!(rt::Lower::lower(&#to_wire(self), w)),
        to_value: quote!(rt::Lower::to_value(&#to_wire(self))),
        lift: quote!(#from_wire(rt::Lift::lift(r, node)?)),
        from_value: quote!(#from_wire(rt::Lift::from_value(value)?)),
    };
    let (tag, impls) = (wit_type(name, tag), conversions.impls(name));
    rt.block(quote!(const _: () = #check; #tag #impls))
}
