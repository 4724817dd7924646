//! Lets Tauri read `tauri.conf.json` and the capabilities beside this file.

#[path = "src/command_names.rs"]
mod command_names;

fn main() {
    // Naming the commands here makes each of them forbidden until a capability allows it.
    let manifest = tauri_build::AppManifest::new().commands(command_names::COMMAND_NAMES);
    let attributes = tauri_build::Attributes::new()
        .app_manifest(manifest)
        .capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error=tauri configuration: {error:#}");
        std::process::exit(1);
    }
    println!("cargo::rerun-if-changed=src-tauri/capabilities");
    println!("cargo::rerun-if-changed=ui/dist");
}
