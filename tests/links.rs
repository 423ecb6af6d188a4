//! Every relative link in the Markdown of this repository leads to a file, and to a heading where it names one; every path in the guide exists;
//! the guide's table of contents, its doctests and its files are the same chapters; and the index of examples has them all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Markdown files of a directory and of those inside it.
fn markdown(directory: &str, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(root().join(directory)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let path = Path::new(directory).join(&name);
        let hidden = name.starts_with('.') || name == "target";
        if root().join(&path).is_dir() && !hidden {
            markdown(path.to_str().unwrap(), files);
        } else if name.ends_with(".md") {
            files.push(path);
        }
    }
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The text without blocks of code.
fn prose(text: &str) -> String {
    let mut code = false;
    let lines = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !code && !fence
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The targets of links: `[text](target)`, and `[text]: target`.
fn links(text: &str) -> Vec<&str> {
    let inline = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let defined = text.lines().filter(|line| line.starts_with('['));
    let defined = defined.filter_map(|line| Some(line.split_once("]: ")?.1));
    inline.chain(defined).collect()
}

/// The anchors of a text's headings, as forges and mdBook make them.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let anchor = |heading: &str| {
        let letters = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = letters
            .chars()
            .filter(|c| c.is_alphanumeric() || "-_ ".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn relative_links_lead_somewhere() {
    let mut files = Vec::new();
    markdown("", &mut files);
    assert!(files.len() > 20, "{files:?}");
    let mut broken = Vec::new();
    for file in &files {
        let text = prose(&read(file));
        for link in links(&text)
            .into_iter()
            .filter(|link| !link.contains("://"))
        {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match path {
                "" => file.clone(),
                _ => file.parent().unwrap().join(path),
            };
            let there = root().join(&target).exists();
            let has = |anchor: &str| {
                anchors(&prose(&read(&target)))
                    .iter()
                    .any(|own| own == anchor)
            };
            if !there || !(anchor.is_empty() || has(anchor)) {
                broken.push(format!("{}: {link}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_guide_stays_inside_itself_and_names_files_that_exist() {
    let chapters = fs::read_dir(root().join("docs/guide/src")).unwrap();
    for chapter in chapters.map(|chapter| chapter.unwrap().path()) {
        let text = prose(&read(&chapter));
        for link in links(&text) {
            assert!(
                !link.starts_with(".."),
                "{}: {link} is outside of the book",
                chapter.display()
            );
        }
        let code = text.split('`').skip(1).step_by(2);
        let folders = ["docs/", "examples/", "guests/", "tests/"];
        for path in code.filter(|code| folders.iter().any(|folder| code.starts_with(folder))) {
            assert!(root().join(path).exists(), "{}: {path}", chapter.display());
        }
        for example in text.split("cargo run ").skip(1) {
            let name = example
                .split("--example ")
                .nth(1)
                .map(|rest| rest.split(['`', ' ', '\n']).next());
            let name = name.flatten().unwrap();
            assert!(
                root().join(format!("examples/{name}.rs")).exists(),
                "{}: {name}",
                chapter.display()
            );
        }
    }
}

#[test]
fn each_chapter_is_in_the_contents_and_in_the_doctests() {
    let files = fs::read_dir(root().join("docs/guide/src")).unwrap();
    let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> = files.filter(|file| file != "SUMMARY.md").collect();
    let contents = read("docs/guide/src/SUMMARY.md");
    let contents: BTreeSet<String> = links(&contents).into_iter().map(str::to_owned).collect();
    assert_eq!(contents, files);

    let mut tested = read("docs/guide/chapters.rs");
    tested.push_str(&read("tests/built/lib.rs"));
    for file in files {
        let name = file.trim_end_matches(".md");
        let named =
            tested.contains(&format!("\"{name}\"")) || tested.contains(&format!("/{file}\""));
        assert!(named, "{file} is no doctest");
    }
}

#[test]
fn each_block_that_is_not_compiled_says_what_it_waits_for() {
    for chapter in fs::read_dir(root().join("docs/guide/src")).unwrap() {
        let chapter = chapter.unwrap().path();
        let text = read(&chapter);
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[1].contains("ignore")) {
            let waits = ["<!-- async: enable -->", "<!-- options: enable -->"].contains(&pair[0]);
            assert!(
                waits || !pair[1].starts_with("```"),
                "{}: {}",
                chapter.display(),
                pair[1]
            );
        }
        let unmarked = lines.iter().filter(|line| **line == "```").count();
        let marked = lines
            .iter()
            .filter(|line| line.starts_with("```") && line.len() > 3)
            .count();
        assert_eq!(
            unmarked,
            marked,
            "{}: a block without a language",
            chapter.display()
        );
    }
}

#[test]
fn each_example_is_in_their_index() {
    let index = read("examples/README.md");
    for example in fs::read_dir(root().join("examples")).unwrap() {
        let name = example.unwrap().file_name().into_string().unwrap();
        assert!(
            !name.ends_with(".rs") || index.contains(&format!("]({name})")),
            "{name}"
        );
    }
}
