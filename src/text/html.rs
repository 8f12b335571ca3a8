//! Text as HTML shows it: the one place that escapes.

/// Appends text with `&`, `<`, `>` and `"` escaped, so that it may stand in content and in quoted values alike.
/// Control characters are left out: HTML forbids them and Word pastes them.
pub fn escape_html(text: &str, out: &mut String) {
    let mut copied = 0;
    for (position, byte) in text.bytes().enumerate() {
        // Letters are above all signs but one, which two comparisons find out.
        if byte > b'>' && byte != 0x7f {
            continue;
        }
        let replacement = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\t' | b'\n' | b'\r' => continue,
            0..=0x1f | 0x7f => "",
            _ => continue,
        };
        out.push_str(&text[copied..position]);
        out.push_str(replacement);
        copied = position + 1;
    }
    out.push_str(&text[copied..]);
}
