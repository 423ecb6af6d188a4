//! Interceptors made of interceptors.

use std::sync::Arc;

use super::{Call, CallInterceptor, Decision, End};
use crate::Value;

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<I: CallInterceptor + ?Sized> CallInterceptor for $pointer {
            fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
                (**self).before_import(interface, function, input)
            }
            fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
                (**self).after_import(interface, function, input, output);
            }
            fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
                (**self).before_export(function, input)
            }
            fn after_export(&self, function: &str, input: &Value, output: &Value) {
                (**self).after_export(function, input, output);
            }
            fn begin(&self, call: &Call<'_>) -> Decision {
                (**self).begin(call)
            }
            fn end(&self, call: &Call<'_>, end: End<'_>) {
                (**self).end(call, end);
            }
        }
    )*};
}

forward!(&I, Box<I>, Arc<I>);

impl<I: CallInterceptor> CallInterceptor for Option<I> {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        self.as_ref()?.before_import(interface, function, input)
    }

    fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
        if let Some(inner) = self {
            inner.after_import(interface, function, input, output);
        }
    }

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        self.as_ref()?.before_export(function, input)
    }

    fn after_export(&self, function: &str, input: &Value, output: &Value) {
        if let Some(inner) = self {
            inner.after_export(function, input, output);
        }
    }

    fn begin(&self, call: &Call<'_>) -> Decision {
        self.as_ref()
            .map_or(Decision::Continue, |inner| inner.begin(call))
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        if let Some(inner) = self {
            inner.end(call, end);
        }
    }
}

/// Every member sees every call; the first answer counts.
impl<I: CallInterceptor> CallInterceptor for Vec<I> {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        self.iter().fold(None, |answer, inner| {
            let own = inner.before_import(interface, function, input);
            answer.or(own)
        })
    }

    fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
        for inner in self.iter().rev() {
            inner.after_import(interface, function, input, output);
        }
    }

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        self.iter().fold(None, |answer, inner| {
            let own = inner.before_export(function, input);
            answer.or(own)
        })
    }

    fn after_export(&self, function: &str, input: &Value, output: &Value) {
        for inner in self.iter().rev() {
            inner.after_export(function, input, output);
        }
    }

    fn begin(&self, call: &Call<'_>) -> Decision {
        self.iter().fold(Decision::Continue, |decided, inner| {
            match (decided, inner.begin(call)) {
                (Decision::Continue, own) => own,
                (decided, _) => decided,
            }
        })
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        for inner in self.iter().rev() {
            inner.end(call, end);
        }
    }
}
