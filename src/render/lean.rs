//! Style sheets and scripts as readers load them: without what only authors read.

/// A style sheet without its comments and indentation, which readers need not load.
pub fn sheet(sheet: &str) -> String {
    let mut lean = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(at);
        lean.push_str(before);
        let length = match from.as_bytes() {
            [b'/', b'*', ..] => {
                rest = from.find("*/").map_or("", |end| &from[end + 2..]);
                continue;
            }
            [b'/', ..] => 1,
            [quote, ..] => string_length(from, *quote),
            [] => 0,
        };
        lean.push_str(&from[..length]);
        rest = &from[length..];
    }
    lean.push_str(rest);
    let lines = lean.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// A script without its comments of whole lines and without indentation. Where a text could go on over a line's end, in
/// which such a line would be no comment, the script stays as it is.
pub fn script(script: &str) -> String {
    let may_go_on = |line: &str| line.matches('`').count() % 2 == 1 || line.ends_with('\\');
    if script.lines().any(may_go_on) {
        return script.to_owned();
    }
    let mut lean = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        // Licences begin with an exclamation mark and stay.
        in_comment |= line.starts_with("/*") && !line.starts_with("/*!");
        if in_comment {
            let Some((_, rest)) = line.split_once("*/") else { continue };
            in_comment = false;
            if rest.is_empty() {
                continue;
            }
            lean.push_str(rest.trim_start());
            lean.push('\n');
        } else if !line.is_empty() && !line.starts_with("//") {
            lean.push_str(line);
            lean.push('\n');
        }
    }
    lean
}

/// How long a string is that begins with `quote`; one without an end goes on to the end of the sheet.
fn string_length(text: &str, quote: u8) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        if byte == quote && !is_escaped {
            return at + 1;
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_sheet_loses_comments_and_keeps_strings() {
        for (sheet, expected) in [
            ("/* a */\n\na { b: c }\n  /* d\n e */ f {}", "a { b: c }\nf {}\n"),
            ("a { content: \"/* no comment */\" }", "a { content: \"/* no comment */\" }\n"),
            ("a { content: '\\'/*' } /* x */ b {}", "a { content: '\\'/*' }  b {}\n"),
            ("a { background: url(data:a/b) } /* open", "a { background: url(data:a/b) }\n"),
            ("a { content: \"open", "a { content: \"open\n"),
        ] {
            assert_eq!(super::sheet(sheet), expected, "{sheet:?}");
        }
    }

    #[test]
    fn a_script_loses_comments_of_whole_lines_only() {
        for (script, expected) in [
            ("// a\n  let b = 1; // c\n\n", "let b = 1; // c\n"),
            ("/** a\n * b\n */\nc();\n/* d */ e();\n", "c();\ne();\n"),
            ("/*! licence */\na();\n", "/*! licence */\na();\n"),
            ("a = \"/* b\";\nc();\n", "a = \"/* b\";\nc();\n"),
            ("a = `\n  // b\n`;\n", "a = `\n  // b\n`;\n"),
            ("a = \"\\\n// b\";\n", "a = \"\\\n// b\";\n"),
        ] {
            assert_eq!(super::script(script), expected, "{script:?}");
        }
    }
}
