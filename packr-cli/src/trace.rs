//! `--show-calls`: every call that crosses the boundary, as the interceptor sees it.

use std::collections::HashMap;
use std::sync::Mutex;

use packr_core::CallInterceptor;
use packr_core::intercept::{Call, Decision, Direction, End};
use packr_core::schema::{Function, World};
use packr_core::{Shared, Value};

use crate::output::{self, alarm, faint};
use crate::progress::Hider;
use crate::{wave, world};

/// Writes each call to standard error as it begins and ends, indented below the call that made it.
pub(crate) struct Trace {
    world: Shared<World>,
    hider: Hider,
    /// How deep each call that has not ended stands.
    depths: Mutex<HashMap<u64, usize>>,
}

impl Trace {
    pub(crate) fn new(world: Shared<World>, hider: Hider) -> Self {
        Self {
            world,
            hider,
            depths: Mutex::default(),
        }
    }

    fn depths(&self) -> std::sync::MutexGuard<'_, HashMap<u64, usize>> {
        self.depths
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn function(&self, call: &Call<'_>) -> Option<&Function> {
        world::function(&self.world, call.direction, call.interface, call.function)
    }

    fn line(&self, depth: usize, text: &str) {
        self.hider
            .hide(|| output::note(&format!("{}{text}", output::indent(depth))));
    }
}

impl CallInterceptor for Trace {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}
    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }
    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn begin(&self, call: &Call<'_>) -> Decision {
        let depth = {
            let mut depths = self.depths();
            let depth = call
                .parent
                .and_then(|parent| depths.get(&parent))
                .map_or(0, |depth| depth + 1);
            depths.insert(call.id, depth);
            depth
        };
        let side = match call.direction {
            Direction::Import => "host ",
            Direction::Export => "guest",
        };
        let arguments = match self.function(call) {
            Some(function) => wave::write_arguments(&self.world, function, call.input),
            None => call.input.to_string(),
        };
        self.line(depth, &format!("{} {}{arguments}", faint(side), call.name));
        Decision::Continue
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        let depth = self.depths().remove(&call.id).unwrap_or(0);
        let text = match end {
            End::Returned(output) => match self.function(call).and_then(|function| function.result)
            {
                Some(ty) => format!("{} {}", faint("  ->"), wave::write(&self.world, ty, output)),
                None => faint("  -> done"),
            },
            End::Failed(error) => format!("  {} {}", alarm("failed:"), error.brief()),
        };
        self.line(depth, &text);
    }
}
