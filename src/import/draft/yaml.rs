//! Lines of YAML that are read back as they were meant, whatever a text holds, and comments that quote it.

use crate::text::{headline, squeeze};

/// Quotations in comments are no longer: enough to find the place.
const LONGEST_QUOTATION: usize = 110;

/// A text as a YAML value on one line: plain where that is safe, else in quotes.
pub fn text(value: &str) -> String {
    let value = shown(value);
    if is_plain(&value) { value } else { quoted(&value) }
}

/// A text in quotes.
pub fn quoted(value: &str) -> String {
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    for letter in shown(value).chars() {
        if matches!(letter, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted.push('"');
    quoted
}

/// The words of the source as a comment.
pub fn quotation(words: &str) -> String {
    let words = shown(words);
    format!("# từ: \"{}\"", headline(&words, LONGEST_QUOTATION))
}

/// One line of what YAML may hold: no control characters, no signs that are none.
pub fn shown(value: &str) -> String {
    let is_shown = |letter: &char| {
        !letter.is_control()
            && !matches!(letter, '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{2028}' | '\u{2029}' | '\u{85}')
            // The last two places of every plane are no characters.
            && u32::from(*letter) & 0xfffe != 0xfffe
    };
    let spaced: String = value.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    squeeze(&spaced.chars().filter(is_shown).collect::<String>())
}

/// Whether a text needs no quotes: it begins with a letter, says nothing to YAML, and is no word that YAML knows.
fn is_plain(value: &str) -> bool {
    const WORDS: [&str; 10] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan"];
    // "1954/QĐ-UBND" and "100% hồ sơ" begin with digits and are no numbers to YAML.
    let is_text = value.contains(char::is_alphabetic) && value.contains(['/', ' ']);
    (value.starts_with(char::is_alphabetic) || (is_text && value.starts_with(char::is_alphanumeric)))
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.ends_with(':')
        && value.chars().all(|letter| letter.is_alphanumeric() || " -–—/.,;:()%&\"'“”‘’+?!…".contains(letter))
        && !WORDS.contains(&value.to_lowercase().as_str())
}

/// Lines as comments, with the sign behind at most `indent` spaces of each: taking the signs away gives the lines back.
/// A comment at the start of a line stays as it is.
pub fn commented(lines: &[String], indent: usize) -> Vec<String> {
    let comment = |line: &String| {
        let start = line.len() - line.trim_start().len();
        let (indent, words) = line.split_at(start.min(indent));
        if words.starts_with('#') { line.clone() } else { format!("{indent}# {words}") }
    };
    lines.iter().map(comment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_back(line: &str) -> Option<String> {
        let value: serde_yaml::Value = serde_yaml::from_str(line).ok()?;
        value.get("a")?.as_str().map(str::to_owned)
    }

    #[test]
    fn hard_texts_come_back() {
        for value in [
            "Kế hoạch: giai đoạn 2021 – 2030",
            "\"Cà phê\" doanh nhân",
            "- gạch",
            "2021",
            "có # dấu",
            "1954/QĐ-UBND",
            "06/10/2021",
            "yes",
            "{a: b}",
            "> 90%",
            "a\\b",
            "🙂 vui",
            "'đơn'",
            "1e5",
            "a:",
        ] {
            assert_eq!(read_back(&format!("a: {}\n", text(value))).as_deref(), Some(value), "{value}");
        }
        assert_eq!(text("a\tb\u{1}\nc\u{85}\u{feff}"), "a b c");
    }

    #[test]
    fn comments_keep_their_indentation() {
        let lines = ["  - a: 1".to_owned(), "    b: 2".to_owned(), "  # c".to_owned()];
        assert_eq!(commented(&lines, 2), ["  # - a: 1", "  #   b: 2", "  # c"]);
    }

    proptest! {
        #[test]
        fn any_text_comes_back(value in "\\PC{0,40}|.{0,40}") {
            let expected = shown(&value);
            prop_assume!(!expected.is_empty());
            let line = format!("{}\na: {}\nb: {{c: {}}}\n", quotation(&value), text(&value), quoted(&value));
            prop_assert_eq!(read_back(&line), Some(expected));
        }
    }
}
