//! Allows and denies calls by rules.

use std::error::Error as StdError;
use std::fmt;

use super::recording::qualified;
use super::{Call, CallInterceptor, Decision, Direction, End, FunctionPattern, PatternError};
use crate::Value;
use crate::schema::World;

/// Allows and denies calls, in both directions. The first rule that matches counts; what none matches is as the policy was made.
///
/// A denied call fails with [`Error::Refused`](crate::Error::Refused), and [`Error::downcast_ref`](crate::Error::downcast_ref) finds the
/// [`Denied`] behind it. A guest whose call is denied traps by it.
///
/// ```
/// use packr_core::intercept::{Call, Direction, Policy};
/// use packr_core::Value;
///
/// let policy = Policy::deny_by_default()
///     .allow("export *")?
///     .deny_if("import demo:fs/files#open", |call| call.input.to_string().contains(".."))?
///     .allow("import demo:fs/files")?;
///
/// let path = Value::tuple([Value::from("../secret")]);
/// let mut open = Call::new(Direction::Import, "demo:fs/files", "open", &path);
/// assert_eq!(
///     policy.check(&open).unwrap_err().to_string(),
///     "the guest's call of `demo:fs/files#open` is denied by rule 2, `deny import demo:fs/files#open` with a condition"
/// );
/// let path = Value::tuple([Value::from("notes.txt")]);
/// open.input = &path;
/// assert!(policy.check(&open).is_ok());
/// let nothing = Value::UNIT;
/// let clock = Call::new(Direction::Import, "demo:env/clock", "now", &nothing);
/// assert_eq!(
///     policy.check(&clock).unwrap_err().to_string(),
///     "the guest's call of `demo:env/clock#now` is denied, as no rule allows it"
/// );
/// # Ok::<(), packr_core::intercept::PatternError>(())
/// ```
///
/// A rule with a misspelt name matches nothing: [`unused_in`](Self::unused_in) finds it.
///
/// It keeps nothing of calls, and looks at none that have begun. Stands first in a `Vec`: where a member before it answers, its denial comes too late.
pub struct Policy {
    rules: Vec<Rule>,
    allows_others: bool,
}

struct Rule {
    allows: bool,
    pattern: FunctionPattern,
    condition: Option<Box<Condition>>,
}

type Condition = dyn Fn(&Call<'_>) -> bool + Send + Sync;

impl Policy {
    /// One that allows what no rule denies.
    pub fn allow_by_default() -> Self {
        Self {
            rules: vec![],
            allows_others: true,
        }
    }

    /// One that denies what no rule allows.
    pub fn deny_by_default() -> Self {
        Self {
            rules: vec![],
            allows_others: false,
        }
    }

    /// A rule that allows functions: a [`FunctionPattern`].
    ///
    /// # Errors
    /// Where the pattern is none.
    pub fn allow(self, pattern: &str) -> Result<Self, PatternError> {
        self.rule(true, pattern, None)
    }

    /// A rule that denies functions.
    ///
    /// # Errors
    /// As [`allow`](Self::allow).
    pub fn deny(self, pattern: &str) -> Result<Self, PatternError> {
        self.rule(false, pattern, None)
    }

    /// A rule that allows calls of which something holds, of their arguments for instance. Calls of which it does not are left to later rules.
    /// Where the condition panics the call fails with [`Error::InterceptorPanic`](crate::Error::InterceptorPanic).
    ///
    /// # Errors
    /// As [`allow`](Self::allow).
    pub fn allow_if(
        self,
        pattern: &str,
        condition: impl Fn(&Call<'_>) -> bool + Send + Sync + 'static,
    ) -> Result<Self, PatternError> {
        self.rule(true, pattern, Some(Box::new(condition)))
    }

    /// A rule that denies calls of which something holds; see [`allow_if`](Self::allow_if).
    ///
    /// # Errors
    /// As [`allow`](Self::allow).
    pub fn deny_if(
        self,
        pattern: &str,
        condition: impl Fn(&Call<'_>) -> bool + Send + Sync + 'static,
    ) -> Result<Self, PatternError> {
        self.rule(false, pattern, Some(Box::new(condition)))
    }

    fn rule(
        mut self,
        allows: bool,
        pattern: &str,
        condition: Option<Box<Condition>>,
    ) -> Result<Self, PatternError> {
        self.rules.push(Rule {
            allows,
            pattern: pattern.parse()?,
            condition,
        });
        Ok(self)
    }

    /// The patterns of which no function is in a world: those with a typing error, or for another world.
    pub fn unused_in(&self, world: &World) -> Vec<&FunctionPattern> {
        let patterns = self.rules.iter().map(|rule| &rule.pattern);
        patterns.filter(|pattern| !pattern.is_of(world)).collect()
    }

    /// What the policy says of a call.
    ///
    /// # Errors
    /// Where it denies it.
    pub fn check(&self, call: &Call<'_>) -> Result<(), Denied> {
        let mut rules = self.rules.iter();
        let decides = rules.position(|rule| rule.holds(call));
        let allows = decides.map_or(self.allows_others, |index| self.rules[index].allows);
        match allows {
            true => Ok(()),
            false => Err(Denied {
                direction: call.direction,
                call: qualified(call.interface, call.function),
                rule: decides,
                pattern: decides.map(|index| self.rules[index].pattern.to_string()),
                is_conditional: decides.is_some_and(|index| self.rules[index].condition.is_some()),
            }),
        }
    }

    fn decide(&self, call: &Call<'_>) -> Decision {
        match self.check(call) {
            Ok(()) => Decision::Continue,
            Err(denied) => Decision::Refuse(Box::new(denied)),
        }
    }
}

impl Rule {
    fn holds(&self, call: &Call<'_>) -> bool {
        self.pattern.matches(call) && self.condition.as_ref().is_none_or(|holds| holds(call))
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.allows { "allow" } else { "deny" };
        let condition = self.condition.as_ref().map_or("", |_| " if …");
        write!(f, "{verb} {}{condition}", self.pattern)
    }
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let default = Rule {
            allows: self.allows_others,
            pattern: "*".parse().map_err(|_| fmt::Error)?,
            condition: None,
        };
        f.debug_list().entries(&self.rules).entry(&default).finish()
    }
}

/// A call that a [`Policy`] denies.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Denied {
    /// Which way the call goes.
    pub direction: Direction,
    /// The function's full name.
    pub call: String,
    /// The index of the rule that denies it; `None` where no rule matched.
    pub rule: Option<usize>,
    /// The functions of that rule, a [`FunctionPattern`].
    pub pattern: Option<String>,
    /// Whether that rule has a condition.
    pub is_conditional: bool,
}

impl fmt::Display for Denied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let caller = self.direction.caller();
        write!(f, "the {caller}'s call of `{}` is denied", self.call)?;
        match (self.rule, &self.pattern) {
            (Some(index), Some(pattern)) => {
                write!(f, " by rule {}, `deny {pattern}`", index + 1)?;
                match self.is_conditional {
                    true => f.write_str(" with a condition"),
                    false => Ok(()),
                }
            }
            _ => f.write_str(", as no rule allows it"),
        }
    }
}

impl StdError for Denied {}

impl CallInterceptor for Policy {
    decides_at_begin!();

    fn end(&self, _: &Call<'_>, _: End<'_>) {}
}
