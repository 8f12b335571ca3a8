//! `bantin keygen`, `bantin sign` and `bantin verify --key`: whoever changes a site and its manifest is found out, and no
//! build leaves a signature beside a manifest that it is not of.

use std::fs;

use crate::support::*;

const BULLETIN: &str = "//- content/bulletins/a.md\n---\ntitle: Bài\ndate: 11/10/2021\nunit: xa-mau\n---\nX\n";
const SIGNATURE: &str = "public/manifest.json.minisig";
const PAGE: &str = "public/tin/2021/10/a.html";

/// A built site with keys beside it.
fn built() -> SiteTest {
    let site = SiteTest::small(BULLETIN);
    site.build().expect_code(0).done();
    for key in ["khoa", "khac"] {
        site.run(&["keygen", key, "--no-password"]).expect_code(0).done();
    }
    site
}

fn signed() -> SiteTest {
    let site = built();
    site.run(&["sign", "public", "--key", "khoa"]).expect_code(0).done();
    site
}

fn verify(site: &SiteTest) -> Run {
    site.run(&["verify", "public", "--key", "khoa.pub"])
}

fn text(site: &SiteTest, name: &str) -> String {
    fs::read_to_string(site.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn a_reader_that_is_not_ours_takes_the_signature() {
    let site = built();
    site.run(&["sign", "public", "--key", "khoa", "--comment", "Văn phòng, lần 1"]).expect_code(0).done();
    let key = minisign_verify::PublicKey::decode(&text(&site, "khoa.pub")).expect("a public key");
    let signature = minisign_verify::Signature::decode(&text(&site, SIGNATURE)).expect("a signature");
    let manifest = fs::read(site.path("public/manifest.json")).expect("the manifest");
    key.verify(&manifest, &signature, false).expect("the signature is right");
    assert_eq!(signature.trusted_comment(), "file:manifest.json Văn phòng, lần 1");
    let run = verify(&site).expect_code(0);
    assert!(run.stderr.contains("Chữ ký đúng với khóa (file:manifest.json Văn phòng, lần 1)"), "{}", run.stderr);
    let run = site.run(&["verify", "public"]).expect_code(0);
    assert!(run.stderr.contains("chưa được kiểm tra; kiểm tra bằng --key"), "{}", run.stderr);
    let run = site.run(&["verify", "public", "--key", "khoa.pub", "--format", "json"]).expect_code(0);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(json["signature"]["state"], "valid");
    // The same again changes nothing, other words do.
    let before = text(&site, SIGNATURE);
    let again = site.run(&["sign", "public", "--key", "khoa", "--comment", "Văn phòng, lần 1"]).expect_code(0);
    assert!(again.stderr.contains("đã được ký") && text(&site, SIGNATURE) == before, "{}", again.stderr);
    site.run(&["sign", "public", "--key", "khoa"]).expect_code(0).done();
    assert_ne!(text(&site, SIGNATURE), before);
}

#[test]
fn keys_are_not_written_over_and_not_published() {
    let site = built();
    let before = text(&site, "khoa");
    for name in ["khoa", "content/khoa", "content/static/khoa", "public/khoa", "public/a/khoa"] {
        let run = site.run(&["keygen", name, "--no-password"]).expect_code(2).expect_stdout("");
        assert!(run.stderr.contains("hãy chọn"), "{name}: {}", run.stderr);
    }
    fs::write(site.path("moi.pub"), "x").expect("written");
    site.run(&["keygen", "moi", "--no-password"]).expect_code(2).done();
    assert!(text(&site, "khoa") == before && !site.path("moi").exists() && !site.path("public/khoa").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(site.path("khoa")).expect("the key").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

/// One key with a password is made and used: that takes a second each on purpose.
#[test]
fn a_password_locks_the_key_and_is_never_printed() {
    let site = built();
    fs::write(site.path("mat-khau"), "cửa sổ xanh\n").expect("written");
    fs::write(site.path("sai"), "cửa sổ đỏ\n").expect("written");
    fs::write(site.path("rong"), "\n").expect("written");
    let made = site.run(&["keygen", "rieng", "--password-file", "mat-khau"]).expect_code(0);
    let run = |file: &str| site.run(&["sign", "public", "--key", "rieng", "--password-file", file]);
    let wrong = run("sai").expect_stderr("bantin: không chạy được: rieng: sai mật khẩu của khóa này\n").expect_code(2);
    assert!(!site.path(SIGNATURE).exists());
    let right = run("mat-khau").expect_code(0);
    let secret = text(&site, "rieng").lines().nth(1).expect("the key").to_owned();
    for run in [&made, &wrong, &right] {
        for word in ["cửa sổ", secret.as_str()] {
            assert!(!run.stdout.contains(word) && !run.stderr.contains(word), "{run:?}");
        }
    }
    run("rong")
        .expect_stderr("bantin: không chạy được: rong: mật khẩu phải có từ 1 đến 1024 byte\n")
        .expect_code(2)
        .done();
    site.run(&["sign", "public", "--key", "rieng"])
        .expect_stderr("bantin: không chạy được: không có màn hình lệnh để hỏi mật khẩu; ghi --password-file TỆP\n")
        .expect_code(2)
        .done();
    site.run(&["keygen", "nua"]).expect_code(2).expect_stdout("").done();
}

#[test]
fn what_is_no_key_is_told() {
    let site = signed();
    let key = text(&site, "khoa");
    fs::write(site.path("cut"), &key[..key.len() - 30]).expect("written");
    fs::write(site.path("cut.pub"), &text(&site, "khoa.pub")[..80]).expect("written");
    for (arguments, words) in [
        (["sign", "public", "--key", "cut"], "khóa bị hỏng"),
        (["sign", "public", "--key", "khoa.pub"], "không phải khóa bí mật"),
        (["sign", "public", "--key", PAGE], "không phải khóa bí mật"),
        (["sign", "public", "--key", "nothing"], "không có tệp"),
        (["verify", "public", "--key", "khoa"], "không phải khóa công khai"),
        (["verify", "public", "--key", "cut.pub"], "không phải khóa công khai"),
    ] {
        let run = site.run(&arguments).expect_code(2).expect_stdout("");
        assert!(run.stderr.contains(words), "{arguments:?}: {}", run.stderr);
        assert!(!run.stderr.contains(&key[60..100]), "{}", run.stderr);
    }
}

#[test]
fn nobody_vouches_for_what_somebody_else_put_there() {
    let site = built();
    site.write("public/tin/ca-cuoc.html", b"<h1>x</h1>");
    let run = site.run(&["sign", "public", "--key", "khoa"]).expect_code(1);
    assert_eq!(run.stdout, "tệp lạ: tin/ca-cuoc.html\n");
    assert!(run.stderr.contains("chưa ký") && !site.path(SIGNATURE).exists(), "{}", run.stderr);
}

/// Who breaks in changes a page and the manifest with it, and takes the signature away or makes one.
#[test]
fn a_forged_manifest_is_found_by_the_key() {
    let site = signed();
    let signature = text(&site, SIGNATURE);
    let (page, manifest) = (text(&site, PAGE), text(&site, "public/manifest.json"));
    fs::write(site.path(PAGE), "khac").expect("changed");
    let forged = manifest
        .replace(&sha256(page.as_bytes()), &sha256(b"khac"))
        .replace(&format!("\"size\":{}", page.len()), "\"size\":4");
    fs::write(site.path("public/manifest.json"), forged).expect("forged");
    site.run(&["verify", "public"]).expect_code(0).done();
    let refused = |words: &str| {
        let run = verify(&site).expect_code(1).expect_stdout("");
        assert!(run.stderr.contains("chưa so tệp nào") && run.stderr.contains(words), "{}", run.stderr);
    };
    refused("Chữ ký không phải của bản kê này");
    site.run(&["sign", "public", "--key", "khac"]).expect_code(0).done();
    refused("Chữ ký do một khóa khác ký");
    fs::write(site.path(SIGNATURE), &signature[..signature.len() - 40]).expect("cut");
    refused("bị hỏng");
    fs::write(site.path(SIGNATURE), [0xff, 0xfe]).expect("written");
    refused("bị hỏng");
    fs::remove_file(site.path(SIGNATURE)).expect("removed");
    refused("Thiếu chữ ký");
    fs::write(site.path("public/manifest.json"), &manifest).expect("as it was");
    fs::write(site.path(SIGNATURE), &signature).expect("as it was");
    assert_eq!(verify(&site).expect_code(1).stdout, "đã bị sửa: tin/2021/10/a.html\n");
}

#[test]
fn a_copy_that_is_kept_elsewhere_may_be_signed_beside_it() {
    let site = signed();
    fs::copy(site.path("public/manifest.json"), site.path("ban-ke.json")).expect("copied");
    fs::copy(site.path(SIGNATURE), site.path("ban-ke.json.minisig")).expect("copied");
    fs::remove_file(site.path(SIGNATURE)).expect("removed");
    let verify = || site.run(&["verify", "public", "--manifest", "ban-ke.json", "--key", "khoa.pub"]);
    verify().expect_code(0).done();
    fs::remove_file(site.path("ban-ke.json.minisig")).expect("removed");
    verify().expect_code(1).done();
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_signature_is_an_extra_file() {
    let site = signed();
    fs::rename(site.path(SIGNATURE), site.path("elsewhere")).expect("moved");
    std::os::unix::fs::symlink(site.path("elsewhere"), site.path(SIGNATURE)).expect("linked");
    assert_eq!(verify(&site).expect_code(1).stdout, "tệp lạ: manifest.json.minisig\n");
}

#[test]
fn a_signature_stays_with_its_manifest_and_goes_with_it() {
    let site = signed();
    site.write("public/cua-toi.txt", b"x");
    let signature = text(&site, SIGNATURE);
    // Nothing changed; and everything made anew with the same bytes.
    site.build().expect_code(0).done();
    assert_eq!(text(&site, SIGNATURE), signature);
    site.run(&["build", "--date", TODAY, "--no-cache"]).expect_code(0).done();
    assert_eq!(text(&site, SIGNATURE), signature);
    fs::remove_file(site.path("public/cua-toi.txt")).expect("removed");
    verify(&site).expect_code(0).done();
    site.write("public/cua-toi.txt", b"x");
    site.write("content/bulletins/a.md", b"---\ntitle: B\xc3\xa0i hai\ndate: 11/10/2021\nunit: xa-mau\n---\nX\n");
    site.build().expect_code(0).done();
    assert!(!site.path(SIGNATURE).exists(), "a signature of the old manifest");
    assert_eq!(text(&site, "public/cua-toi.txt"), "x");
    site.build().expect_code(0).done();
    assert!(!site.path(SIGNATURE).exists());
}

#[test]
fn content_cannot_bring_a_signature() {
    let site = SiteTest::small(BULLETIN).file("content/static/manifest.json.minisig", b"x");
    let run = site.build().expect_code(1);
    assert!(run.stderr.contains("reserved-address"), "{}", run.stderr);
}
