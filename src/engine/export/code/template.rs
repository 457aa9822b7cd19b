//! Templates of programs: lines, of which some are left out, with literals put in.
//!
//! `%if NAME`, `%unless NAME`, `%else` and `%end` stand on lines of their own; `{{name}}` is a value. A template names
//! nothing that is not there: the tests fill every one in every combination.

/// What a template is filled with.
pub(super) trait Filling {
    /// Whether a condition holds; `None`: there is no such condition.
    fn holds(&self, condition: &str) -> Option<bool>;
    /// A value, as it stands in the text; `None`: there is no such value.
    fn value(&self, name: &str) -> Option<String>;
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Unknown(String),
    Unbalanced,
}

/// The text, without a line break at its end.
pub(super) fn filled(template: &str, filling: &impl Filling) -> Result<String, Fault> {
    let mut out = String::with_capacity(template.len());
    // Whether each block that is open is written.
    let mut open: Vec<bool> = Vec::new();
    for line in template.lines() {
        let condition = |name: &str| filling.holds(name).ok_or_else(|| Fault::Unknown(name.to_owned()));
        if let Some(name) = line.strip_prefix("%if ") {
            open.push(condition(name)?);
        } else if let Some(name) = line.strip_prefix("%unless ") {
            open.push(!condition(name)?);
        } else if line == "%else" {
            let last = open.last_mut().ok_or(Fault::Unbalanced)?;
            *last = !*last;
        } else if line == "%end" {
            open.pop().ok_or(Fault::Unbalanced)?;
        } else if ["%if ", "%unless ", "%else", "%end"].iter().any(|word| line.trim_start().starts_with(word)) {
            // Indented, it would be a line of the program.
            return Err(Fault::Unbalanced);
        } else if open.iter().all(|is_written| *is_written) {
            push_line(&mut out, line, filling)?;
        }
    }
    if !open.is_empty() {
        return Err(Fault::Unbalanced);
    }
    out.truncate(out.trim_end().len());
    Ok(out)
}

/// A value that holds `{{` is not looked into.
fn push_line(out: &mut String, line: &str, filling: &impl Filling) -> Result<(), Fault> {
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, behind) = after.split_once("}}").ok_or_else(|| Fault::Unknown(after.to_owned()))?;
        out.push_str(before);
        out.push_str(&filling.value(name).ok_or_else(|| Fault::Unknown(name.to_owned()))?);
        rest = behind;
    }
    out.push_str(rest);
    out.push('\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Fault, Filling, filled};

    struct Example;
    impl Filling for Example {
        fn holds(&self, condition: &str) -> Option<bool> {
            matches!(condition, "yes" | "no").then(|| condition == "yes")
        }
        fn value(&self, name: &str) -> Option<String> {
            (name == "x").then(|| "{{x}} %end".to_owned())
        }
    }

    #[test]
    fn blocks_nest_and_values_are_not_read_again() {
        let template = "a\n%if yes\nb {{x}}\n%if no\nc\n%else\nd\n%end\n%end\n%unless yes\ne\n%end\n";
        assert_eq!(filled(template, &Example).as_deref(), Ok("a\nb {{x}} %end\nd"));
    }

    #[test]
    fn what_is_not_there_is_a_fault() {
        assert_eq!(filled("%if maybe\n%end", &Example), Err(Fault::Unknown("maybe".to_owned())));
        assert_eq!(filled("{{y}}", &Example), Err(Fault::Unknown("y".to_owned())));
        assert_eq!(filled("%if yes", &Example), Err(Fault::Unbalanced));
        assert_eq!(filled("%end", &Example), Err(Fault::Unbalanced));
        assert_eq!(filled("%if yes\n  %end\n%end", &Example), Err(Fault::Unbalanced));
    }
}
