//! Answers calls as a test says.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Mutex;
use std::sync::PoisonError;

use super::recording::qualified;
use super::{Call, CallInterceptor, Decision, End};
use crate::{Lower, Value};

/// Answers calls as a test says, in either direction: host functions that need no host, or a guest that need not run.
///
/// ```
/// use packr_core::intercept::{Call, CallInterceptor, Decision, Direction, Mock};
/// use packr_core::Value;
///
/// let mut mock = Mock::new();
/// mock.on("demo:calc/host", "lookup").given(("x".to_owned(),)).returns(Some(40_i64));
/// mock.on("demo:calc/host", "lookup").returns(None::<i64>).at_least(0);
/// mock.on("demo:calc/host", "log").fails("the disk is full").times(2);
///
/// let input = Value::tuple([Value::from("x")]);
/// let call = Call::new(Direction::Import, "demo:calc/host", "lookup", &input);
/// assert!(matches!(mock.begin(&call), Decision::Answer(answer) if answer.to_string() == "some(40s64)"));
/// let unmet = mock.verify().unwrap_err();
/// assert_eq!(unmet.to_string(), "expected calls were not made:\n  demo:calc/host#log: 2 expected, 0 made");
/// ```
///
/// Values are those of the generated types, or any other that the function takes; what does not fit it ends the call with
/// [`Error::Answer`](crate::Error::Answer). Of several expectations the first counts that fits the arguments and is not used up. A call of a
/// function that has expectations, of which none fits, is refused with [`Unexpected`]; a function that has none is called as ever.
///
/// Keep it in an [`Arc`](std::sync::Arc) to [verify](Self::verify) it in the end.
#[derive(Debug, Default)]
pub struct Mock {
    expectations: Vec<Expectation>,
    /// How often each was met.
    met: Mutex<Vec<usize>>,
}

struct Expectation {
    interface: String,
    function: String,
    /// None for any arguments.
    given: Option<Value>,
    answer: Answer,
    least: usize,
    most: usize,
}

enum Answer {
    Pass,
    Value(Value),
    Failure(String),
    Computed(Box<Compute>),
}

type Compute = dyn Fn(&Value) -> Value + Send + Sync;

impl fmt::Debug for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = qualified(&self.interface, &self.function);
        match &self.given {
            Some(given) => write!(f, "{name}{given}"),
            None => f.write_str(&name),
        }
    }
}

impl Mock {
    /// A mock that answers nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Expects a call, once until more is said of it: of a function of an interface, given by its WIT name, or of the world itself,
    /// for which the interface is `$root`.
    pub fn on(&mut self, interface: &str, function: &str) -> Expect<'_> {
        self.expectations.push(Expectation {
            interface: interface.to_owned(),
            function: function.to_owned(),
            given: None,
            answer: Answer::Pass,
            least: 1,
            most: 1,
        });
        self.met
            .get_mut()
            .unwrap_or_else(PoisonError::into_inner)
            .push(0);
        Expect(self.expectations.last_mut().expect("it was pushed"))
    }

    /// Whether all calls were made that had to be.
    ///
    /// # Errors
    /// Those that were not.
    pub fn verify(&self) -> Result<(), Unmet> {
        let met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        let unmet = self.expectations.iter().zip(&*met);
        let unmet: Vec<_> = unmet
            .filter(|(expected, met)| **met < expected.least)
            .map(|(expected, met)| {
                let at_least = if expected.most > expected.least {
                    "at least "
                } else {
                    ""
                };
                format!(
                    "{expected:?}: {at_least}{} expected, {met} made",
                    expected.least
                )
            })
            .collect();
        match unmet.is_empty() {
            true => Ok(()),
            false => Err(Unmet { unmet }),
        }
    }

    fn decide(&self, call: &Call<'_>) -> Decision {
        let of_function = |expected: &&Expectation| {
            (&*expected.interface, &*expected.function) == (call.interface, call.function)
        };
        if !self
            .expectations
            .iter()
            .any(|expected| of_function(&expected))
        {
            return Decision::Continue;
        }
        let mut met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        let mut expectations = self.expectations.iter().zip(met.iter_mut());
        let fitting = expectations.find(|(expected, met)| {
            of_function(expected)
                && **met < expected.most
                && expected
                    .given
                    .as_ref()
                    .is_none_or(|given| given == call.input)
        });
        match fitting {
            Some((expected, met)) => {
                *met += 1;
                expected.answer.decision(call.input)
            }
            None => {
                let expected = self.expectations.iter().filter(of_function);
                Decision::Refuse(Box::new(Unexpected {
                    call: format!("{}{}", qualified(call.interface, call.function), call.input),
                    expected: expected.map(|expected| format!("{expected:?}")).collect(),
                }))
            }
        }
    }
}

impl Answer {
    fn decision(&self, input: &Value) -> Decision {
        match self {
            Answer::Pass => Decision::Continue,
            Answer::Value(value) => Decision::Answer(value.clone()),
            Answer::Failure(message) => Decision::Refuse(message.clone().into()),
            Answer::Computed(compute) => Decision::Answer(compute(input)),
        }
    }
}

/// One expectation of a [`Mock`], of which more can be said.
#[derive(Debug)]
pub struct Expect<'a>(&'a mut Expectation);

impl Expect<'_> {
    /// Only with these arguments, a tuple of all parameters. Any others by default.
    pub fn given(self, arguments: impl Lower) -> Self {
        self.0.given = Some(arguments.to_value());
        self
    }

    /// Answers with a value; `()` for a function without a result. Without an answer the function is called.
    pub fn returns(self, value: impl Lower) -> Self {
        self.0.answer = Answer::Value(value.to_value());
        self
    }

    /// Answers with what is made of the arguments, a [`Value::Tuple`].
    pub fn answers(self, answer: impl Fn(&Value) -> Value + Send + Sync + 'static) -> Self {
        self.0.answer = Answer::Computed(Box::new(answer));
        self
    }

    /// Refuses the call, which fails with [`Error::Refused`](crate::Error::Refused) and this reason.
    pub fn fails(self, reason: impl Into<String>) -> Self {
        self.0.answer = Answer::Failure(reason.into());
        self
    }

    /// Expects that many calls.
    pub fn times(self, count: usize) -> Self {
        (self.0.least, self.0.most) = (count, count);
        self
    }

    /// Expects that many calls or more.
    pub fn at_least(self, count: usize) -> Self {
        (self.0.least, self.0.most) = (count, usize::MAX);
        self
    }
}

/// Why a [`Mock`] refuses a call: none of the expectations of its function fits.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unexpected {
    /// The call with its arguments.
    pub call: String,
    /// What was expected of the function, what is used up included.
    pub expected: Vec<String>,
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} was not expected, only: {}",
            self.call,
            self.expected.join(", ")
        )
    }
}

impl StdError for Unexpected {}

/// Calls that a [`Mock`] expected and that were not made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unmet {
    /// What was expected, and how often it was called.
    pub unmet: Vec<String>,
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected calls were not made:")?;
        self.unmet
            .iter()
            .try_for_each(|unmet| write!(f, "\n  {unmet}"))
    }
}

impl StdError for Unmet {}

impl CallInterceptor for Mock {
    decides_at_begin!();

    fn end(&self, _: &Call<'_>, _: End<'_>) {}
}
