//! Every path and call of packr's runtime that generated code contains.

pub(super) mod mapped;
pub(super) mod schema;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use packr_core::codec::{case_head, record_head};
use packr_core::{Case, Name, RecordShape};

use crate::model::Function;

/// The paths as one module of the generated code sees them.
pub(super) struct Rt {
    packr: TokenStream,
}

impl Rt {
    /// `packr` is the path of the crate.
    pub(super) fn new(packr: TokenStream) -> Self {
        Rt { packr }
    }

    fn private(&self) -> TokenStream {
        let packr = &self.packr;
        quote!(#packr::__private)
    }

    pub(super) fn bitflags(&self) -> TokenStream {
        let private = self.private();
        quote!(#private::bitflags::bitflags)
    }

    // Types of the library and of the allocator.

    pub(super) fn string(&self) -> TokenStream {
        let private = self.private();
        quote!(#private::alloc::string::String)
    }

    pub(super) fn vec(&self, elem: TokenStream) -> TokenStream {
        let private = self.private();
        quote!(#private::alloc::vec::Vec<#elem>)
    }

    pub(super) fn boxed(&self, inner: TokenStream) -> TokenStream {
        let private = self.private();
        quote!(#private::alloc::boxed::Box<#inner>)
    }

    pub(super) fn box_new(&self) -> TokenStream {
        let private = self.private();
        quote!(#private::alloc::boxed::Box::new)
    }

    pub(super) fn map(&self, key: TokenStream, value: TokenStream) -> TokenStream {
        let private = self.private();
        quote!(#private::alloc::collections::BTreeMap<#key, #value>)
    }

    // Types of the host side.

    pub(super) fn has_data(&self) -> TokenStream {
        let packr = &self.packr;
        quote!(#packr::HasData)
    }

    pub(super) fn linker(&self) -> TokenStream {
        let packr = &self.packr;
        quote!(#packr::Linker)
    }

    pub(super) fn package(&self) -> TokenStream {
        let packr = &self.packr;
        quote!(#packr::Package)
    }

    pub(super) fn instance(&self) -> TokenStream {
        let packr = &self.packr;
        quote!(#packr::Instance)
    }

    pub(super) fn export(&self) -> TokenStream {
        let private = self.private();
        quote!(#private::Export)
    }

    pub(super) fn world(&self) -> TokenStream {
        let packr = &self.packr;
        quote!(#packr::schema::World)
    }

    /// A static, shared.
    pub(super) fn fixed(&self, reference: TokenStream) -> TokenStream {
        let private = self.private();
        quote!(#private::Shared::fixed(#reference))
    }

    pub(super) fn as_context_mut(&self) -> TokenStream {
        let packr = &self.packr;
        quote!(#packr::wasmtime::AsContextMut)
    }

    pub(super) fn store_context(&self) -> TokenStream {
        let packr = &self.packr;
        quote!(#packr::wasmtime::StoreContextMut)
    }

    /// What a method of a `Host` trait returns where its error may trap the guest.
    pub(super) fn trappable(&self, ok: TokenStream) -> TokenStream {
        let packr = &self.packr;
        quote!(#packr::wasmtime::Result<#ok>)
    }

    /// A future in a box, as the linker takes it.
    pub(super) fn pinned(&self, body: &TokenStream) -> TokenStream {
        let private = self.private();
        quote!(#private::alloc::boxed::Box::pin(async move { #body }))
    }

    /// What an operation of the runtime returns.
    pub(super) fn fallible(&self, ok: TokenStream) -> TokenStream {
        let packr = &self.packr;
        quote!(::core::result::Result<#ok, #packr::Error>)
    }

    /// A static that says which function is meant.
    pub(super) fn signature<'a>(
        &self,
        interface: &str,
        name: &str,
        params: impl Iterator<Item = &'a str>,
        tracing: bool,
    ) -> TokenStream {
        let private = self.private();
        quote! {
            static SIGNATURE: #private::Signature = #private::Signature {
                interface: #interface,
                name: #name,
                params: &[#(#params),*],
                tracing: #tracing,
            };
        }
    }

    /// The error of a host function that the host does not implement.
    pub(super) fn no_host_function(&self) -> TokenStream {
        let packr = &self.packr;
        quote!(#packr::wasmtime::Error::new(#packr::NoHostFunction))
    }

    // Macros of the guest side.

    /// The body of an imported function. `args` are nested pairs.
    pub(super) fn import(
        &self,
        module: &str,
        function: &Function,
        args: TokenStream,
    ) -> TokenStream {
        let private = self.private();
        let (name, params) = (&function.name, parameters(function));
        quote!(#private::import!(#module, #name, [#(#params),*], #args))
    }

    /// The exported function of that name, which calls `target`.
    pub(super) fn export_as(
        &self,
        name: &str,
        function: &Function,
        target: TokenStream,
    ) -> TokenStream {
        let private = self.private();
        let params = parameters(function);
        // Positional, so that no name of the WIT meets a name of the macro.
        let args: Vec<_> = (0..params.len()).map(|i| format_ident!("a{i}")).collect();
        let pattern = arguments(args.iter().map(|arg| quote!(#arg)));
        quote!(#private::export!(#name, [#(#params),*], |#pattern| #target(#(#args),*));)
    }

    /// The export that says where the metadata is.
    pub(super) fn metadata(&self, metadata: &[u8]) -> TokenStream {
        let private = self.private();
        let bytes = Literal::byte_string(metadata);
        quote!(#private::metadata!(#bytes);)
    }

    /// A block of impls in which the hidden module is called `rt`.
    pub(super) fn block(&self, items: TokenStream) -> TokenStream {
        let private = self.private();
        quote! {
            const _: () = {
                use #private as rt;
                #items
            };
        }
    }

    /// `Debug` for flags: their names.
    pub(super) fn flags_debug(&self, name: &Ident) -> TokenStream {
        let private = self.private();
        let (open, close) = (format!("{}(", name.unraw()), ")");
        quote! {
            impl ::core::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.write_str(#open)?;
                    #private::bitflags::parser::to_writer(self, &mut *f)?;
                    f.write_str(#close)
                }
            }
        }
    }

    /// `Debug` and `PartialEq` by way of `Value`, for a type with a part that has none of its own.
    pub(super) fn through_value(&self, name: &Ident) -> TokenStream {
        let private = self.private();
        quote! {
            impl ::core::fmt::Debug for #name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    ::core::fmt::Display::fmt(&#private::Lower::to_value(self), f)
                }
            }
            impl ::core::cmp::PartialEq for #name {
                fn eq(&self, other: &Self) -> bool {
                    #private::Lower::to_value(self) == #private::Lower::to_value(other)
                }
            }
        }
    }
}

fn parameters(function: &Function) -> Vec<&str> {
    let params = function.params.iter();
    params.map(|(name, _)| name.as_str()).collect()
}

/// What a method that waits returns: a future of `result`.
pub(super) fn future(result: &TokenStream) -> TokenStream {
    quote!(impl ::core::future::Future<Output = #result> + ::core::marker::Send)
}

/// A future that is there at once.
pub(super) fn ready(value: &TokenStream) -> TokenStream {
    quote!(::core::future::ready(#value))
}

pub(super) fn send() -> TokenStream {
    quote!(::core::marker::Send)
}

/// What makes a type an error that `?` takes.
pub(super) fn error(name: &Ident) -> TokenStream {
    quote! {
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self, f)
            }
        }
        impl ::core::error::Error for #name {}
    }
}

/// Nested pairs that stand for any number of arguments: `(a, (b, ()))`.
pub(super) fn arguments(parts: impl DoubleEndedIterator<Item = TokenStream>) -> TokenStream {
    parts.rfold(quote!(()), |rest, part| quote!((#part, #rest)))
}

/// A path inside core.
pub(super) fn option(inner: TokenStream) -> TokenStream {
    quote!(::core::option::Option<#inner>)
}

pub(super) fn result(ok: TokenStream, err: TokenStream) -> TokenStream {
    quote!(::core::result::Result<#ok, #err>)
}

pub(super) fn into(target: TokenStream) -> TokenStream {
    quote!(impl ::core::convert::Into<#target>)
}

pub(super) fn derives(names: &[&str]) -> Vec<TokenStream> {
    let path = |name: &&str| {
        let ident = format_ident!("{name}");
        match *name {
            "Debug" => quote!(::core::fmt::Debug),
            "Clone" => quote!(::core::clone::Clone),
            "Copy" => quote!(::core::marker::Copy),
            "Default" => quote!(::core::default::Default),
            "Hash" => quote!(::core::hash::Hash),
            _ => quote!(::core::cmp::#ident),
        }
    };
    names.iter().map(path).collect()
}

/// What makes a newtype as good as what it holds.
pub(super) fn newtype(name: &Ident, inner: &TokenStream) -> TokenStream {
    quote! {
        impl ::core::convert::From<#inner> for #name {
            fn from(inner: #inner) -> Self {
                #name(inner)
            }
        }
        impl ::core::convert::From<#name> for #inner {
            fn from(outer: #name) -> Self {
                outer.0
            }
        }
        impl ::core::ops::Deref for #name {
            type Target = #inner;
            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }
        impl ::core::ops::DerefMut for #name {
            fn deref_mut(&mut self) -> &mut Self::Target {
                &mut self.0
            }
        }
    }
}

// Inside a block, where the hidden module is called `rt`.

/// The type tag of a type.
pub(super) fn wit_type(name: &Ident, tag: TokenStream) -> TokenStream {
    quote! {
        impl rt::WitType for #name {
            const TYPE: rt::ValueType = #tag;
        }
    }
}

/// The bodies of the conversions of one type, each with the variables of its signature.
pub(super) struct Conversions {
    /// For a type that is only another's coat: how many tuples of one item that is.
    pub(super) singles: Option<TokenStream>,
    /// Whether its lists are packed, where they can be.
    pub(super) packed: Option<TokenStream>,
    /// Whether there is nothing inside.
    pub(super) leaf: bool,
    /// How it is read in the order in which it is written, where that is one order alone.
    pub(super) forward: Option<Forward>,
    /// `self`, `w` -> `Result<u32, _>`
    pub(super) lower: TokenStream,
    /// `self` -> `Value`
    pub(super) to_value: TokenStream,
    /// `r`, `node` -> `Result<Self, _>`
    pub(super) lift: TokenStream,
    /// `value` -> `Result<Self, _>`
    pub(super) from_value: TokenStream,
}

/// Reading in the order in which is written.
pub(super) struct Forward {
    /// The types of what is inside.
    pub(super) parts: Vec<TokenStream>,
    /// `f` -> `Option<Self>`
    pub(super) read: TokenStream,
}

impl Forward {
    fn items(self) -> TokenStream {
        let Forward { parts, read } = self;
        let this = option(quote!(Self));
        let usize = quote!(::core::primitive::usize);
        quote! {
            const FORWARD: #usize = rt::levels(&[#(<#parts as rt::Lift>::FORWARD),*]);
            const NODES: #usize = rt::node_count(&[#(<#parts as rt::Lift>::NODES),*]);
            fn forward(f: &mut rt::Forward<'_>) -> #this {
                #read
            }
        }
    }
}

impl Conversions {
    pub(super) fn impls(self, name: &Ident) -> TokenStream {
        let Conversions {
            singles,
            packed,
            leaf,
            forward,
            lower,
            to_value,
            lift,
            from_value,
        } = self;
        let packed = packed.map(|packed| quote!(const PACKED: ::core::primitive::bool = #packed;));
        let forward = forward.map(Forward::items);
        let leaf = leaf.then(|| {
            quote!(
                const LEAF: ::core::primitive::bool = true;
            )
        });
        let singles =
            singles.map(|singles| quote!(const SINGLES: ::core::primitive::usize = #singles;));
        let node = result(quote!(::core::primitive::u32), quote!(rt::CodecError));
        let this = result(quote!(Self), quote!(rt::CodecError));
        quote! {
            impl rt::Lower for #name {
                fn lower(&self, w: &mut rt::Writer<'_>) -> #node {
                    #lower
                }
                fn to_value(&self) -> rt::Value {
                    #to_value
                }
            }
            impl rt::Lift for #name {
                #singles
                #packed
                #leaf
                #forward
                fn lift(r: &mut rt::Reader<'_>, node: ::core::primitive::u32) -> #this {
                    #lift
                }
                fn from_value(value: rt::Value) -> #this {
                    #from_value
                }
            }
        }
    }
}

/// A tag that carries the type's name.
pub(super) fn named_tag(kind: &str, wire: &str) -> TokenStream {
    let kind = format_ident!("{kind}");
    quote!(rt::ValueType::#kind(rt::Name::Borrowed(#wire)))
}

pub(super) fn shape(wire: &str, fields: &[String]) -> TokenStream {
    let shape = RecordShape {
        name: wire.to_owned().into(),
        fields: fields.iter().cloned().map(Name::from).collect(),
    };
    let head = Literal::byte_string(&record_head(&shape));
    quote! {
        static SHAPE: rt::FixedShape = rt::FixedShape::new(
            rt::RecordShape::fixed(#wire, &[#(rt::Name::Borrowed(#fields)),*]),
            #head,
        );
    }
}

/// The cases of a type: their names, and whether they hold something.
pub(super) fn cases(wire: &str, cases: &[(String, bool)]) -> TokenStream {
    let (count, tags) = (cases.len(), 0u32..);
    let cases = cases.iter().zip(tags).map(|((name, holds), tag)| {
        let case = Case {
            type_name: wire.to_owned().into(),
            name: name.clone().into(),
            tag,
        };
        let head = Literal::byte_string(&case_head(&case, *holds));
        let tag = Literal::u32_unsuffixed(tag);
        quote!(rt::FixedCase::new(#wire, #name, #tag, #head))
    });
    quote!(static CASES: [rt::FixedCase; #count] = [#(#cases),*];)
}
