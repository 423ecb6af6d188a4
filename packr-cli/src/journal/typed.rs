//! Recorded values by the types of the run's world, where these are known.

use packr_core::Value;
use packr_core::intercept::Direction;
use packr_core::journal::{Function, Header};
use packr_core::schema::{self, Type, World};
use serde_json::{Value as Json, json};

use super::source;
use crate::{json as typed_json, wave, world};

/// The types of a run.
pub(super) struct Types(Option<World>);

impl Types {
    pub(super) fn of(header: &Header) -> Self {
        Self(source::world(header))
    }

    fn function(&self, function: &Function) -> Option<(&World, &schema::Function)> {
        let world = self.0.as_ref()?;
        let found = world::function(
            world,
            function.direction,
            &function.interface,
            &function.name,
        )?;
        Some((world, found))
    }

    /// The arguments in parentheses: WAVE with the names of the parameters, or packr's own text.
    pub(super) fn arguments(&self, function: &Function, input: &Value) -> String {
        match self.function(function) {
            Some((world, typed)) if fits_arguments(world, typed, input) => {
                wave::write_arguments(world, typed, input)
            }
            _ => input.to_string(),
        }
    }

    /// The result; None of a function without one.
    pub(super) fn result(&self, function: &Function, output: &Value) -> Option<String> {
        match self.function(function) {
            Some((_, typed)) if typed.result.is_none() && *output == Value::UNIT => None,
            Some((world, typed)) => Some(match typed.result {
                Some(ty) if fits(world, ty, output) => wave::write(world, ty, output),
                _ => output.to_string(),
            }),
            None => (*output != Value::UNIT).then(|| output.to_string()),
        }
    }

    /// The arguments as JSON, by name where the names are known.
    pub(super) fn arguments_json(&self, function: &Function, input: &Value) -> Json {
        match self.function(function) {
            Some((world, typed)) if fits_arguments(world, typed, input) => {
                let values = input.as_tuple().unwrap_or_default();
                let params = typed.params.iter().zip(values);
                params
                    .map(|((name, ty), value)| {
                        (name.to_string(), typed_json::value(world, *ty, value))
                    })
                    .collect()
            }
            _ => json!(input.to_string()),
        }
    }

    /// The result as JSON.
    pub(super) fn result_json(&self, function: &Function, output: &Value) -> Json {
        match self.function(function) {
            Some((_, typed)) if typed.result.is_none() && *output == Value::UNIT => Json::Null,
            Some((world, typed)) if typed.result.is_some_and(|ty| fits(world, ty, output)) => typed
                .result
                .map_or(Json::Null, |ty| typed_json::value(world, ty, output)),
            _ => json!(output.to_string()),
        }
    }
}

/// A journal is data from outside: what it says that a function took need not be what its WIT says.
fn fits(world: &World, ty: Type, value: &Value) -> bool {
    world.conform(ty, value.clone()).is_ok()
}

fn fits_arguments(world: &World, function: &schema::Function, input: &Value) -> bool {
    let values = input.as_tuple().unwrap_or_default();
    values.len() == function.params.len()
        && function
            .params
            .iter()
            .zip(values)
            .all(|((_, ty), value)| fits(world, *ty, value))
}

/// `guest eval`, or `host demo:calc/host#lookup`.
pub(super) fn side_and_name(function: &Function) -> (&'static str, String) {
    let side = match function.direction {
        Direction::Import => "host ",
        Direction::Export => "guest",
    };
    (side, world::full_name(&function.interface, &function.name))
}
