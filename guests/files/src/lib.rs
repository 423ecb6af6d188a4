//! Walks folders: a guest with `std`, for `wasm32-wasip1`.

use std::path::Path;
use std::{fs, io};

packr_guest::bindgen!(in "../../tests/wit/files.wit");

struct Files;

impl Guest for Files {
    fn walk(path: String) -> Result<Entry, String> {
        walk(Path::new(&path)).map_err(|error| format!("{path}: {error}"))
    }

    fn echo() -> String {
        let mut line = String::new();
        if let Err(error) = io::stdin().read_line(&mut line) {
            return error.to_string();
        }
        print!("{line}");
        line
    }

    fn fail(message: String) {
        panic!("{message}");
    }
}

fn walk(path: &Path) -> io::Result<Entry> {
    let data = fs::metadata(path)?;
    let mut entries = Vec::new();
    if data.is_dir() {
        visit(&path.to_string_lossy());
        for entry in fs::read_dir(path)? {
            entries.push(walk(&entry?.path())?);
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
    }
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok(Entry {
        name: name.to_string_lossy().into_owned(),
        size: data.len(),
        entries,
    })
}

export!(Files);
