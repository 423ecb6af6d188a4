//! Generates what `packr::bindgen!` would with these options.

fn main() -> Result<(), packr_bindgen::BuildError> {
    packr_bindgen::Builder::host()
        .path("../wit/calc.wit")
        .option(
            "additional_derives",
            "[serde::Serialize, serde::Deserialize]",
        )
        .option(
            "type_attributes",
            r#"{ "expr": #[serde(rename_all = "kebab-case")] }"#,
        )
        .option(
            "field_attributes",
            r#"{ "expr.name": #[serde(rename = "the-name")] }"#,
        )
        .build("calc.rs")
}
