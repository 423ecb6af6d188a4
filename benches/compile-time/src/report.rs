//! The table, for people and as JSON.

use serde_json::{Value, json};

/// One measure of both, or why there is none.
pub struct Row {
    pub what: &'static str,
    pub unit: &'static str,
    pub packr: Result<f64, String>,
    pub wasmtime: Result<f64, String>,
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        let (packr, wasmtime) = (self.packr.as_ref().ok()?, self.wasmtime.as_ref().ok()?);
        (*wasmtime > 0.0).then(|| packr / wasmtime)
    }
}

pub fn text(rows: &[Row]) -> String {
    let mut text = format!(
        "{:<52}{:>10}{:>10}{:>8}\n",
        "", "packr", "wasmtime", "ratio"
    );
    for row in rows {
        let cell = |side: &Result<f64, String>| match side {
            Ok(number) => format!("{number:.0}"),
            Err(_) => "-".to_owned(),
        };
        let ratio = row
            .ratio()
            .map_or("-".to_owned(), |ratio| format!("{ratio:.2}"));
        let what = format!("{} ({})", row.what, row.unit);
        let (packr, wasmtime) = (cell(&row.packr), cell(&row.wasmtime));
        text += &format!("{what:<52}{packr:>10}{wasmtime:>10}{ratio:>8}\n");
    }
    for row in rows {
        for (side, result) in [("packr", &row.packr), ("wasmtime", &row.wasmtime)] {
            if let Err(reason) = result {
                text += &format!("not measured: {} of {side}: {reason}\n", row.what);
            }
        }
    }
    text
}

pub fn json(rows: &[Row], runs: usize) -> Value {
    let side = |side: &Result<f64, String>| match side {
        Ok(number) => json!(number),
        Err(reason) => json!({ "not-measured": reason }),
    };
    let rows = rows.iter().map(|row| {
        json!({
            "what": row.what,
            "unit": row.unit,
            "packr": side(&row.packr),
            "wasmtime": side(&row.wasmtime),
            "ratio": row.ratio(),
        })
    });
    json!({
        "types": crate::world::TYPES,
        "functions": crate::world::FUNCTIONS,
        "runs": runs,
        "rows": rows.collect::<Vec<_>>(),
    })
}
