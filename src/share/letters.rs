//! The letters of share images: drawn once, kept as pictures (`font/README.md`), set here into lines.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// One weight and size of letters.
pub(super) struct Letters {
    glyphs: HashMap<char, Glyph>,
    /// Coverage of each pixel of the picture, 0 to 255.
    coverage: Vec<u8>,
    width: usize,
}

/// A letter's place in the picture and on the line, in pixels.
#[derive(Clone, Copy)]
struct Glyph {
    /// In 64ths of a pixel.
    advance: usize,
    x: usize,
    y: usize,
    width: usize,
    height: usize,
    left: isize,
    top: isize,
}

impl Letters {
    pub fn bold() -> &'static Letters {
        static LETTERS: OnceLock<Letters> = OnceLock::new();
        LETTERS.get_or_init(|| Self::read(include_bytes!("font/bold.png"), include_str!("font/bold.txt")))
    }

    pub fn regular() -> &'static Letters {
        static LETTERS: OnceLock<Letters> = OnceLock::new();
        LETTERS.get_or_init(|| Self::read(include_bytes!("font/regular.png"), include_str!("font/regular.txt")))
    }

    fn read(picture: &[u8], places: &str) -> Self {
        const OURS: &str = "the pictures of letters are part of the program";
        let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect(OURS);
        let mut coverage = vec![0; reader.output_buffer_size().expect(OURS)];
        let frame = reader.next_frame(&mut coverage).expect(OURS);
        let glyph = |line: &str| {
            let mut parts = line.split(' ');
            let letter = char::from_u32(u32::from_str_radix(parts.next()?, 16).ok()?)?;
            let mut number = || parts.next()?.parse::<isize>().ok();
            let (advance, x, y) = (number()?, number()?, number()?);
            let (width, height, left, top) = (number()?, number()?, number()?, number()?);
            let [advance, x, y, width, height] = [advance, x, y, width, height].map(isize::unsigned_abs);
            Some((letter, Glyph { advance, x, y, width, height, left, top }))
        };
        Self { glyphs: places.lines().filter_map(glyph).collect(), coverage, width: frame.width as usize }
    }

    /// The letter, the same without its mark, or nothing where the font has none.
    fn glyph(&self, letter: char) -> Option<Glyph> {
        let letter = if letter.is_whitespace() { ' ' } else { letter };
        let plain = || letter.nfd().next().and_then(|base| self.glyphs.get(&base));
        self.glyphs.get(&letter).or_else(plain).copied()
    }

    /// The length of a line in pixels.
    pub fn length(&self, text: &str) -> usize {
        text.chars().filter_map(|letter| self.glyph(letter)).map(|glyph| glyph.advance).sum::<usize>().div_ceil(64)
    }

    /// Draws a line whose upper left corner is at (x, y); `dot` is called with place and coverage of each pixel.
    pub fn draw(&self, text: &str, x: usize, y: usize, mut dot: impl FnMut(usize, usize, u8)) {
        let mut pen = x * 64;
        for glyph in text.chars().filter_map(|letter| self.glyph(letter)) {
            let left = (pen / 64).saturating_add_signed(glyph.left);
            let top = y.saturating_add_signed(glyph.top);
            for row in 0..glyph.height {
                let start = (glyph.y + row) * self.width + glyph.x;
                for (column, coverage) in self.coverage[start..start + glyph.width].iter().enumerate() {
                    if *coverage > 0 {
                        dot(left + column, top + row, *coverage);
                    }
                }
            }
            pen += glyph.advance;
        }
    }

    /// The text in at most `most` lines of at most `width` pixels, the last one with an ellipsis where it does not end.
    pub fn lines(&self, text: &str, width: usize, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        // A no-break space holds a number and its word together here, too.
        for word in text.split(' ').filter(|word| !word.is_empty()).flat_map(|word| self.pieces(word, width)) {
            match lines.last_mut() {
                Some(line) if self.length(line) + self.length(" ") + self.length(&word) <= width => {
                    line.push(' ');
                    line.push_str(&word);
                }
                _ => lines.push(word),
            }
        }
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                self.cut(last, width);
            }
        }
        lines
    }

    /// A word that is longer than a line, in pieces that are not.
    fn pieces(&self, word: &str, width: usize) -> Vec<String> {
        let mut pieces = vec![String::new()];
        for letter in word.chars() {
            let piece = pieces.last_mut().expect("there is always a piece");
            piece.push(letter);
            if self.length(piece) > width && piece.chars().count() > 1 {
                piece.pop();
                pieces.push(letter.to_string());
            }
        }
        pieces
    }

    /// Makes room for an ellipsis, at the end of a word where there is one.
    fn cut(&self, line: &mut String, width: usize) {
        while self.length(line) + self.length("…") > width {
            let end = line.rfind(' ').or_else(|| line.char_indices().last().map(|(start, _)| start));
            line.truncate(end.unwrap_or(0));
        }
        let end = line.trim_end_matches([' ', ',', ';', ':', '.', '–', '-']).len();
        line.truncate(end);
        line.push('…');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vietnamese_letter_is_there_with_its_marks() {
        let letters = "aàáãảạăằắẵẳặâầấẫẩậbcdđeèéẽẻẹêềếễểệghiìíĩỉịklmnoòóõỏọôồốỗổộơờớỡởợpqrstuùúũủụưừứữửựvxyỳýỹỷỵ";
        for font in [Letters::bold(), Letters::regular()] {
            let all = format!("{letters}{}0123456789–…“”/%", letters.to_uppercase());
            let missing: String = all.chars().filter(|letter| !font.glyphs.contains_key(letter)).collect();
            assert_eq!(missing, "");
            assert!(all.chars().all(|letter| font.glyphs[&letter].width > 0));
        }
    }

    #[test]
    fn lines_hold_and_the_last_one_says_that_there_is_more() {
        let font = Letters::bold();
        let text = "Kế hoạch cải cách hành chính nhà nước giai đoạn 2021 – 2030, số\u{a0}1954/QĐ-UBND ".repeat(9);
        for (width, most) in [(1056, 4), (300, 3), (90, 2)] {
            let lines = font.lines(&text, width, most);
            assert_eq!(lines.len(), most);
            assert!(lines.iter().all(|line| font.length(line) <= width), "{lines:?}");
            assert!(lines[most - 1].ends_with('…') && !lines[0].ends_with('…'), "{lines:?}");
        }
        assert_eq!(font.lines("Một cửa", 1056, 4), ["Một cửa"]);
        assert_eq!(font.lines("", 1056, 4), Vec::<String>::new());
        // Together in one line or together in the next.
        let lines =
            font.lines("Thực hiện Quyết định số\u{a0}1954/QĐ-UBND", font.length("Thực hiện Quyết định số 1"), 4);
        assert_eq!(lines, ["Thực hiện Quyết định", "số\u{a0}1954/QĐ-UBND"]);
    }
}
