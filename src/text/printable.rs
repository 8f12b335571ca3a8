//! Text of unknown origin on a terminal.

/// Whether a character steers a terminal, or reorders what follows it.
pub fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// One line that a terminal shows as it is.
pub fn printable(text: &str) -> String {
    let shown = |c| match c {
        '\n' | '\t' => ' ',
        c if steers(c) => '\u{fffd}',
        c => c,
    };
    text.replace("\r\n", "\n").chars().map(shown).collect()
}
