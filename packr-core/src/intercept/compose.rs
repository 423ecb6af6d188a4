//! Interceptors made of interceptors.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
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
        let mut answer = None;
        each(self.iter(), |inner| {
            let own = inner.before_import(interface, function, input);
            answer = answer.take().or(own);
        });
        answer
    }

    fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
        each(self.iter().rev(), |inner| {
            inner.after_import(interface, function, input, output);
        });
    }

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        let mut answer = None;
        each(self.iter(), |inner| {
            let own = inner.before_export(function, input);
            answer = answer.take().or(own);
        });
        answer
    }

    fn after_export(&self, function: &str, input: &Value, output: &Value) {
        each(self.iter().rev(), |inner| {
            inner.after_export(function, input, output);
        });
    }

    fn begin(&self, call: &Call<'_>) -> Decision {
        let mut decided = Decision::Continue;
        each(self.iter(), |inner| {
            let own = inner.begin(call);
            if let Decision::Continue = decided {
                decided = own;
            }
        });
        decided
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        each(self.iter().rev(), |inner| inner.end(call, end));
    }
}

/// Tells every member. A panic of one goes on when all have been told, so that none misses a call's end.
fn each<'a, I: 'a>(members: impl Iterator<Item = &'a I>, mut tell: impl FnMut(&'a I)) {
    let mut panicked = None;
    for member in members {
        let told = catch_unwind(AssertUnwindSafe(|| tell(member)));
        panicked = panicked.or(told.err());
    }
    if let Some(panic) = panicked {
        resume_unwind(panic);
    }
}
