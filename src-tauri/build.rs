//! Lets Tauri read `tauri.conf.json` and the capabilities beside this file.

fn main() {
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error=tauri configuration: {error:#}");
        std::process::exit(1);
    }
    println!("cargo::rerun-if-changed=src-tauri/capabilities");
}
