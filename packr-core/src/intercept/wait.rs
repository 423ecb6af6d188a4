//! Interceptors that wait: a full queue, a store over the network.

use std::fmt;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use super::{Call, CallInterceptor, Decision, End};
use crate::{Error, Value};

/// A value that is there at once, or a future of it: what [`CallInterceptor::begin_async`] and
/// [`end_async`](CallInterceptor::end_async) return, so that an interceptor that never waits allocates nothing.
pub struct Wait<'a, T>(State<'a, T>);

enum State<'a, T> {
    Ready(Option<T>),
    Later(Pin<Box<dyn Future<Output = T> + Send + 'a>>),
}

impl<'a, T> Wait<'a, T> {
    /// Nothing to wait for.
    pub fn ready(value: T) -> Self {
        Self(State::Ready(Some(value)))
    }

    /// The value comes from a future.
    pub fn future(future: impl Future<Output = T> + Send + 'a) -> Self {
        Self(State::Later(Box::pin(future)))
    }
}

impl<T: Unpin> Future for Wait<'_, T> {
    type Output = T;

    /// # Panics
    /// When polled again after it was ready.
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        match &mut self.0 {
            State::Ready(value) => Poll::Ready(value.take().expect("polled after it was ready")),
            State::Later(future) => future.as_mut().poll(context),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Wait<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            State::Ready(value) => f.debug_tuple("Ready").field(value).finish(),
            State::Later(_) => f.write_str("Later"),
        }
    }
}

/// An interceptor that may have to wait. [`Waiting`] makes it a [`CallInterceptor`].
///
/// ```
/// use packr_core::intercept::{AsyncInterceptor, Call, Decision, End, Waiting};
///
/// /// Hands every call's name to a queue with an end, and waits while that is full.
/// struct Queue(async_channel::Sender<String>);
/// # mod async_channel { pub struct Sender<T>(std::marker::PhantomData<fn(T)>); impl<T> Sender<T> { pub async fn send(&self, _: T) -> Result<(), ()> { Ok(()) } } }
///
/// impl AsyncInterceptor for Queue {
///     async fn begin(&self, call: &Call<'_>) -> Decision {
///         match self.0.send(call.name.to_owned()).await {
///             Ok(()) => Decision::Continue,
///             Err(_) => Decision::Refuse("nobody listens any more".into()),
///         }
///     }
///     async fn end(&self, _: &Call<'_>, _: End<'_>) {}
/// }
///
/// # fn install(linker: &mut packr_core::Linker<()>, sender: async_channel::Sender<String>) {
/// linker.set_interceptor(Waiting::new(Queue(sender)));
/// # }
/// ```
pub trait AsyncInterceptor: Send + Sync {
    /// Before any call, as [`CallInterceptor::begin`]. If this future is dropped before it is ready, the call has not
    /// begun, and no end follows.
    fn begin(&self, call: &Call<'_>) -> impl Future<Output = Decision> + Send;

    /// After any call, as [`CallInterceptor::end`]. The future may be dropped before it is ready, when the call's is.
    fn end(&self, call: &Call<'_>, end: End<'_>) -> impl Future<Output = ()> + Send;

    /// After a call whose future was dropped, in place of [`end`](Self::end); `error` is [`Error::Cancelled`]. There is
    /// nobody left who could wait, so this must not take long.
    fn cancelled(&self, call: &Call<'_>, error: &Error) {
        let _ = (call, error);
    }
}

/// Makes a [`CallInterceptor`] of an [`AsyncInterceptor`].
///
/// In async calls its futures are awaited, and the executor does other work meanwhile. In other calls the thread is
/// blocked until they are ready; what they wait for must then come from another thread, so that a future of an executor's own
/// timer or socket, blocked upon in that executor's only thread, never comes to an end.
#[derive(Debug, Clone, Default)]
pub struct Waiting<I>(I);

impl<I: AsyncInterceptor> Waiting<I> {
    /// Wraps an interceptor.
    pub fn new(interceptor: I) -> Self {
        Self(interceptor)
    }

    /// The interceptor itself.
    pub fn get(&self) -> &I {
        &self.0
    }

    fn decide(&self, call: &Call<'_>) -> Option<Value> {
        CallInterceptor::begin(self, call).in_short()
    }
}

impl<I: AsyncInterceptor> CallInterceptor for Waiting<I> {
    fn before_import(&self, interface: &str, function: &str, input: &Value) -> Option<Value> {
        self.decide(&Call::of_import(interface, function, input))
    }

    fn after_import(&self, interface: &str, function: &str, input: &Value, output: &Value) {
        let call = Call::of_import(interface, function, input);
        CallInterceptor::end(self, &call, End::Returned(output));
    }

    fn before_export(&self, function: &str, input: &Value) -> Option<Value> {
        self.decide(&Call::of_export(function, input))
    }

    fn after_export(&self, function: &str, input: &Value, output: &Value) {
        CallInterceptor::end(
            self,
            &Call::of_export(function, input),
            End::Returned(output),
        );
    }

    fn begin(&self, call: &Call<'_>) -> Decision {
        block_on(self.0.begin(call))
    }

    fn end(&self, call: &Call<'_>, end: End<'_>) {
        block_on(self.0.end(call, end));
    }

    fn begin_async<'a>(&'a self, call: &'a Call<'a>) -> Wait<'a, Decision> {
        Wait::future(self.0.begin(call))
    }

    fn end_async<'a>(&'a self, call: &'a Call<'a>, end: End<'a>) -> Wait<'a, ()> {
        Wait::future(self.0.end(call, end))
    }

    fn cancelled(&self, call: &Call<'_>, error: &Error) {
        self.0.cancelled(call, error);
    }
}

/// Blocks the thread until a future is ready.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

/// Waits for a future, and gives a panic in it as the error.
pub(crate) async fn caught<F: Future>(future: F) -> thread::Result<F::Output> {
    let mut future = pin!(future);
    poll_fn(|context| {
        let poll = || future.as_mut().poll(context);
        match catch_unwind(AssertUnwindSafe(poll)) {
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Ok(Poll::Pending) => Poll::Pending,
            Err(panic) => Poll::Ready(Err(panic)),
        }
    })
    .await
}
