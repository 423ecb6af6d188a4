//! Calls of the guest into the host.

use std::borrow::Cow;
use std::sync::Arc;

use wasmtime::{AsContextMut, Caller, StoreContextMut};

use super::call::{Conversion, Function, Interception};
use super::error::Error;
use super::instance::State;
use super::memory::{Fault, Format, Lowering};
use super::names::full_name;
use crate::intercept::Direction;
use crate::schema::World;
use crate::{CodecError, Lift, LiftArgs, Lower, LowerArgs, Reader, Shared, Value, Version};

/// A function as generated code names it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Signature {
    /// The interface's WIT name, or `$root`.
    pub interface: &'static str,
    /// The function's WIT name.
    pub name: &'static str,
    /// The WIT names of its parameters.
    pub params: &'static [&'static str],
}

/// The arguments of a packr function in WebAssembly.
#[derive(Clone, Copy)]
pub(super) struct Pointers {
    pub(super) input: [u32; 2],
    pub(super) slots: [u32; 2],
}

/// A host function, ready for any instance.
pub(super) struct Import<T: 'static> {
    pub(super) function: Function,
    run: Body<T>,
}

type Body<T> =
    Box<dyn Fn(&mut Caller<'_, T>, &State, &Function, Pointers) -> Result<(), Error> + Send + Sync>;

impl Function {
    pub(super) fn import(
        interface: impl Into<Cow<'static, str>>,
        function: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (interface, function) = (interface.into(), function.into());
        let name = full_name(&interface, &function);
        Self {
            direction: Direction::Import,
            interface,
            function,
            name,
        }
    }

    fn host(&self, error: wasmtime::Error) -> Error {
        Error::Host {
            call: self.site(),
            source: error.into(),
        }
    }
}

impl<T> Import<T> {
    /// A host function with Rust types.
    pub(super) fn typed<A, R, F>(signature: &'static Signature, host: F) -> Self
    where
        A: LiftArgs + LowerArgs + 'static,
        R: Lift + Lower + 'static,
        F: Fn(StoreContextMut<'_, T>, A) -> wasmtime::Result<R> + Send + Sync + 'static,
    {
        let names = signature.params;
        let run: Body<T> = Box::new(move |caller, state, function, pointers| {
            let lift = |reader: &mut Reader<'_>, root| A::lift_args(names, reader, root);
            let (args, version): (A, _) = read_input(caller, state, function, pointers, lift)?;
            match state.interception.get() {
                None => {
                    let result = host(caller.as_context_mut(), args)
                        .map_err(|error| function.host(error))?;
                    deliver(caller, state, function, (version, pointers), &|writer| {
                        result.lower(writer)
                    })
                }
                Some(interceptor) => {
                    let input = args.to_values();
                    let convert = Conversion {
                        from_value: &R::from_value,
                        to_value: &R::to_value,
                    };
                    let live = |answer: Option<R>| {
                        let result = match answer {
                            Some(answer) => answer,
                            None => host(caller.as_context_mut(), args)
                                .map_err(|error| function.host(error))?,
                        };
                        deliver(caller, state, function, (version, pointers), &|writer| {
                            result.lower(writer)
                        })?;
                        Ok(result)
                    };
                    Interception::call(&*interceptor, function, names, &input, convert, live)
                        .map(drop)
                }
            }
        });
        Self {
            function: Function::import(signature.interface, signature.name),
            run,
        }
    }

    /// A host function on values, checked against the types that `world` has for it. `at` is the index of the
    /// interface among the imports, and of the function in it.
    pub(super) fn dynamic<F>(world: Shared<World>, at: (usize, usize), host: F) -> Self
    where
        F: Fn(StoreContextMut<'_, T>, Value) -> wasmtime::Result<Value> + Send + Sync + 'static,
    {
        let interface = &world.imports[at.0];
        let signature = &interface.functions[at.1];
        let function = Function::import(interface.id.clone(), signature.name.clone());
        let run: Body<T> = Box::new(move |caller, state, function, pointers| {
            let signature = &world.imports[at.0].functions[at.1];
            let lift =
                |reader: &mut Reader<'_>, root| world.conform_args(signature, reader.value(root)?);
            let (input, version): (Value, _) = read_input(caller, state, function, pointers, lift)?;
            let from_value = |value| world.conform_result(signature, value);
            let mut live = |input: Cow<'_, Value>, answer: Option<Value>| {
                let result = match answer {
                    Some(answer) => answer,
                    None => {
                        let input = input.into_owned();
                        let result = host(caller.as_context_mut(), input)
                            .map_err(|error| function.host(error))?;
                        from_value(result).map_err(|error| function.result(error))?
                    }
                };
                deliver(caller, state, function, (version, pointers), &|writer| {
                    writer.value(&result)
                })?;
                Ok(result)
            };
            let Some(interceptor) = state.interception.get() else {
                return live(Cow::Owned(input), None).map(drop);
            };
            let parameters: Vec<&str> = signature.params.iter().map(|(name, _)| &**name).collect();
            let convert = Conversion {
                from_value: &from_value,
                to_value: &Value::clone,
            };
            let live = |answer| live(Cow::Borrowed(&input), answer);
            Interception::call(&*interceptor, function, &parameters, &input, convert, live)
                .map(drop)
        });
        Self { function, run }
    }

    /// The function as one instance calls it.
    pub(super) fn call(
        &self,
        mut caller: Caller<'_, T>,
        state: &Arc<State>,
        pointers: Pointers,
    ) -> wasmtime::Result<i32> {
        let function = &self.function;
        function.guarded(|| (self.run)(&mut caller, state, function, pointers))?;
        // The result stays the host's: guests of the 0.6 line never free one, later ones not with this status.
        Ok(0)
    }
}

/// Finds the guest, checks every pointer, and lifts the arguments, before anything of the host runs. Returns also their
/// version, which the result has to have: a start function calls before it is known what its package speaks.
fn read_input<T, A>(
    caller: &mut Caller<'_, T>,
    state: &State,
    function: &Function,
    pointers: Pointers,
    lift: impl FnOnce(&mut Reader<'_>, u32) -> Result<A, CodecError>,
) -> Result<(A, Version), Error> {
    let guest = state.guest_of_caller(caller, function)?;
    let fault = |fault| function.fault(fault, |error| function.arguments(error));
    guest.check_slots(&*caller, pointers.slots).map_err(fault)?;
    let [ptr, len] = pointers.input;
    let bytes = guest.read(&*caller, "the input", ptr, len).map_err(fault)?;
    let reader = match state.version() {
        Some(version) => Reader::of_version(bytes, version, &state.limits),
        None => Reader::new(bytes, &state.limits),
    };
    reader
        .and_then(|mut reader| {
            let (root, version) = (reader.root(), reader.version());
            Ok((lift(&mut reader, root)?, version))
        })
        .map_err(|error| function.arguments(error))
}

fn deliver<T>(
    caller: &mut Caller<'_, T>,
    state: &State,
    function: &Function,
    (version, pointers): (Version, Pointers),
    lower: Lowering<'_>,
) -> Result<(), Error> {
    let guest = state.guest_of_caller(caller, function)?;
    guest
        .deliver(
            caller.as_context_mut(),
            Format {
                version,
                limits: &state.limits,
            },
            pointers.slots,
            lower,
        )
        .map_err(|fault: Fault| function.fault(fault, |error| function.result(error)))
}
