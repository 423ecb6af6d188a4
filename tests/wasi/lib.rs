//! See `tests/`: packr beside WASI preview 1 on one linker.
