//! An interceptor that holds calls to their rules: each begin has one end, from the innermost outwards.

use std::sync::{Arc, Mutex, PoisonError};

use packr::intercept::{Call, Decision, End};
use packr::{CallInterceptor, Value};

#[derive(Clone, Default)]
pub(crate) struct Watch(Arc<Mutex<Vec<u64>>>);

impl Watch {
    fn under_way<R>(&self, look: impl FnOnce(&mut Vec<u64>) -> R) -> R {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.under_way(|calls| calls.is_empty())
    }
}

impl CallInterceptor for Watch {
    fn before_import(&self, _: &str, _: &str, _: &Value) -> Option<Value> {
        None
    }

    fn after_import(&self, _: &str, _: &str, _: &Value, _: &Value) {}

    fn before_export(&self, _: &str, _: &Value) -> Option<Value> {
        None
    }

    fn after_export(&self, _: &str, _: &Value, _: &Value) {}

    fn begin(&self, call: &Call<'_>) -> Decision {
        assert!(matches!(call.input, Value::Tuple(_)));
        self.under_way(|calls| {
            assert_eq!(calls.last().copied(), call.parent);
            calls.push(call.id);
        });
        Decision::Continue
    }

    fn end(&self, call: &Call<'_>, _: End<'_>) {
        assert_eq!(self.under_way(Vec::pop), Some(call.id));
    }
}
