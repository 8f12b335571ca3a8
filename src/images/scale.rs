//! Smaller pictures: halved while they are more than twice too large, then a bicubic filter (Catmull-Rom) as wide as
//! the step. Only additions and multiplications in a fixed order, so that every machine gives the same bytes.

use super::pixels::Pixels;

/// The picture in a smaller size; the caller keeps the proportions.
pub fn narrowed(mut pixels: Pixels, width: usize, height: usize) -> Pixels {
    multiply_alpha(&mut pixels);
    while pixels.width >= width * 2 && pixels.height >= height * 2 {
        pixels = halved(&pixels);
    }
    let mut pixels = horizontal(&vertical(&pixels, height), width);
    divide_alpha(&mut pixels);
    pixels
}

/// The colour of a pixel that nobody sees must not leak into its neighbours.
fn multiply_alpha(pixels: &mut Pixels) {
    if pixels.channels.is_multiple_of(2) {
        for pixel in pixels.bytes.chunks_exact_mut(pixels.channels) {
            let Some((alpha, colors)) = pixel.split_last_mut() else { continue };
            colors.iter_mut().for_each(|color| *color = ((u16::from(*color) * u16::from(*alpha) + 127) / 255) as u8);
        }
    }
}

fn divide_alpha(pixels: &mut Pixels) {
    if pixels.channels.is_multiple_of(2) {
        for pixel in pixels.bytes.chunks_exact_mut(pixels.channels) {
            let Some((alpha, colors)) = pixel.split_last_mut() else { continue };
            let alpha = u16::from(*alpha).max(1);
            colors.iter_mut().for_each(|color| *color = ((u16::from(*color) * 255 + alpha / 2) / alpha).min(255) as u8);
        }
    }
}

/// Every four pixels become one; a last odd row or column is left out.
fn halved(pixels: &Pixels) -> Pixels {
    let (width, height, channels) = (pixels.width / 2, pixels.height / 2, pixels.channels);
    let stride = pixels.width * channels;
    let mut bytes = Vec::with_capacity(width * height * channels);
    for rows in pixels.bytes.chunks_exact(stride * 2) {
        let (upper, lower) = rows.split_at(stride);
        let pairs = upper.chunks_exact(channels * 2).zip(lower.chunks_exact(channels * 2));
        for (upper, lower) in pairs {
            bytes.extend((0..channels).map(|channel| {
                let sum = u16::from(upper[channel])
                    + u16::from(upper[channel + channels])
                    + u16::from(lower[channel])
                    + u16::from(lower[channel + channels]);
                ((sum + 2) / 4) as u8
            }));
        }
    }
    Pixels { width, height, channels, bytes }
}

/// Which pixels of a line make one new pixel, and how much each counts.
struct Window {
    start: usize,
    weights: Vec<f32>,
}

fn windows(from: usize, to: usize) -> Vec<Window> {
    let step = from as f32 / to as f32;
    let reach = 2.0 * step;
    let window = |index: usize| {
        let center = (index as f32 + 0.5) * step;
        let start = (center - reach).max(0.0) as usize;
        let end = ((center + reach) as usize + 1).min(from);
        let weigh = |place: usize| catmull_rom((place as f32 + 0.5 - center) / step);
        let weights: Vec<f32> = (start..end).map(weigh).collect();
        let sum: f32 = weights.iter().sum();
        Window { start, weights: weights.iter().map(|weight| weight / sum).collect() }
    };
    (0..to).map(window).collect()
}

fn catmull_rom(distance: f32) -> f32 {
    let x = distance.abs();
    if x < 1.0 {
        (1.5 * x - 2.5) * x * x + 1.0
    } else if x < 2.0 {
        ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0
    } else {
        0.0
    }
}

fn rounded(value: f32) -> u8 {
    // A cast from a float stops at 0 and 255 by itself.
    (value + 0.5) as u8
}

fn vertical(pixels: &Pixels, height: usize) -> Pixels {
    let stride = pixels.width * pixels.channels;
    let mut bytes = Vec::with_capacity(stride * height);
    let mut line = vec![0.0_f32; stride];
    for window in windows(pixels.height, height) {
        line.fill(0.0);
        for (row, weight) in pixels.bytes[window.start * stride..].chunks_exact(stride).zip(&window.weights) {
            for (sum, byte) in line.iter_mut().zip(row) {
                *sum += weight * f32::from(*byte);
            }
        }
        bytes.extend(line.iter().map(|sum| rounded(*sum)));
    }
    Pixels { height, bytes, ..*pixels }
}

fn horizontal(pixels: &Pixels, width: usize) -> Pixels {
    let channels = pixels.channels;
    let windows = windows(pixels.width, width);
    let mut bytes = Vec::with_capacity(width * pixels.height * channels);
    for row in pixels.bytes.chunks_exact(pixels.width * channels) {
        for window in &windows {
            let mut sums = [0.0_f32; 4];
            let under = row[window.start * channels..].chunks_exact(channels);
            for (pixel, weight) in under.zip(&window.weights) {
                for (sum, byte) in sums.iter_mut().zip(pixel) {
                    *sum += weight * f32::from(*byte);
                }
            }
            bytes.extend(sums[..channels].iter().map(|sum| rounded(*sum)));
        }
    }
    Pixels { width, bytes, ..*pixels }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(width: usize, height: usize, color: impl Fn(usize, usize) -> Vec<u8>) -> Pixels {
        let bytes: Vec<u8> =
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| color(x, y)).collect();
        Pixels { width, height, channels: bytes.len() / width / height, bytes }
    }

    #[test]
    fn a_plain_picture_stays_plain() {
        for (from, to) in
            [((700, 300), (480, 206)), ((2000, 31), (480, 7)), ((1001, 1003), (100, 100)), ((481, 1), (480, 1))]
        {
            let small = narrowed(checked(from.0, from.1, |_, _| vec![200, 100, 3]), to.0, to.1);
            assert_eq!((small.width, small.height, small.bytes.len()), (to.0, to.1, to.0 * to.1 * 3), "{from:?}");
            assert!(small.bytes.chunks(3).all(|pixel| pixel == [200, 100, 3]), "{from:?}");
        }
    }

    #[test]
    fn a_slope_stays_a_slope_and_keeps_its_ends() {
        let small = narrowed(checked(1024, 2, |x, _| vec![(x / 4) as u8]), 300, 1);
        assert!(small.bytes[..300].is_sorted(), "{:?}", &small.bytes[..300]);
        assert!(small.bytes[0] <= 2 && small.bytes[299] >= 253);
    }

    #[test]
    fn what_is_transparent_has_no_color() {
        let small = narrowed(
            checked(400, 400, |x, _| if x < 200 { vec![255, 0, 0, 255] } else { vec![0, 255, 0, 0] }),
            100,
            100,
        );
        let seen = small.bytes.chunks(4).filter(|pixel| pixel[3] > 0);
        assert!(seen.clone().all(|pixel| pixel[1] == 0), "green is nowhere to be seen");
        assert!(seen.count() >= 100 * 49);
    }
}
