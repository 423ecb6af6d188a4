//! A guest is tested by a recorded run that is committed: `tests/golden/evaluation.txt`. `PACKR_BLESS=1` writes it anew.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use packr::intercept::{PathError, Redaction};
use packr::journal::{Golden, GoldenError};
use packr::{Engine, HasSelf, Linker, Package, Store};

packr::bindgen!(in "tests/wit/calc.wit");

/// The host, whose functions run only when the run is recorded.
struct Names;

impl demo::calc::host::Host for Names {
    fn lookup(&mut self, name: String) -> Option<i64> {
        match &*name {
            "width" => Some(3),
            "height" => Some(4),
            "most" => Some(i64::MAX),
            _ => None,
        }
    }
}

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/evaluation.txt")
}

/// What is another each time: the sums begin with the time of day.
fn redaction() -> Result<Redaction, PathError> {
    Redaction::new()
        .at("eval", "args.e.Sum[0].Num")?
        .at("eval", "result.ok")
}

/// The run: what the host calls of the guest.
fn run(guest: &str, golden: &Arc<Golden>) -> packr::Result<()> {
    let guests = std::env::var_os("PACKR_GUESTS_DIR").map(PathBuf::from);
    let guests = guests.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("guests"));
    let engine = Engine::default();
    let package = Package::from_file(&engine, guests.join(guest))?;
    let mut linker = Linker::new(&engine);
    Calc::add_to_linker::<_, HasSelf<_>>(&mut linker, |names| names)?;
    linker.set_interceptor(golden.clone());
    let mut store = Store::new(&engine, Names);
    let calc = Calc::instantiate(&mut store, &package, &linker)?;

    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = Expr::Num(now.map_or(0, |now| now.as_secs() as i64));
    let sums: [&[&str]; 3] = [
        &["width", "height"],
        &["width", "depth"],
        &["most", "width"],
    ];
    for names in sums {
        let names = names.iter().map(|&name| Expr::Name(name.into()));
        let sum = Expr::Sum([now.clone()].into_iter().chain(names).collect());
        // That it can't be evaluated is part of the run.
        let _: Result<i64, String> = calc.call_eval(&mut store, &sum)?;
    }
    Ok(())
}

#[test]
fn the_guest_behaves_as_it_did() -> Result<(), Box<dyn std::error::Error>> {
    let golden = Arc::new(Golden::new(committed())?.redaction(redaction()?));
    // Where it is another run, this says how: a call that was refused is what came of it.
    let ran = run("twin.wasm", &golden);
    golden.finish()?;
    ran?;
    Ok(())
}

/// So what is committed is what `PACKR_BLESS=1` writes, whenever that is.
#[test]
fn it_is_recorded_the_same_again() -> Result<(), Box<dyn std::error::Error>> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden-again.txt");
    let golden = Arc::new(Golden::recorded(&path).redaction(redaction()?));
    run("twin.wasm", &golden)?;
    golden.finish()?;
    assert_eq!(
        std::fs::read_to_string(path)?,
        std::fs::read_to_string(committed())?
    );
    Ok(())
}

#[test]
fn a_guest_that_behaves_differently_is_told_where() -> Result<(), Box<dyn std::error::Error>> {
    // It takes the items of a sum from last to first.
    let golden = Arc::new(Golden::replayed(committed())?.redaction(redaction()?));
    assert!(run("twin-other.wasm", &golden).is_err());
    let error = golden.finish().unwrap_err();
    assert!(matches!(error, GoldenError::Diverged { .. }), "{error}");
    let text = error.to_string();
    let (first, rest) = text.split_once('\n').unwrap();
    assert!(
        first.ends_with("evaluation.txt` (if it should be, run the test with PACKR_BLESS=1)"),
        "{first}"
    );
    assert_eq!(
        rest,
        r#"replay diverged at call 1: the input differs at args.name: recorded "width", now "height"
  recorded: demo:calc/host#lookup("width")
  now:      demo:calc/host#lookup("height")
7 recorded calls were not made"#
    );
    Ok(())
}
