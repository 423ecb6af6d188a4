//! How a WIT type is spelled in Rust at some place of the generated code.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::rt::{self, Rt};
use super::{Context, elsewhere};
use crate::model::{Type, TypeId, TypeKind};
use crate::names;
use crate::options::Ownership;

/// A module of the generated code, from which everything is named.
pub(super) struct Place<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) module: &'a [String],
    pub(super) rt: Rt,
}

impl<'a> Place<'a> {
    pub(super) fn new(context: &'a Context<'a>, module: &'a [String]) -> Self {
        let rt = Rt::new(context.packr(&path_to_root(module)));
        Place {
            context,
            module,
            rt,
        }
    }

    /// An item of another module.
    pub(super) fn path(&self, module: &[String], name: &str) -> TokenStream {
        let name = names::ident(name);
        if module == self.module {
            return quote!(#name);
        }
        let root = path_to_root(self.module);
        let module = module.iter().map(|name| names::ident(name));
        quote!(#root #(:: #module)* :: #name)
    }

    /// A named type.
    pub(super) fn named(&self, id: TypeId) -> TokenStream {
        let Context { model, layout, .. } = self.context;
        self.path(layout.home_of_type(model, id), layout.type_name(id))
    }

    /// A named type as `container` refers to it.
    pub(super) fn named_in(&self, container: TypeId, id: TypeId) -> TokenStream {
        let Context {
            model, analysis, ..
        } = self.context;
        match analysis.is_wire(model, container, id) {
            true => self.wire(analysis.renamed(id)),
            false => self.named(id),
        }
    }

    /// What is generated for a type for which one of the user's stands.
    pub(super) fn wire(&self, id: TypeId) -> TokenStream {
        let Context { model, layout, .. } = self.context;
        self.path(layout.home_of_type(model, id), layout.wire_name(id))
    }

    /// The type of values that are handed over.
    pub(super) fn owned(&self, ty: &Type) -> TokenStream {
        self.spell(ty, Mode::Owned)
    }

    /// The type of a part of `container`, with a `Box` where that needs one.
    pub(super) fn part(&self, container: TypeId, ty: &Type) -> TokenStream {
        self.spell(ty, Mode::PartOf(container))
    }

    /// The type of a parameter that is only read.
    pub(super) fn borrowed(&self, ty: &Type) -> TokenStream {
        let Context {
            model, analysis, ..
        } = self.context;
        let owning = self.context.types.ownership == Ownership::Owning;
        if owning || analysis.is_copy(model, ty) {
            return self.owned(ty);
        }
        match analysis.structure(model, ty).1 {
            Type::String => {
                let str = self.primitive("str");
                quote!(&#str)
            }
            Type::List(elem) => {
                let elem = self.owned(elem);
                quote!(&[#elem])
            }
            Type::Option(inner) => rt::option(self.borrowed(inner)),
            Type::Result(ok, err) => {
                let side = |side: &Option<Box<Type>>| match side {
                    Some(ty) => self.borrowed(ty),
                    None => quote!(()),
                };
                rt::result(side(ok), side(err))
            }
            Type::Tuple(items) => {
                let items = items.iter().map(|item| self.borrowed(item));
                quote!((#(#items,)*))
            }
            _ => {
                let owned = self.owned(ty);
                quote!(&#owned)
            }
        }
    }

    /// The body of an alias, which has no box around all of it.
    pub(super) fn body(&self, container: TypeId, ty: &Type) -> TokenStream {
        match ty {
            Type::Named(id) => self.named_in(container, *id),
            _ => self.part(container, ty),
        }
    }

    fn spell(&self, ty: &Type, mode: Mode) -> TokenStream {
        let inline = |ty: &Type| self.spell(ty, mode);
        let side = |side: &Option<Box<Type>>| match side {
            Some(ty) => inline(ty),
            None => quote!(()),
        };
        match ty {
            Type::String => elsewhere::string(self),
            Type::Named(id) => self.spell_name(*id, mode),
            Type::List(elem) => match elsewhere::bytes(self) {
                Some(bytes) if self.context.analysis.is_byte(self.context.model, elem) => bytes,
                _ => self.rt.vec(self.spell(elem, mode.on_heap())),
            },
            Type::Map(key, value) => {
                let part = |ty| self.spell(ty, mode.on_heap());
                elsewhere::map(self, part(key), part(value))
            }
            Type::FixedList(elem, length) => {
                let (elem, length) = (inline(elem), proc_macro2::Literal::u32_unsuffixed(*length));
                quote!([#elem; #length])
            }
            Type::Option(inner) => rt::option(inline(inner)),
            Type::Result(ok, err) => rt::result(side(ok), side(err)),
            Type::Tuple(items) => {
                let items = items.iter().map(inline);
                quote!((#(#items,)*))
            }
            primitive => self.primitive(primitive_name(primitive)),
        }
    }

    fn spell_name(&self, id: TypeId, mode: Mode) -> TokenStream {
        let Context {
            model, analysis, ..
        } = self.context;
        let Some(container) = mode.container() else {
            return self.named(id);
        };
        if analysis.is_spelled_out(model, container, id) {
            let alias = analysis.renamed(id);
            let TypeKind::Alias(body) = &model.types[alias.0].kind else {
                unreachable!("only an alias is spelled out");
            };
            return self.spell(body, mode);
        }
        let named = self.named_in(container, id);
        match mode {
            Mode::PartOf(container) if self.is_boxed(container, id) => self.rt.boxed(named),
            _ => named,
        }
    }

    pub(super) fn is_boxed(&self, container: TypeId, part: TypeId) -> bool {
        self.context
            .analysis
            .is_boxed(self.context.model, container, part)
    }

    /// A primitive type. A module at the root can have its name: that of the package `str:str`, say.
    pub(super) fn primitive(&self, name: &str) -> TokenStream {
        let ident = format_ident!("{name}");
        if self.module.is_empty() && self.context.layout.root_hides(name) {
            quote!(::core::primitive::#ident)
        } else {
            quote!(#ident)
        }
    }
}

#[derive(Clone, Copy)]
enum Mode {
    Owned,
    PartOf(TypeId),
    /// Part of it in a list or map, whose elements need no `Box`.
    InHeapOf(TypeId),
}

impl Mode {
    fn on_heap(self) -> Self {
        match self.container() {
            Some(container) => Mode::InHeapOf(container),
            None => Mode::Owned,
        }
    }

    fn container(self) -> Option<TypeId> {
        match self {
            Mode::Owned => None,
            Mode::PartOf(container) | Mode::InHeapOf(container) => Some(container),
        }
    }
}

fn primitive_name(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "bool",
        Type::U8 => "u8",
        Type::U16 => "u16",
        Type::U32 => "u32",
        Type::U64 => "u64",
        Type::S8 => "i8",
        Type::S16 => "i16",
        Type::S32 => "i32",
        Type::S64 => "i64",
        Type::F32 => "f32",
        Type::F64 => "f64",
        Type::Char => "char",
        _ => unreachable!("{ty:?} is no primitive type"),
    }
}

/// The root as a module below it names it.
pub(super) fn path_to_root(module: &[String]) -> TokenStream {
    match module {
        [] => quote!(self),
        [_, rest @ ..] => {
            let rest = rest.iter().map(|_| quote!(::super));
            quote!(super #(#rest)*)
        }
    }
}
