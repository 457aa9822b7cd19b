//! Arguments, window or headless.

use std::process::ExitCode;

fn main() -> ExitCode {
    jotsmith::process::end_with_a_status();
    jotsmith::process::scrub_panics();
    match jotsmith::process::fix_openssl() {
        Ok(None) => {}
        Ok(Some(code)) => return code,
        Err(error) => {
            eprintln!("jotsmith: {error}");
            return ExitCode::from(2);
        }
    }
    jotsmith::process::seclude();
    // Without arguments a window opens; everything else is the command line.
    if std::env::args_os().len() > 1 {
        return jotsmith::cli::run(std::env::args_os());
    }
    window()
}

#[cfg(feature = "gui")]
fn window() -> ExitCode {
    jotsmith::shell::window::run()
}

#[cfg(not(feature = "gui"))]
fn window() -> ExitCode {
    eprintln!("jotsmith: this build has no window; see `jotsmith --help`");
    ExitCode::from(2)
}
