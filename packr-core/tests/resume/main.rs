//! Runs that were stopped go on in their journal, which in the end is the one of a run that was not.

mod choices;
mod cuts;
mod diverged;
mod guest;
mod kill;
mod overlap;
mod property;
mod start;
#[path = "../common/strings.rs"]
mod strings;
