fn main() {
    // A list of 100,000 cells takes about 20 MiB to be read or written.
    println!("cargo::rustc-link-arg=-zstack-size=67108864");
}
