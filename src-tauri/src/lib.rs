//! The window of Nunchi: its permissions, its picture addresses and thin commands.
//!
//! Here lives what only a window needs. Never here: decisions about projects, SQL, loops over
//! photos; a command is its arguments, one call of [`nunchi_project::Session`], and the answer.

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
            commands::app::set_preferences,
            commands::projects::create_project,
            commands::projects::open_example,
            commands::projects::open_project,
            commands::projects::close_project,
            commands::library::list_projects,
            commands::library::duplicate_project,
            commands::library::rename_project,
            commands::library::bin_project,
            commands::library::restore_project,
            commands::library::erase_project,
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
            commands::recognising::example_pictures,
            commands::app::save_file,
            commands::program::read_program,
            commands::program::change_program,
            commands::program::add_picture,
        ]);
    if let Err(error) = builder.run(tauri::generate_context!()) {
        tracing::error!(%error, "the window could not be opened");
        std::process::exit(1);
    }
}
