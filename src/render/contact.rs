//! Addresses that hand something over: a mail with subject and text filled in, a telephone number, a sharing service.
//!
//! Takes plain texts, gives addresses for `href`; whether a page shows them is up to the templates.

use std::fmt::Write;

/// Percent-encoding of everything that is not plain in a query, byte by byte of its UTF-8.
pub fn percent(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len() * 2), |mut acc, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => acc.push(byte as char),
            _ => drop(write!(acc, "%{byte:02X}")),
        }
        acc
    })
}

/// A mail to `to` that says what it is about; without a receiver the reader chooses one.
pub fn mail(to: &str, subject: &str, body: &str) -> String {
    format!("mailto:{to}?subject={}&body={}", percent(subject), percent(body))
}

/// Where a contact as printed leads: a mail address, a telephone number, a web address, or nowhere ("Văn phòng UBND").
pub fn contact(printed: &str, subject: &str, body: &str) -> Option<String> {
    if is_mail(printed) {
        return Some(mail(printed, subject, body));
    }
    if printed.starts_with("https://") || printed.starts_with("http://") {
        return Some(printed.to_owned());
    }
    telephone(printed)
}

fn is_mail(printed: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    printed.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty() && host.contains('.') && user.chars().all(is_plain) && host.chars().all(is_plain)
    })
}

/// Digits with the signs that people set between them; too few are an hour or a room, too many are no number.
fn telephone(printed: &str) -> Option<String> {
    let is_sign = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '.' | '-' | '(' | ')');
    let rest = printed.strip_prefix('+').unwrap_or(printed);
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let plus = if rest.len() < printed.len() { "+" } else { "" };
    (rest.chars().all(is_sign) && (8..=15).contains(&digits.len())).then(|| format!("tel:{plus}{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_carries_vietnamese_letters_as_their_bytes() {
        let address = mail("gop-y@example.org", "Góp ý: một & hai?", "https://example.org/tin/đ.html");
        assert_eq!(
            address,
            "mailto:gop-y@example.org?subject=G%C3%B3p%20%C3%BD%3A%20m%E1%BB%99t%20%26%20hai%3F\
             &body=https%3A%2F%2Fexample.org%2Ftin%2F%C4%91.html"
        );
    }

    #[test]
    fn a_contact_leads_somewhere_where_it_is_an_address() {
        let cases = [
            ("gop-y@example.org", Some("mailto:gop-y@example.org?subject=a&body=b")),
            ("0277 3 851 234", Some("tel:02773851234")),
            ("+84 (277) 385.1234", Some("tel:+842773851234")),
            ("https://example.org/gop-y", Some("https://example.org/gop-y")),
            ("Văn phòng UBND", None),
            ("phòng 12, giờ 8-17", None),
            ("8-17", None),
            ("a@b", None),
            ("a b@example.org?cc=x", None),
            ("javascript:alert(1)", None),
        ];
        for (printed, expected) in cases {
            assert_eq!(contact(printed, "a", "b").as_deref(), expected, "{printed}");
        }
    }
}
