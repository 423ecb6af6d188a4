//! What stands for wasmtime's trap codes: their names there, since the numbers behind them may change.

use std::sync::LazyLock;

use wasmtime::Trap;

static TRAPS: LazyLock<Vec<(String, Trap)>> = LazyLock::new(|| {
    let all = (0..=u8::MAX).filter_map(Trap::from_u8);
    all.map(|trap| (trap_name(trap), trap)).collect()
});

pub(super) fn trap_name(trap: Trap) -> String {
    format!("{trap:?}")
}

pub(super) fn trap_of_name(name: &str) -> Option<Trap> {
    let found = TRAPS.iter().find(|(known, _)| known == name);
    found.map(|(_, trap)| *trap)
}
