//! Arguments, window or headless.

use std::process::ExitCode;

fn main() -> ExitCode {
    jotsmith::cli::run(std::env::args_os())
}
