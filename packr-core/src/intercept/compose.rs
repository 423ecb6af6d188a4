//! Interceptors made of interceptors.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;

use super::{Call, CallInterceptor, Decision, End, Wait, caught};
use crate::{Error, Value};

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
            fn begin_async<'a>(&'a self, call: &'a Call<'a>) -> Wait<'a, Decision> {
                (**self).begin_async(call)
            }
            fn end_async<'a>(&'a self, call: &'a Call<'a>, end: End<'a>) -> Wait<'a, ()> {
                (**self).end_async(call, end)
            }
            fn cancelled(&self, call: &Call<'_>, error: &Error) {
                (**self).cancelled(call, error);
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

    fn begin_async<'a>(&'a self, call: &'a Call<'a>) -> Wait<'a, Decision> {
        match self {
            Some(inner) => inner.begin_async(call),
            None => Wait::ready(Decision::Continue),
        }
    }

    fn end_async<'a>(&'a self, call: &'a Call<'a>, end: End<'a>) -> Wait<'a, ()> {
        match self {
            Some(inner) => inner.end_async(call, end),
            None => Wait::ready(()),
        }
    }

    fn cancelled(&self, call: &Call<'_>, error: &Error) {
        if let Some(inner) = self {
            inner.cancelled(call, error);
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

    fn begin_async<'a>(&'a self, call: &'a Call<'a>) -> Wait<'a, Decision> {
        Wait::future(async move {
            let mut begun = Begun::new(&self[..0], call);
            let (mut decided, mut panicked) = (Decision::Continue, None);
            for (index, inner) in self.iter().enumerate() {
                match caught(async { inner.begin_async(call).await }).await {
                    Ok(own) if matches!(decided, Decision::Continue) => decided = own,
                    Ok(_) => {}
                    Err(panic) => panicked = panicked.or(Some(panic)),
                }
                begun.members = &self[..=index];
            }
            begun.members = &[];
            match panicked {
                Some(panic) => resume_unwind(panic),
                None => decided,
            }
        })
    }

    fn end_async<'a>(&'a self, call: &'a Call<'a>, end: End<'a>) -> Wait<'a, ()> {
        // Made now, so that those who are not told when what is returned is dropped are told of that.
        let begun = Begun::new(self, call);
        Wait::future(async move {
            // Moved as a whole: its fields alone would be copied, and itself be dropped here.
            let mut begun = begun;
            let mut panicked = None;
            while let Some((inner, others)) = begun.members.split_last() {
                begun.members = others;
                let told = caught(async { inner.end_async(call, end).await }).await;
                panicked = panicked.or(told.err());
            }
            if let Some(panic) = panicked {
                resume_unwind(panic);
            }
        })
    }

    fn cancelled(&self, call: &Call<'_>, error: &Error) {
        each(self.iter().rev(), |inner| inner.cancelled(call, error));
    }
}

/// The members for which an async call has begun. Those that are left when it is dropped are told that it was cancelled.
struct Begun<'a, I: CallInterceptor> {
    members: &'a [I],
    call: &'a Call<'a>,
}

impl<'a, I: CallInterceptor> Begun<'a, I> {
    fn new(members: &'a [I], call: &'a Call<'a>) -> Self {
        Self { members, call }
    }
}

impl<I: CallInterceptor> Drop for Begun<'_, I> {
    fn drop(&mut self) {
        if let [_, ..] = self.members {
            let error = Error::cancelled(self.call);
            each(self.members.iter().rev(), |inner| {
                inner.cancelled(self.call, &error);
            });
        }
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
