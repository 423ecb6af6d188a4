//! Generates what `packr::bindgen!(in "../wit/calc.wit")` would.

fn main() -> Result<(), packr_bindgen::BuildError> {
    packr_bindgen::Builder::host()
        .path("../wit/calc.wit")
        .build("calc.rs")
}
