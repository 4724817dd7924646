//! The window of Nunchi: its permissions, its picture addresses and thin commands.
//!
//! Here lives what only a window needs. Never here: decisions about projects, SQL, loops over
//! photos; a command is its arguments, one call of [`nunchi_project::Session`], and the answer.

mod arrivals;
mod commands;
#[cfg(target_os = "linux")]
mod folder_chooser;
mod host;
mod pictures;
mod window;

use host::Host;

/// Starts the app and returns when its window is closed.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("NUNCHI_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();

    let builder = tauri::Builder::default()
        .register_asynchronous_uri_scheme_protocol("photo", pictures::answer)
        .on_permission_request(|_, kind| window::answer_permission(kind))
        .setup(|app| {
            let home = host::home(app.handle())?;
            #[cfg(desktop)]
            app.handle().plugin(window::remember_place(&home))?;
            Host::manage(app.handle(), &home);
            window::open(app.handle(), &home)?;
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![
            commands::app::start,
            commands::app::watch,
            commands::app::set_preferences,
            commands::app::privacy,
            commands::app::erase_everything,
            commands::projects::create_project,
            commands::projects::open_example,
            commands::projects::open_project,
            commands::projects::take_over,
            commands::projects::close_project,
            commands::library::list_projects,
            commands::library::duplicate_project,
            commands::library::rename_project,
            commands::library::bin_project,
            commands::library::restore_project,
            commands::library::erase_project,
            commands::copies::save_copy,
            commands::copies::copy_project,
            commands::importing::import_begin,
            commands::importing::import_chunk,
            commands::importing::import_finish,
            commands::importing::import_cancel,
            commands::rescue::rescue_look,
            commands::rescue::rescue,
            commands::rescue::discard_refused,
            commands::projects::rename_model,
            commands::projects::undo,
            commands::projects::redo,
            commands::projects::forget_deleted,
            commands::classes::add_class,
            commands::classes::rename_class,
            commands::classes::recolour_class,
            commands::classes::delete_class,
            commands::classes::merge_class,
            commands::photos::add_photo,
            commands::photos::delete_photos,
            commands::photos::move_photos,
            commands::photos::photo_details,
            commands::photos::adjust_square,
            commands::training::set_conditions,
            commands::training::train,
            commands::training::cancel_training,
            commands::recognising::recognise,
            commands::recognising::recognise_frame,
            commands::recognising::test_picture,
            commands::recognising::example_pictures,
            commands::app::save_file,
            commands::program::read_program,
            commands::program::change_program,
            commands::program::add_picture,
        ]);
    match builder.build(tauri::generate_context!()) {
        Ok(app) => app.run(happen),
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            std::process::exit(1);
        }
    }
}

/// Apple's systems name the files that the user opens by an event, also at the start.
#[cfg(any(target_os = "macos", target_os = "ios"))]
fn happen(app: &tauri::AppHandle, event: tauri::RunEvent) {
    use tauri::Manager;
    if let tauri::RunEvent::Opened { urls } = event {
        let files = urls.iter().filter_map(|url| url.to_file_path().ok());
        if let Some(host) = app.try_state::<Host>() {
            host.arrive(files.collect());
        }
    }
}

/// Elsewhere they stand on the command line.
#[cfg(not(any(target_os = "macos", target_os = "ios")))]
fn happen(_app: &tauri::AppHandle, _event: tauri::RunEvent) {}
