//! Pixels out of a JPEG or PNG and back into one. The only module that knows the decoders and encoders.
//!
//! Their variants for one kind of processor are left out in `Cargo.toml`: the same photo gives the same bytes on every
//! machine.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jpeg_decoder::{Decoder as JpegDecoder, PixelFormat};
use jpeg_encoder::{ColorType as JpegColor, Encoder as JpegEncoder, SamplingFactor};

use super::MOST_PIXELS;
use super::metadata::{Kind, Orientation};

/// Where photos of people and documents still look like the original on a phone, at a sixth of the bytes.
const QUALITY: u8 = 78;

/// A decoded image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    pub width: usize,
    pub height: usize,
    /// Bytes of a pixel: grey, grey and alpha, RGB, RGB and alpha.
    pub channels: usize,
    pub bytes: Vec<u8>,
}

/// What the numbers of the pixels mean, carried over to the smaller image.
#[derive(Clone, Debug, Default)]
pub struct Colors {
    profile: Option<Vec<u8>>,
    gamma: Option<png::ScaledFloat>,
    chromaticities: Option<png::SourceChromaticities>,
}

/// Why there are no pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The file is damaged.
    Unreadable,
    /// Colours for printing, or a kind of image that is published in its one size.
    Unsupported,
}

impl Pixels {
    /// Decodes an image of at most [`MOST_PIXELS`], to a size of at least `enough` where it has that.
    pub fn decode(bytes: &[u8], enough: (u32, u32)) -> Result<(Pixels, Colors), Refusal> {
        let decode = || match Kind::of(bytes) {
            Some(Kind::Jpeg) => decode_jpeg(bytes, enough),
            Some(Kind::Png) => decode_png(bytes),
            _ => Err(Refusal::Unsupported),
        };
        // A damaged file may take a decoder where its author never was; that must not end the build.
        catch_unwind(AssertUnwindSafe(decode)).unwrap_or(Err(Refusal::Unreadable))
    }

    /// Encodes in the format `kind`; `None` where that cannot be done.
    pub fn encode(&self, kind: Kind, colors: &Colors) -> Option<Vec<u8>> {
        match kind {
            Kind::Jpeg => self.encode_jpeg(colors),
            Kind::Png => self.encode_png(colors),
            Kind::Webp | Kind::Gif => None,
        }
    }

    fn encode_jpeg(&self, colors: &Colors) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut encoder = JpegEncoder::new(&mut out, QUALITY);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        encoder.set_optimized_huffman_tables(true);
        if let Some(profile) = &colors.profile {
            encoder.add_icc_profile(profile).ok()?;
        }
        let color = if self.channels == 1 { JpegColor::Luma } else { JpegColor::Rgb };
        encoder.encode(&self.bytes, u16::try_from(self.width).ok()?, u16::try_from(self.height).ok()?, color).ok()?;
        Some(out)
    }

    fn encode_png(&self, colors: &Colors) -> Option<Vec<u8>> {
        let mut info = png::Info::with_size(u32::try_from(self.width).ok()?, u32::try_from(self.height).ok()?);
        info.bit_depth = png::BitDepth::Eight;
        info.color_type = match self.channels {
            1 => png::ColorType::Grayscale,
            2 => png::ColorType::GrayscaleAlpha,
            3 => png::ColorType::Rgb,
            _ => png::ColorType::Rgba,
        };
        info.icc_profile = colors.profile.clone().map(Into::into);
        info.source_gamma = colors.gamma;
        info.source_chromaticities = colors.chromaticities;
        let mut out = Vec::new();
        let encoder = png::Encoder::with_info(&mut out, info).ok()?;
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&self.bytes).ok()?;
        writer.finish().ok()?;
        Some(out)
    }

    /// The picture as a reader sees it.
    pub fn turned(self, orientation: Orientation) -> Pixels {
        let (width, height, channels) = (self.width, self.height, self.channels);
        // Where the pixel at (x, y) of the turned picture comes from.
        let source = |x: usize, y: usize| match orientation.number() {
            2 => (width - 1 - x, y),
            3 => (width - 1 - x, height - 1 - y),
            4 => (x, height - 1 - y),
            5 => (y, x),
            6 => (y, height - 1 - x),
            7 => (width - 1 - y, height - 1 - x),
            _ => (width - 1 - y, x),
        };
        if orientation == Orientation::UPRIGHT {
            return self;
        }
        let (new_width, new_height) = if orientation.is_sideways() { (height, width) } else { (width, height) };
        let mut bytes = Vec::with_capacity(self.bytes.len());
        for y in 0..new_height {
            for x in 0..new_width {
                let (from_x, from_y) = source(x, y);
                let start = (from_y * width + from_x) * channels;
                bytes.extend_from_slice(&self.bytes[start..start + channels]);
            }
        }
        Pixels { width: new_width, height: new_height, channels, bytes }
    }
}

fn decode_jpeg(bytes: &[u8], (width, height): (u32, u32)) -> Result<(Pixels, Colors), Refusal> {
    let mut decoder = JpegDecoder::new(bytes);
    decoder.read_info().map_err(|_| Refusal::Unreadable)?;
    let info = decoder.info().ok_or(Refusal::Unreadable)?;
    check_size(usize::from(info.width), usize::from(info.height))?;
    let channels = match info.pixel_format {
        PixelFormat::L8 => 1,
        PixelFormat::RGB24 => 3,
        PixelFormat::L16 | PixelFormat::CMYK32 => return Err(Refusal::Unsupported),
    };
    let most = |size: u32| u16::try_from(size).unwrap_or(u16::MAX);
    let (width, height) = decoder.scale(most(width), most(height)).map_err(|_| Refusal::Unreadable)?;
    let (width, height) = (usize::from(width), usize::from(height));
    let bytes = decoder.decode().map_err(|_| Refusal::Unreadable)?;
    if bytes.len() != width * height * channels {
        return Err(Refusal::Unreadable);
    }
    let colors = Colors { profile: decoder.icc_profile(), ..Colors::default() };
    Ok((Pixels { width, height, channels, bytes }, colors))
}

fn decode_png(bytes: &[u8]) -> Result<(Pixels, Colors), Refusal> {
    let mut decoder =
        png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MOST_PIXELS as usize * 8 });
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(|_| Refusal::Unreadable)?;
    let info = reader.info();
    check_size(info.width as usize, info.height as usize)?;
    let colors = Colors {
        profile: info.icc_profile.as_ref().map(|profile| profile.to_vec()),
        gamma: info.gama_chunk,
        chromaticities: info.chrm_chunk,
    };
    let mut bytes = vec![0; reader.output_buffer_size().ok_or(Refusal::Unreadable)?];
    let frame = reader.next_frame(&mut bytes).map_err(|_| Refusal::Unreadable)?;
    bytes.truncate(frame.buffer_size());
    let pixels = Pixels {
        width: frame.width as usize,
        height: frame.height as usize,
        channels: frame.color_type.samples(),
        bytes,
    };
    Ok((pixels, colors))
}

/// The header is believed only as far as memory goes.
fn check_size(width: usize, height: usize) -> Result<(), Refusal> {
    let fits = width > 0 && height > 0 && (width as u64) * (height as u64) <= MOST_PIXELS;
    if fits { Ok(()) } else { Err(Refusal::Unreadable) }
}
