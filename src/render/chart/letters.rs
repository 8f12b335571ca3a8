//! Texts and numbers of a drawing: escaped, cut to the room there is, and written as elements.

use std::fmt::Write;

use super::FONT_SIZE;

pub(super) fn text(out: &mut String, (x, y): (f64, f64), anchor: &str, content: &str) {
    if content.is_empty() {
        return;
    }
    let anchor = if anchor == "start" { String::new() } else { format!(" text-anchor=\"{anchor}\"") };
    push(out, format_args!("<text x=\"{}\" y=\"{}\"{anchor}>{}</text>", coordinate(x), coordinate(y), escape(content)));
}

pub(super) fn push(out: &mut String, arguments: std::fmt::Arguments) {
    out.write_fmt(arguments).expect("writing to a string cannot fail");
}

/// At most two decimals; adding zero turns a negative zero into a plain one.
pub(super) fn coordinate(value: f64) -> String {
    ((value * 100.0).round() / 100.0 + 0.0).to_string()
}

/// A number of the axis, grouped by thousands.
pub(super) fn number(value: f64, decimals: usize, decimal_comma: bool) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (group, point) = if decimal_comma { ('.', ',') } else { (',', '.') };
    let is_zero = plain.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let mut out = String::from(if value < 0.0 && !is_zero { "−" } else { "" });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// The room that a text needs, after the widest of the common system faces: the real one is not known here, and too
/// much room does less harm than too little.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(char_width).sum::<f64>() * FONT_SIZE
}

pub(super) fn char_width(letter: char) -> f64 {
    match letter {
        '\u{300}'..='\u{36f}' => 0.0,
        'i' | 'j' | 'l' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị' | '\'' | '|' => 0.29,
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | 'I' | 'Í' | '!' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.41,
        'm' | 'M' | 'w' | 'W' | '%' | '…' | '—' => 0.97,
        '0'..='9' => 0.64,
        letter if letter.is_uppercase() => 0.74,
        letter if u32::from(letter) >= 0x2e80 => 1.0,
        _ => 0.62,
    }
}

/// The text, or as much of its beginning as fits with an ellipsis.
pub(super) fn cut(text: &str, room: f64) -> String {
    // The year in which a unit ended, "(–2025)", is said whole or not at all.
    let text = match text.rfind(" (–") {
        Some(start) if width(text) > room => &text[..start],
        _ => text,
    };
    if width(text) <= room {
        return text.to_string();
    }
    let mut used = char_width('…') * FONT_SIZE;
    let fits = |letter: &char| {
        used += char_width(*letter) * FONT_SIZE;
        used <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end_matches([' ', '\u{a0}', ',', '.', '–', '-']))
}

/// The text in lines of whole words, at most `most` of them; what is left over is cut from the last.
pub(super) fn wrap(text: &str, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let full = lines.len() == most;
        match lines.last_mut() {
            Some(line) if full || width(line) + width(" ") + width(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|line| cut(&line, room)).collect()
}

/// Text for element content and quoted attributes; control characters are not allowed in either.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
