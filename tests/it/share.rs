//! Pictures for social networks: which there are, and what templates are told of them.

use crate::support::*;

/// A page that says what it was told.
const TEMPLATE: &str = "//- themes/thu/templates/bulletin.html
{% if page.image %}{{ page.image.url }} {{ page.image.width }} {{ page.image.height }} {{ page.image.alt }}{% else %}none{% endif %}
//- content/bulletins/bai/index.md
---
title: Bài
date: 11/10/2021
unit: xa-mau
---
X
";

fn site(settings: &str) -> SiteTest {
    let settings = format!("format: 1\ntitle: Trang thử\ntheme: thu\n{settings}");
    SiteTest::small(TEMPLATE).file("content/site.yaml", settings.as_bytes())
}

fn shown(site: &SiteTest) -> String {
    site.build().expect_code(0).done();
    assert_eq!(manifest_faults(&site.output()), Vec::<String>::new());
    site.output_file("tin/2021/10/bai.html").trim().to_owned()
}

fn drawn(site: &SiteTest) -> Vec<String> {
    site.output().into_keys().filter(|name| name.ends_with(".png")).collect()
}

#[test]
fn the_settings_say_which_pictures_there_are() {
    let of_site = "theme/chia-se.png 1200 630 Trang thử";
    let of_bulletin = "tin/2021/10/bai.png 1200 630 Bài";
    let base = "base_url: https://example.org/\n";
    let cases = [
        ("".to_owned(), "none", vec![]),
        ("share_images: bulletins\n".to_owned(), "none", vec![]),
        (base.to_owned(), of_site, vec!["theme/chia-se.png"]),
        (format!("{base}share_images: trang\n"), of_site, vec!["theme/chia-se.png"]),
        (format!("{base}share_images: không\n"), "none", vec![]),
        (format!("{base}share_images: bulletins\n"), of_bulletin, vec!["theme/chia-se.png", "tin/2021/10/bai.png"]),
    ];
    for (settings, expected, files) in cases {
        let site = site(&settings);
        assert_eq!(shown(&site), expected, "{settings}");
        assert_eq!(drawn(&site), files, "{settings}");
        for file in drawn(&site) {
            let size = imagesize::blob_size(&site.output()[&file]).expect("a PNG");
            assert_eq!((size.width, size.height), (1200, 630));
        }
    }
    let run = site("share_images: tất cả\n").check().expect_code(1);
    assert!(run.stderr.contains("`none`, `site`"), "{}", run.stderr);
}

#[test]
fn a_cover_stands_for_its_bulletin() {
    let text = "---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\ncover: {file: anh.png, alt: Hội nghị}\n---\nX\n";
    let site = site("base_url: https://example.org/\nshare_images: bulletins\n")
        .file("content/bulletins/bai/index.md", text.as_bytes())
        .file("content/bulletins/bai/anh.png", PIXEL);
    assert_eq!(shown(&site), "tin/2021/10/bai/anh.png 1 1 Hội nghị");
    assert!(!site.output().contains_key("tin/2021/10/bai.png"));
}

#[test]
fn a_theme_may_bring_the_picture_of_the_site() {
    let site = site("base_url: https://example.org/\n").file("themes/thu/static/chia-se.png", PIXEL);
    assert_eq!(shown(&site), "theme/chia-se.png 1200 630 Trang thử");
    assert_eq!(site.output()["theme/chia-se.png"], PIXEL);
}
