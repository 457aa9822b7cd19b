//! Arguments, window or headless.

use std::ffi::OsString;
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
    jotsmith::process::lock_memory();
    // Without arguments a window opens, and with tokens and files alone where there is a display; everything else is the
    // command line.
    let arguments: Vec<OsString> = std::env::args_os().collect();
    if arguments.len() <= 1 {
        return window();
    }
    // The command line starts this program anew for it.
    if let [_, word] = arguments.as_slice()
        && let Some(code) = word.to_str().and_then(clipboard)
    {
        return code;
    }
    if is_opened(&arguments) { ExitCode::SUCCESS } else { jotsmith::cli::run(arguments) }
}

/// Reads or owns the clipboard, where that is what the word asks for.
#[cfg(feature = "gui")]
fn clipboard(word: &str) -> Option<ExitCode> {
    use jotsmith::cli;
    use jotsmith::shell::clipboard::terminal;
    match word {
        cli::READ => Some(terminal::print()),
        cli::HOLD => Some(terminal::hold(false)),
        cli::HOLD_SECRET => Some(terminal::hold(true)),
        _ => None,
    }
}

#[cfg(not(feature = "gui"))]
fn clipboard(word: &str) -> Option<ExitCode> {
    use jotsmith::cli;
    let is_asked = [cli::READ, cli::HOLD, cli::HOLD_SECRET].contains(&word);
    is_asked.then(|| {
        println!("{}", cli::NONE);
        ExitCode::FAILURE
    })
}

/// Whether the arguments were opened in a window.
#[cfg(feature = "gui")]
fn is_opened(arguments: &[OsString]) -> bool {
    let opening = jotsmith::cli::opening(arguments)
        .filter(|_| jotsmith::shell::window::has_display() && !jotsmith::process::is_output_read());
    opening.is_some_and(|opening| match jotsmith::shell::window::open(&opening) {
        Ok(()) => true,
        Err(why) => {
            eprintln!("jotsmith: {why}");
            false
        }
    })
}

#[cfg(not(feature = "gui"))]
fn is_opened(_arguments: &[OsString]) -> bool {
    false
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
