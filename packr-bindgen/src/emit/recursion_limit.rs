//! rustc follows types into each other, to the depth that a crate's `recursion_limit` allows. Where they go deeper it says so of
//! some type or function of packr, and often not what to do. A macro can find out first: macros are followed to the same depth.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Context;
use super::unused::signature;
use crate::model::{Function, Type, TypeId, TypeKind};
use crate::names;

/// The limit of a crate that sets none.
const DEFAULT: usize = 128;

/// What std's types need below the last of ours, and what the user's code puts around the first.
const MARGIN: usize = 4;
/// The same where it is asked whether types are `Send`; a map alone takes twenty.
const MARGIN_OF_SEND: usize = 32;

/// How many types rustc steps through for a part of a type.
#[derive(Clone, Copy)]
struct Steps {
    /// To a type that has a name, and stands in no `Box`, list or map.
    named: usize,
    /// To one in a `Box`.
    boxed: usize,
    /// To one in a list or map.
    element: usize,
    /// Into a list or map.
    heap: usize,
    /// Into an option, result or tuple.
    inline: usize,
}

/// For code that rustc writes out for each type: conversions, and what is derived and dropped. The layout of a type asks for those of
/// the types that it holds without a pointer, and each of them for one constant of packr.
const OF_CODE: Steps = Steps {
    named: 2,
    boxed: 1,
    element: 1,
    heap: 1,
    inline: 1,
};

/// For whether a future is `Send`: a `Vec` has a `RawVec`, which has a `Unique`.
const OF_SEND: Steps = Steps {
    named: 1,
    boxed: 3,
    element: 1,
    heap: 3,
    inline: 1,
};

/// A macro that expands only in a crate with a limit that is large enough; nothing where the default is. `waiting` are the functions of the host
/// that are async: their futures are `Send`, and so is what they hold.
///
/// rustc goes at most that deep. Where many types contain each other it may find a shorter way, which depends on the order in which it looks.
pub(super) fn check(context: &Context<'_>, waiting: &[&Function]) -> TokenStream {
    let code = Depths::new(context, OF_CODE);
    let all = (0..context.model.types.len()).map(TypeId);
    let mut needed = code.below(all.filter(|id| context.used[id.0])) + MARGIN;
    let mut held = vec![];
    for ty in waiting.iter().flat_map(|function| signature(function)) {
        ty.each_name(&mut |id| held.push(id));
    }
    if !held.is_empty() {
        held.sort();
        held.dedup();
        let send = Depths::new(context, OF_SEND);
        needed = needed.max(send.below(held) + MARGIN_OF_SEND);
    }
    match needed > DEFAULT {
        true => macro_of_depth(&context.model.world.name, needed),
        false => TokenStream::new(),
    }
}

/// The types that each type contains, with the steps to them.
struct Depths {
    edges: Vec<Vec<(usize, usize)>>,
    /// The most steps inside a type that has no name.
    unnamed: Vec<usize>,
}

impl Depths {
    fn new(context: &Context<'_>, steps: Steps) -> Self {
        let types = &context.model.types;
        let mut depths = Depths {
            edges: vec![vec![]; types.len()],
            unnamed: vec![0; types.len()],
        };
        for (id, def) in types.iter().enumerate() {
            if let TypeKind::Use(target) = &def.kind {
                depths.edges[id].push((target.0, 0));
            }
            for ty in def.kind.types() {
                depths.follow(context, TypeId(id), ty, steps, 0, true);
            }
        }
        depths
    }

    fn follow(
        &mut self,
        context: &Context<'_>,
        container: TypeId,
        ty: &Type,
        steps: Steps,
        above: usize,
        is_inline: bool,
    ) {
        if let Type::Named(id) = ty {
            let (model, analysis) = (context.model, &context.analysis);
            let step = match &model.types[id.0].kind {
                TypeKind::Use(_) | TypeKind::Alias(_) => 0,
                _ if !is_inline => steps.element,
                _ if analysis.is_boxed(model, container, *id) => steps.boxed,
                _ => steps.named,
            };
            self.edges[container.0].push((id.0, above + step));
            return;
        }
        let (step, is_inline) = match ty {
            Type::List(_) | Type::Map(..) => (steps.heap, false),
            _ => (steps.inline, is_inline),
        };
        let unnamed = &mut self.unnamed[container.0];
        *unnamed = (*unnamed).max(above + step);
        for part in ty.parts() {
            self.follow(context, container, part, steps, above + step, is_inline);
        }
    }

    /// How deep a walk goes from any of those types that goes into none twice, as rustc's does.
    fn below(&self, roots: impl IntoIterator<Item = TypeId>) -> usize {
        let mut deepest = 0;
        // The root from which a type was reached last.
        let mut reached = vec![usize::MAX; self.edges.len()];
        for TypeId(root) in roots {
            let mut path = vec![];
            let mut enter = |node: usize, depth: usize, path: &mut Vec<_>| {
                if std::mem::replace(&mut reached[node], root) != root {
                    deepest = deepest.max(depth + self.unnamed[node]);
                    path.push((depth, self.edges[node].iter()));
                }
            };
            enter(root, 1, &mut path);
            while let Some((depth, edges)) = path.last_mut() {
                match edges.next() {
                    Some((target, steps)) => {
                        let below = *depth + steps;
                        enter(*target, below, &mut path);
                    }
                    None => drop(path.pop()),
                }
            }
        }
        deepest
    }
}

/// A macro that calls itself that often.
fn macro_of_depth(world: &str, depth: usize) -> TokenStream {
    let name = macro_name(world, depth.next_power_of_two());
    // One call for each `x`, but in rows, so that not all of them are read for each.
    let xs = |count: usize| TokenStream::from_iter((0..count).map(|_| quote!(x)));
    let (row, rows, rest) = (xs(DEFAULT - 1), xs(depth / DEFAULT), xs(depth % DEFAULT));
    quote! {
        macro_rules! #name {
            ([x $($row:tt)*] $rows:tt) => { #name! { [$($row)*] $rows } };
            ([] [x $($rows:tt)*]) => { #name! { [#row] [$($rows)*] } };
            ([] []) => {};
        }
        #name! { [#rest] [#rows] }
    }
}

/// What the error of rustc shows, with a limit to set.
fn macro_name(world: &str, limit: usize) -> Ident {
    let world = names::snake(world);
    format_ident!("the_types_of_{world}_need_a_recursion_limit_of_{limit}")
}
