//! Images of content: what cameras wrote beside the pixels does not go to readers, phones get smaller files, and a
//! second build takes them from the cache. Images are made here with the encoders and looked at with the decoders.

use std::collections::BTreeMap;
use std::fs;
use std::time::SystemTime;

use jpeg_encoder::{ColorType, Encoder};

use crate::support::*;

/// What no published file may hold.
const SECRET: &[u8] = b"MAY ANH CUA AI DO 10.4593N";
const CACHE: &str = ".bantin-cache/images";

/// A picture of some detail: its left half is red, its right half blue.
fn pixels(width: usize, height: usize) -> Vec<u8> {
    let color = |x: usize, y: usize| {
        let mixed = ((x * 2003 + y + 1) as u32).wrapping_mul(2_654_435_761).rotate_left(15).wrapping_mul(2_246_822_519);
        let [a, b, c, _] = (mixed ^ mixed >> 13).to_be_bytes().map(|byte| byte % 64);
        if x * 2 < width { [190 + a, b, c] } else { [a, b, 190 + c] }
    };
    (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| color(x, y)).collect()
}

fn photo(width: usize, height: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = Encoder::new(&mut out, 95);
    encoder.encode(&pixels(width, height), width as u16, height as u16, ColorType::Rgb).expect("a photo");
    out
}

fn drawing(width: usize, height: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixels(width, height)).expect("pixels");
    writer.finish().expect("an end");
    out
}

/// A segment of JPEG behind the start and the segment of JFIF.
fn with_segment(photo: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let place = 4 + usize::from(u16::from_be_bytes([photo[4], photo[5]]));
    let length = (content.len() as u16 + 2).to_be_bytes();
    [&photo[..place], &[0xff, marker], &length, content, &photo[place..]].concat()
}

/// What a phone writes: EXIF with the orientation and a place, XMP, a comment, a second picture behind the end.
fn from_camera(photo: &[u8], orientation: u8) -> Vec<u8> {
    let exif: [&[u8]; 3] =
        [b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", &[orientation, 0, 0, 0, 0, 0, 0, 0], SECRET];
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat();
    let photo = with_segment(photo, 0xfe, SECRET);
    let photo = with_segment(&photo, 0xe1, &xmp);
    let photo = with_segment(&photo, 0xed, SECRET);
    let photo = with_segment(&photo, 0xe1, &exif.concat());
    [&photo, SECRET].concat()
}

/// A chunk of PNG behind the header.
fn with_chunk(image: &[u8], name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u32).to_be_bytes();
    [&image[..33], &length, name, content, &[0; 4], &image[33..]].concat()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn size(bytes: &[u8]) -> (usize, usize) {
    let size = imagesize::blob_size(bytes).expect("an image");
    (size.width, size.height)
}

/// A bulletin with `image` as its cover, in a gallery and in its text, and a page that shows it too.
fn site(name: &str, image: &[u8]) -> SiteTest {
    let bulletin = format!(
        "---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\ncover: {{file: {name}, alt: Ảnh}}\n\
         gallery: [{{file: {name}, alt: Ảnh}}]\n---\n\n![Ảnh]({name})\n"
    );
    let page = format!("---\ntitle: Trang\n---\n\n![Ảnh](../bulletins/bai/{name})\n");
    SiteTest::small("")
        .file("content/bulletins/bai/index.md", bulletin.as_bytes())
        .file("content/pages/gioi-thieu.md", page.as_bytes())
        .file(&format!("content/bulletins/bai/{name}"), image)
}

fn images(site: &SiteTest) -> BTreeMap<String, Vec<u8>> {
    let is_image = |name: &str| [".jpg", ".png", ".webp", ".gif"].iter().any(|ending| name.ends_with(ending));
    site.output().into_iter().filter(|(name, _)| is_image(name) && !name.starts_with("theme/")).collect()
}

fn image_names(site: &SiteTest) -> Vec<String> {
    images(site).into_keys().collect()
}

const PAGE: &str = "tin/2021/10/bai.html";

#[test]
fn nothing_that_a_camera_wrote_is_published() {
    let jpeg = photo(40, 30);
    // A tiny file of three by two pixels each; WebP with the flags of EXIF and XMP set.
    let gif = b"GIF87a\x03\0\x02\0\x80\0\0\xc8\x0a\x0a\0\0\0,\0\0\0\0\x03\0\x02\0\0\x02\x02\x84Q\0;";
    let gif_comment = [&gif[..19], b"!\xfe", &[SECRET.len() as u8], SECRET, b"\0", &gif[19..], SECRET].concat();
    let vp8l = [b"VP8L\x0f\0\0\0", &b"/\x02\x40\0\0\x07\x10\xfd\x8f\xfe\x07\x22\xa2\xff\x01"[..], b"\0"].concat();
    let vp8x = |flags: u8| [b"VP8X\x0a\0\0\0", &[flags, 0, 0, 0, 2, 0, 0, 1, 0, 0][..]].concat();
    let riff = |chunks: &[u8]| [b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes()[..], b"WEBP", chunks].concat();
    let exif = [b"EXIF", &(SECRET.len() as u32).to_le_bytes()[..], SECRET].concat();
    let webp = riff(&[vp8x(0), vp8l.clone()].concat());
    let cases = [
        ("anh.jpg", from_camera(&jpeg, 1), jpeg),
        ("anh.png", with_chunk(&with_chunk(PIXEL, b"tEXt", SECRET), b"eXIf", SECRET), PIXEL.to_vec()),
        ("anh.gif", gif_comment, gif.to_vec()),
        ("anh.webp", riff(&[vp8x(0b1100), vp8l, exif].concat()), webp),
    ];
    for (name, image, clean) in cases {
        assert!(contains(&image, SECRET), "{name}");
        let site = site(name, &image);
        site.build().expect_code(0).done();
        let files = images(&site);
        assert_eq!(
            files.keys().collect::<Vec<_>>(),
            [&format!("gioi-thieu/bai/{name}"), &format!("tin/2021/10/bai/{name}")]
        );
        for bytes in files.values() {
            assert_eq!(bytes, &clean, "{name}: the same pixels and nothing else");
        }
        assert_eq!(manifest_faults(&site.output()), Vec::<String>::new());
    }
}

#[test]
fn a_color_profile_stays() {
    let profile = [b"ICC_PROFILE\0\x01\x01", &[7; 200][..]].concat();
    let image = with_segment(&from_camera(&photo(700, 40), 1), 0xe2, &profile);
    let site = site("anh.jpg", &image);
    site.build().expect_code(0).done();
    for (name, bytes) in images(&site) {
        assert!(contains(&bytes, &profile) && !contains(&bytes, SECRET), "{name}");
    }
}

#[test]
fn a_photo_that_was_held_sideways_stands_upright() {
    let site = site("anh.jpg", &from_camera(&photo(60, 1200), 6));
    site.build().expect_code(0).done();
    let page = site.output_file(PAGE);
    assert_eq!(page.matches("width=\"1200\" height=\"60\"").count(), 3, "{page}");
    let original = &images(&site)["tin/2021/10/bai/anh.jpg"];
    assert!(!contains(original, SECRET) && contains(original, b"\x01\x12\0\x03\0\0\0\x01\0\x06"));
    let smaller = &images(&site)["tin/2021/10/bai/anh.960w.jpg"];
    assert!(!contains(smaller, b"Exif"), "its pixels are turned, so nothing may turn them again");
    // The left side of what the camera saw is now above.
    let pixels = jpeg_decoder::Decoder::new(&smaller[..]).decode().expect("a photo");
    assert_eq!((size(smaller), pixels.len()), ((960, 48), 960 * 48 * 3));
    let (first, last) = (&pixels[..3], &pixels[pixels.len() - 3..]);
    assert!(first[0] > 150 && first[2] < 80 && last[0] < 80 && last[2] > 150, "{first:?} {last:?}");
}

#[test]
fn phones_get_smaller_files() {
    let cases = [
        ((2400, 40), vec![480, 960, 1440], false),
        ((1820, 40), vec![480, 960, 1440], true),
        ((1300, 40), vec![480, 960], true),
        ((620, 40), vec![480], true),
        ((590, 40), vec![], false),
    ];
    for (original, widths, offers_original) in cases {
        for (name, extension, image) in
            [("anh.jpg", "jpg", photo(original.0, original.1)), ("anh.png", "png", drawing(original.0, original.1))]
        {
            let site = site(name, &image);
            site.build().expect_code(0).done();
            let files = images(&site);
            for folder in ["tin/2021/10/bai", "gioi-thieu/bai"] {
                for width in &widths {
                    let bytes = &files[&format!("{folder}/anh.{width}w.{extension}")];
                    assert_eq!(size(bytes), (*width, (original.1 * width).div_ceil(original.0)));
                    assert!(bytes.len() < image.len(), "{name} {original:?} {width}");
                }
                assert_eq!(files[&format!("{folder}/{name}")], image, "{name}: clean already");
            }
            assert_eq!(files.len(), 2 * (widths.len() + 1), "{name} {original:?}: {:?}", files.keys());
            let mut srcset: Vec<String> =
                widths.iter().map(|width| format!("bai/anh.{width}w.{extension} {width}w")).collect();
            srcset.extend(offers_original.then(|| format!("bai/{name} {}w", original.0)));
            let page = site.output_file(PAGE);
            let written = |root: &str| srcset.iter().map(|part| format!("{root}{part}")).collect::<Vec<_>>().join(", ");
            let expected = if srcset.is_empty() { 0 } else { 1 };
            assert_eq!(page.matches(&format!("srcset=\"{}\"", written(""))).count(), expected, "{page}");
            let from_top = format!("srcset=\"{}\"", written("../../../tin/2021/10/"));
            assert_eq!(page.matches(&from_top).count(), expected * 2, "cover and gallery: {page}");
            assert_eq!(page.matches("srcset=").count(), expected * 3);
            assert_eq!(site.output_file("gioi-thieu.html").matches("srcset=").count(), expected);
            assert_eq!(manifest_faults(&site.output()), Vec::<String>::new());
        }
    }
}

#[test]
fn a_smaller_image_that_is_no_smaller_file_is_left_out() {
    // One colour: hundreds of pixels in a few bytes.
    let mut image = Vec::new();
    let mut encoder = png::Encoder::new(&mut image, 1000, 400);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[0b0101_0101; 125 * 400]).expect("pixels");
    writer.finish().expect("an end");
    let site = site("anh.png", &image);
    site.build().expect_code(0).done();
    assert_eq!(image_names(&site), ["gioi-thieu/bai/anh.png", "tin/2021/10/bai/anh.png"]);
    assert!(!site.output_file(PAGE).contains("srcset"));
}

#[test]
fn a_file_of_the_same_name_is_not_overwritten() {
    let site = site("anh.jpg", &photo(1300, 100)).file("content/static/gioi-thieu/bai/Anh.480w.jpg", b"cua toi");
    site.build().expect_code(0).done();
    assert_eq!(site.output()["gioi-thieu/bai/Anh.480w.jpg"], b"cua toi");
    assert!(!site.output().contains_key("gioi-thieu/bai/anh.480w.jpg"));
    let page = site.output_file("gioi-thieu.html");
    assert!(page.contains("srcset=\"gioi-thieu/bai/anh.960w.jpg 960w, gioi-thieu/bai/anh.jpg 1300w\""), "{page}");
}

#[test]
fn documents_stay_as_they_were_signed() {
    let image = from_camera(&photo(800, 100), 1);
    let text = "//- content/bulletins/bai/index.md\n---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\n\
                attachments: [anh.jpg, ban-quet.jpg]\n---\n![Ảnh](anh.jpg)\n";
    let site = SiteTest::small(text)
        .file("content/bulletins/bai/anh.jpg", &image)
        .file("content/bulletins/bai/ban-quet.jpg", &[&image[..], b"2"].concat())
        .file("content/static/anh/bieu-trung.jpg", &image);
    site.build().expect_code(0).done();
    let files = site.output();
    assert_eq!(files["tin/2021/10/bai/anh.jpg"], image);
    assert_eq!(files["anh/bieu-trung.jpg"], image, "what lies in static/ is copied as it is");
    assert!(site.output_file("tin/2021/10/bai.json").contains(&sha256(&image)));
    assert!(!contains(&files["tin/2021/10/bai/anh.480w.jpg"], SECRET), "what is shown of it is clean");
    assert!(!files.contains_key("tin/2021/10/bai/ban-quet.480w.jpg"), "what is not shown needs no smaller one");
    assert_eq!(manifest_faults(&files), Vec::<String>::new());
}

/// When each file of the cache was written.
fn cache_times(site: &SiteTest) -> BTreeMap<String, SystemTime> {
    let names = read_tree(&site.path(CACHE)).into_keys();
    let time = |name: &str| fs::metadata(site.path(CACHE).join(name)).and_then(|file| file.modified());
    names.map(|name| (name.clone(), time(&name).expect("a time"))).collect()
}

#[test]
fn a_second_build_takes_images_from_the_cache_and_gives_the_same_bytes() {
    let site = site("anh.jpg", &from_camera(&photo(1300, 50), 3));
    site.run(&["build", "--date", TODAY, "--no-cache"]).expect_code(0).done();
    assert!(!site.path(".bantin-cache").exists());
    let clean = site.output();
    site.build().expect_code(0).done();
    assert_eq!(differences(&clean, &site.output()), Vec::<String>::new());
    let times = cache_times(&site);
    assert_eq!(times.len(), 4, "the entry, the original without metadata and two smaller ones: {times:?}");
    site.build().expect_code(0).done();
    assert_eq!(differences(&clean, &site.output()), Vec::<String>::new());
    assert_eq!(cache_times(&site), times, "nothing was made again");
    let tag = fs::read_to_string(site.path(".bantin-cache/CACHEDIR.TAG")).expect("the folder is marked as a cache");
    assert!(tag.starts_with("Signature: 8a477f597d28d172789f06886806bc55"));
    assert_eq!(fs::read_to_string(site.path(".bantin-cache/.gitignore")).expect("kept out of git"), "*\n");
    site.write("content/bulletins/bai/anh.jpg", &photo(1300, 50));
    site.build().expect_code(0).done();
    assert_ne!(site.output()["tin/2021/10/bai/anh.480w.jpg"], clean["tin/2021/10/bai/anh.480w.jpg"]);
}

#[test]
fn a_damaged_entry_is_made_anew() {
    let site = site("anh.jpg", &from_camera(&photo(1300, 50), 1));
    again(&site);
    let (clean, cache) = (site.output(), read_tree(&site.path(CACHE)));
    for (name, bytes) in &cache {
        let mut changed = bytes.clone();
        let place = changed.len() / 2;
        changed[place] = changed[place].wrapping_add(1);
        site.write(&format!("{CACHE}/{name}"), &changed);
        again(&site);
        assert_eq!(differences(&clean, &site.output()), Vec::<String>::new(), "{name}");
        assert_eq!(differences(&cache, &read_tree(&site.path(CACHE))), Vec::<String>::new(), "{name}");
        fs::remove_file(site.path(CACHE).join(name)).expect("the file is there");
        again(&site);
        assert_eq!(differences(&cache, &read_tree(&site.path(CACHE))), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn an_entry_under_the_name_of_another_is_made_anew() {
    let site = site("anh.jpg", &from_camera(&photo(1300, 50), 1));
    site.write("content/bulletins/bai/kia.jpg", &photo(1300, 60));
    let body = fs::read_to_string(site.path("content/bulletins/bai/index.md")).expect("the bulletin");
    site.write("content/bulletins/bai/index.md", format!("{body}\n![Ảnh kia](kia.jpg)\n").as_bytes());
    again(&site);
    let clean = site.output();
    let cache = read_tree(&site.path(CACHE));
    let [(one, its), (other, others)] =
        <[_; 2]>::try_from(cache.iter().filter(|(name, _)| name.ends_with(".json")).collect::<Vec<_>>()).expect("two");
    site.write(&format!("{CACHE}/{one}"), others);
    site.write(&format!("{CACHE}/{other}"), its);
    again(&site);
    assert_eq!(differences(&clean, &site.output()), Vec::<String>::new());
}

/// Builds as if nothing were known of the last build but its images.
fn again(site: &SiteTest) {
    let _ = fs::remove_dir_all(site.path(".bantin-cache/builds"));
    site.build().expect_code(0).done();
}

#[test]
fn without_a_folder_for_the_cache_the_build_goes_on() {
    let image = from_camera(&photo(700, 100), 1);
    let plain = site("anh.jpg", &image);
    plain.build().expect_code(0).done();
    let blocked = site("anh.jpg", &image).file(".bantin-cache", b"a file where the folder should be");
    blocked.build().expect_code(0).done();
    assert_eq!(differences(&plain.output(), &blocked.output()), Vec::<String>::new());
}

#[test]
fn one_thread_and_eight_make_the_same_images() {
    let site = site("anh.jpg", &photo(1300, 50)).file("content/bulletins/bai/hai.jpg", &photo(1000, 50));
    let text = "---\ntitle: Hai\ndate: 11/10/2021\nunit: xa-mau\n---\n![Ảnh](bai/hai.jpg)\n![Ảnh](bai/anh.jpg)\n";
    site.write("content/bulletins/hai.md", text.as_bytes());
    site.run(&["build", "--date", TODAY, "--no-cache", "--jobs", "1"]).expect_code(0).done();
    let one = site.output();
    site.run(&["build", "--date", TODAY, "--no-cache", "--jobs", "8"]).expect_code(0).done();
    assert_eq!(differences(&one, &site.output()), Vec::<String>::new());
    assert!(one.contains_key("tin/2021/10/hai/bai/hai.480w.jpg"), "{:?}", one.keys());
}

/// A drawing whose pixels cannot be unpacked.
fn damaged() -> Vec<u8> {
    let mut image = with_chunk(&drawing(900, 90), b"tEXt", SECRET);
    let middle = image.len() / 2;
    image[middle..middle + 40].fill(0xaa);
    image
}

#[test]
fn a_damaged_image_is_published_without_metadata_and_reported() {
    let site = site("anh.png", &damaged());
    for _ in 0..2 {
        let run = site.build().expect_code(0);
        let message = "cảnh báo: không đọc được ảnh `anh.png`";
        assert_eq!(run.stderr.matches(message).count(), 1, "also when the cache knows: {}", run.stderr);
        assert_eq!(image_names(&site), ["gioi-thieu/bai/anh.png", "tin/2021/10/bai/anh.png"]);
        assert!(images(&site).values().all(|bytes| !contains(bytes, SECRET)));
    }
    let before = site.output();
    site.write(
        "content/bulletins/bai/index.md",
        b"---\ntitle: Moi\ndate: 12/10/2021\nunit: xa-mau\n---\n![A](anh.png)\n",
    );
    let run = site.run(&["build", "--date", TODAY, "--strict"]).expect_code(1);
    assert!(run.stderr.contains("chưa ghi gì vào public"), "{}", run.stderr);
    assert_eq!(differences(&before, &site.output()), Vec::<String>::new(), "the published site stays");
    site.write("content/site.yaml", b"format: 1\ntitle: T\nchecks: {damaged-image: off}\n");
    let run = site.run(&["build", "--date", TODAY]).expect_code(0);
    assert!(!run.stderr.contains("damaged-image"), "{}", run.stderr);
}

#[test]
fn a_header_that_promises_too_much_is_not_believed() {
    let huge = |width: u32, height: u32| {
        let image = with_chunk(&drawing(64, 64), b"tEXt", SECRET);
        [&image[..16], &width.to_be_bytes(), &height.to_be_bytes(), &image[24..]].concat()
    };
    for (width, height) in [(60_000, 60_000), (u32::MAX / 2, 2), (2_000_000, 1)] {
        let site = site("anh.png", &huge(width, height));
        let run = site.build().expect_code(0);
        let is_told = run.stderr.contains("[huge-image]") || run.stderr.contains("[damaged-image]");
        assert!(is_told, "{width}×{height}: {}", run.stderr);
        assert_eq!(image_names(&site), ["gioi-thieu/bai/anh.png", "tin/2021/10/bai/anh.png"]);
        assert!(images(&site).values().all(|bytes| !contains(bytes, SECRET)), "{width}×{height}");
    }
}

#[test]
fn what_is_no_image_is_published_as_it_is() {
    for image in [
        &b""[..],
        b"khong phai anh",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPVP8L",
    ] {
        let site = site("anh.jpg", image);
        let run = site.build().expect_code(0);
        assert!(run.stderr.contains("[damaged-image]"), "{image:?}: {}", run.stderr);
        assert_eq!(images(&site)["tin/2021/10/bai/anh.jpg"], image);
    }
}
