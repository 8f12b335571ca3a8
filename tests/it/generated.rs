//! The made-up sites of the benchmark are right: what is measured must be a site as staff would write it.

#[path = "../../benches/generate/mod.rs"]
#[allow(dead_code, reason = "the benchmark uses more of it")]
mod generate;

use crate::support::*;

#[test]
fn a_generated_site_has_no_mistakes() {
    let site = SiteTest::new("");
    generate::generate(site.folder(), 200, 7).expect("the site can be written");
    let run = site.run(&["check", "--date", generate::TODAY]).expect_code(0);
    assert!(!run.stderr.contains("lỗi:"), "{}", run.stderr);
}
