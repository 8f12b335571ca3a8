//! The picture that social networks show beside a link: words of the page on the colours of the default theme.
//!
//! Takes texts, gives the bytes of a PNG of 1200 × 630 pixels; knows neither site nor disk. Networks take no SVG, and a
//! picture without words says nothing in a list of links.

mod letters;

use crate::text;

use letters::Letters;

/// Width and height that networks show uncut (ogp.me names none; these are what the large ones recommend).
pub const SIZE: (u32, u32) = (1200, 630);

const WIDTH: usize = SIZE.0 as usize;
const HEIGHT: usize = SIZE.1 as usize;
const MARGIN: usize = 72;
const BAND: usize = 112;
const TITLE_LINE: usize = 76;
const FACT_LINE: usize = 46;

/// Grounds, and each kind of word from its ground to its full colour. Two steps between are what an eye sees at this size;
/// more of them cost kilobytes.
const PAPER: u8 = 0;
const INK: [u8; 4] = [PAPER, 1, 2, 3];
const MUTED: [u8; 4] = [PAPER, 4, 5, 6];
const ACCENT: u8 = 7;
const ON_ACCENT: [u8; 4] = [ACCENT, 8, 9, PAPER];
const LINE: u8 = 10;
const COLORS: usize = 11;

const PAPER_COLOR: [u8; 3] = [0xff, 0xff, 0xff];
const INK_COLOR: [u8; 3] = [0x1a, 0x24, 0x27];
const MUTED_COLOR: [u8; 3] = [0x4a, 0x58, 0x5d];
const ACCENT_COLOR: [u8; 3] = [0x0b, 0x4f, 0x63];
const LINE_COLOR: [u8; 3] = [0xcd, 0xd7, 0xda];

/// The words of a share image.
#[derive(Clone, Debug, Default)]
pub struct Words<'a> {
    /// In the band at the top: whose page it is.
    pub site: &'a str,
    pub title: &'a str,
    /// Below the title, each in a line: who and when, the decision, how much it holds. Empty ones are left out.
    pub facts: Vec<String>,
}

/// Draws the image.
pub fn png(words: &Words) -> Vec<u8> {
    let mut canvas = Canvas { pixels: vec![PAPER; WIDTH * HEIGHT] };
    canvas.fill(0, BAND, ACCENT);
    let width = WIDTH - 2 * MARGIN;
    let (bold, regular) = (Letters::bold(), Letters::regular());
    if let Some(site) = regular.lines(words.site, width, 1).first() {
        canvas.write(regular, site, 36, &ON_ACCENT);
    }
    for (index, line) in bold.lines(words.title, width, 4).iter().enumerate() {
        canvas.write(bold, line, BAND + 40 + index * TITLE_LINE, &INK);
    }
    let facts: Vec<&String> = words.facts.iter().filter(|fact| !fact.is_empty()).take(2).collect();
    // One sentence may take the place of two facts.
    let most = if facts.len() == 1 { 2 } else { 1 };
    let facts: Vec<String> = facts.iter().flat_map(|fact| regular.lines(&text::capital(fact), width, most)).collect();
    let top = HEIGHT - 30 - facts.len() * FACT_LINE;
    if !facts.is_empty() {
        canvas.fill(top - 20, top - 17, LINE);
    }
    for (index, fact) in facts.iter().enumerate() {
        canvas.write(regular, fact, top + index * FACT_LINE, &MUTED);
    }
    canvas.encode()
}

/// One byte a pixel: its colour's number.
struct Canvas {
    pixels: Vec<u8>,
}

impl Canvas {
    /// Rows from `top` to `bottom`; a line ends at the margins, a band at the edges.
    fn fill(&mut self, top: usize, bottom: usize, color: u8) {
        let margin = if color == LINE { MARGIN } else { 0 };
        for row in self.pixels.chunks_exact_mut(WIDTH).take(bottom).skip(top) {
            row[margin..WIDTH - margin].fill(color);
        }
    }

    /// A line of text; `ramp` are the colours from the ground to the full letter.
    fn write(&mut self, letters: &Letters, text: &str, y: usize, ramp: &[u8]) {
        letters.draw(text, MARGIN, y, |x, y, coverage| {
            let step = (usize::from(coverage) * (ramp.len() - 1) + 127) / 255;
            if step > 0 && x < WIDTH && y < HEIGHT {
                self.pixels[y * WIDTH + x] = ramp[step];
            }
        });
    }

    fn encode(&self) -> Vec<u8> {
        const MEMORY: &str = "memory takes every byte, and the picture has the size that it announces";
        let mut out = Vec::with_capacity(16 * 1024);
        let mut encoder = png::Encoder::new(&mut out, SIZE.0, SIZE.1);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette());
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_deflate_compression(png::DeflateCompression::Level(LEVEL));
        let packed: Vec<u8> = self.pixels.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        let mut writer = encoder.write_header().expect(MEMORY);
        writer.write_image_data(&packed).expect(MEMORY);
        writer.finish().expect(MEMORY);
        out
    }
}

/// Higher levels take several times as long for a tenth of the bytes; a site may have thousands of these.
const LEVEL: u8 = 3;

/// The colours by number.
fn palette() -> Vec<u8> {
    let mut colors = [PAPER_COLOR; COLORS];
    let ramps = [(&INK[..], PAPER_COLOR, INK_COLOR), (&MUTED, PAPER_COLOR, MUTED_COLOR)];
    let ramps = ramps.into_iter().chain([(&ON_ACCENT[..], ACCENT_COLOR, PAPER_COLOR)]);
    for (ramp, from, to) in ramps {
        for (step, number) in ramp.iter().enumerate() {
            let mix = |a: u8, b: u8| {
                let (a, b, last) = (usize::from(a), usize::from(b), ramp.len() - 1);
                ((a * (last - step) + b * step + last / 2) / last) as u8
            };
            colors[usize::from(*number)] = [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
        }
    }
    colors[usize::from(LINE)] = LINE_COLOR;
    colors.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Words<'static> {
        Words {
            site: "Bản tin cải cách hành chính",
            title: "Thành phố Cao Lãnh ban hành Kế hoạch cải cách hành chính nhà nước giai đoạn 2021 – 2030 với mục tiêu \
                    nâng cao Chỉ số hài lòng về sự phục vụ hành chính, Chỉ số cải cách hành chính và Chỉ số chuyển đổi số",
            facts: vec![
                "thành phố Cao Lãnh · 11/10/2021".to_owned(),
                "Quyết định số 1954/QĐ-UBND · 3 chỉ tiêu, 8 nhiệm vụ".to_owned(),
            ],
        }
    }

    #[test]
    fn a_full_image_is_small_and_the_same_every_time() {
        let image = png(&example());
        assert_eq!(image, png(&example()));
        assert!(image.len() <= 18 * 1024, "{} bytes", image.len());
        let size = imagesize::blob_size(&image).expect("a PNG");
        assert_eq!((size.width, size.height), (1200, 630));
    }

    #[test]
    fn every_word_changes_the_image_and_strange_ones_do_no_harm() {
        let plain = png(&example());
        let others = [
            Words { site: "Khác", ..example() },
            Words { title: "Khác", ..example() },
            Words { facts: vec!["Khác".to_owned()], ..example() },
            Words { title: "漢字 \u{202e}\u{0}\n", ..Words::default() },
            Words { title: &"W".repeat(500), site: &"W".repeat(500), facts: vec!["W".repeat(500); 9] },
            Words::default(),
        ];
        for words in others {
            assert_ne!(png(&words), plain, "{words:?}");
        }
    }
}
