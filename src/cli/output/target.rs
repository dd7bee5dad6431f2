//! What `-o` and `-f` ask for: which format goes where.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::cli::{
    args::{Format, OutputArgs},
    input::resolved,
    nearest::nearest,
    trouble::Trouble,
};

/// One place, and what is to be written there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// How findings are written.
    pub(crate) format: Format,
    /// Where; standard output if there is none.
    pub(crate) file: Option<PathBuf>,
}

/// All of them. `-o FILE` takes the place of standard output; `-o FORMAT=FILE` comes on top.
pub(crate) fn targets(args: &OutputArgs) -> Result<Vec<Target>, Trouble> {
    let mut targets = Vec::new();
    let mut is_redirected = false;
    for output in &args.outputs {
        let (format, file) = split(output)?;
        let file = (file != Path::new("-")).then(|| file.to_owned());
        is_redirected |= format.is_none() || file.is_none();
        targets.push(Target { format: format.unwrap_or(args.format), file });
    }
    if !is_redirected {
        targets.insert(0, Target { format: args.format, file: None });
    }
    refuse_twice(&targets)?;
    Ok(targets)
}

/// `sarif=out.sarif`, or a file alone. A word in front of the first `=` is meant as a format.
fn split(output: &Path) -> Result<(Option<Format>, &Path), Trouble> {
    let Some((word, file)) = output.to_str().and_then(|text| text.split_once('=')) else { return Ok((None, output)) };
    if word.is_empty() || !word.chars().all(char::is_alphanumeric) {
        return Ok((None, output));
    }
    match Format::from_str(word, false) {
        Ok(_) if file.is_empty() => Err(Trouble::with_help(
            format!("`-o {word}=` names no file"),
            format!("give it one: `-o {word}=findings.txt`, or `-` for standard output"),
        )),
        Ok(format) => Ok((Some(format), Path::new(file))),
        Err(_) => {
            let formats = Format::value_variants().iter().filter_map(|format| format.to_possible_value());
            let names: Vec<String> = formats.map(|value| value.get_name().to_owned()).collect();
            let near = nearest(word, names.iter().map(String::as_str).collect::<Vec<_>>());
            let near = near.map(|near| format!("did you mean `{near}={file}`? ")).unwrap_or_default();
            Err(Trouble::with_help(
                format!("`{word}` in `-o {word}={file}` is no format"),
                format!("{near}a file of that name is `./{word}={file}`"),
            ))
        }
    }
}

fn refuse_twice(targets: &[Target]) -> Result<(), Trouble> {
    for (number, target) in targets.iter().enumerate() {
        let is_same = |earlier: &&Target| match (&earlier.file, &target.file) {
            (None, None) => true,
            (Some(earlier), Some(file)) => {
                earlier == file || resolved(earlier).is_some_and(|at| Some(at) == resolved(file))
            }
            _ => false,
        };
        if targets[..number].iter().any(|earlier| is_same(&earlier)) {
            let name = target.file.as_ref().map_or(super::STDOUT.to_owned(), |file| format!("`{}`", file.display()));
            return Err(Trouble::with_help(
                format!("two outputs go to {name}, and only one could be read there"),
                "give each -o a file of its own",
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::args::Cli;

    fn asked(flags: &[&str]) -> Result<Vec<(String, String)>, String> {
        let cli = Cli::try_parse_from(["tonelint"].iter().chain(flags)).expect("these are flags");
        let name = |target: Target| {
            let file = target.file.map_or("-".to_owned(), |file| file.display().to_string());
            (format!("{:?}", target.format).to_lowercase(), file)
        };
        let found = targets(&cli.check.output).map_err(|trouble| trouble.to_string())?;
        Ok(found.into_iter().map(name).collect())
    }

    fn check(flags: &[&str], expected: &[(&str, &str)]) {
        let expected = expected.iter().map(|(format, file)| ((*format).to_owned(), (*file).to_owned())).collect();
        assert_eq!(asked(flags), Ok(expected), "{flags:?}");
    }

    #[test]
    fn a_file_takes_the_place_of_standard_output_and_formats_come_on_top() {
        check(&[], &[("pretty", "-")]);
        check(&["-o", "a.txt"], &[("pretty", "a.txt")]);
        check(&["-f", "json", "-o", "-"], &[("json", "-")]);
        check(&["-f", "line", "-o", "sarif=a", "-o", "junit=b"], &[("line", "-"), ("sarif", "a"), ("junit", "b")]);
        check(&["-o", "a.txt", "-o", "sarif=b"], &[("pretty", "a.txt"), ("sarif", "b")]);
        check(&["-o", "github=-", "-o", "sarif=b"], &[("github", "-"), ("sarif", "b")]);
    }

    #[test]
    fn only_a_word_before_the_sign_is_meant_as_a_format() {
        check(&["-o", "out/run=3.txt"], &[("pretty", "out/run=3.txt")]);
        check(&["-o", "./sarif=3.txt"], &[("pretty", "./sarif=3.txt")]);
        check(&["-o", "json=a=b"], &[("pretty", "-"), ("json", "a=b")]);
        let message = asked(&["-o", "sarf=out"]).expect_err("there is no such format");
        assert!(message.contains("did you mean `sarif=out`?") && message.contains("`./sarf=out`"), "{message}");
        asked(&["-o", "sarif="]).expect_err("there is no file");
    }

    #[test]
    fn two_outputs_in_one_place_are_an_error() {
        for flags in [&["-o", "json=-", "-o", "-"], &["-o", "json=a", "-o", "sarif=./a"]] {
            let message = asked(flags).expect_err("there are two");
            assert!(message.starts_with("two outputs go to"), "{message}");
        }
    }
}
