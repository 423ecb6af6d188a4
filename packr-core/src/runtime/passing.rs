//! How the arguments and the result of a host function pass: as Rust types, or as `Value`s checked against a world.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::import::Signature;
use crate::codec::{Input, Output};
use crate::schema::{self, World};
use crate::{CodecError, Lift, LiftArgs, Limits, Lower, LowerArgs, Shared, Value, Version};

pub(super) trait Passing: Send + Sync + 'static {
    type Args;
    type Output;

    /// The names of the parameters.
    fn parameters(&self) -> Cow<'_, [&str]>;

    /// Whether arguments and result are events of `tracing`.
    fn tracing(&self) -> bool;

    /// The arguments, and the version of their message.
    fn lift(&self, input: Input<'_>) -> Result<(Self::Args, Version), CodecError>;

    /// The arguments as interceptors see them.
    fn input(&self, args: &Self::Args) -> Value;

    /// The answer of an interceptor.
    fn output(&self, value: Value, limits: &Limits) -> Result<Self::Output, CodecError>;

    /// What the host function returned, if it is of the type.
    fn checked(&self, output: Self::Output, limits: &Limits) -> Result<Self::Output, CodecError>;

    fn lower(&self, result: &Self::Output, output: Output<'_>) -> Result<usize, CodecError>;

    /// The result as interceptors see it.
    fn to_value(&self, output: &Self::Output) -> Value;
}

/// As Rust types.
pub(super) struct Typed<A, R> {
    signature: &'static Signature,
    types: PhantomData<fn(A) -> R>,
}

impl<A, R> Typed<A, R> {
    pub(super) fn new(signature: &'static Signature) -> Self {
        let types = PhantomData;
        Self { signature, types }
    }
}

impl<A, R> Passing for Typed<A, R>
where
    A: LiftArgs + LowerArgs + 'static,
    R: Lift + Lower + 'static,
{
    type Args = A;
    type Output = R;

    fn parameters(&self) -> Cow<'_, [&str]> {
        Cow::Borrowed(self.signature.params)
    }

    fn tracing(&self) -> bool {
        self.signature.tracing
    }

    fn lift(&self, input: Input<'_>) -> Result<(A, Version), CodecError> {
        input.args(self.signature.params)
    }

    fn input(&self, args: &A) -> Value {
        args.to_values()
    }

    fn output(&self, value: Value, _: &Limits) -> Result<R, CodecError> {
        R::from_value(value)
    }

    fn checked(&self, output: R, _: &Limits) -> Result<R, CodecError> {
        Ok(output)
    }

    #[inline]
    fn lower(&self, result: &R, output: Output<'_>) -> Result<usize, CodecError> {
        output.value(result)
    }

    fn to_value(&self, output: &R) -> Value {
        output.to_value()
    }
}

/// As values, which are checked against the types that a world has for an imported function.
pub(super) struct Dynamic {
    world: Shared<World>,
    interface: usize,
    function: usize,
}

impl Dynamic {
    pub(super) fn new(world: Shared<World>, (interface, function): (usize, usize)) -> Self {
        Self {
            world,
            interface,
            function,
        }
    }

    fn interface(&self) -> &schema::Interface {
        &self.world.imports[self.interface]
    }

    fn signature(&self) -> &schema::Function {
        &self.interface().functions[self.function]
    }

    /// Interface and function.
    pub(super) fn names(&self) -> (String, String) {
        let (interface, function) = (&self.interface().id, &self.signature().name);
        (interface.to_string(), function.to_string())
    }
}

impl Passing for Dynamic {
    type Args = Value;
    type Output = Value;

    fn parameters(&self) -> Cow<'_, [&str]> {
        Cow::Owned(self.signature().parameters())
    }

    fn tracing(&self) -> bool {
        false
    }

    fn lift(&self, input: Input<'_>) -> Result<(Value, Version), CodecError> {
        let limits = input.limits;
        input.with_reader(|reader| {
            let value = reader.value(reader.root())?;
            self.world
                .conform_args_with(self.signature(), value, limits)
        })
    }

    fn input(&self, args: &Value) -> Value {
        args.clone()
    }

    fn output(&self, value: Value, limits: &Limits) -> Result<Value, CodecError> {
        self.world
            .conform_result_with(self.signature(), value, limits)
    }

    fn checked(&self, output: Value, limits: &Limits) -> Result<Value, CodecError> {
        self.output(output, limits)
    }

    fn lower(&self, result: &Value, output: Output<'_>) -> Result<usize, CodecError> {
        output.value(result)
    }

    fn to_value(&self, output: &Value) -> Value {
        output.clone()
    }
}
