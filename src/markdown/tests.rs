//! What a reader of the page gets, what an author is told, and what no author can do.

use super::raw::{TokenKind, scan};
use super::*;

/// A resolver that lets everything through but destinations with `missing`.
struct Through;

impl Resolver for Through {
    fn link(&self, destination: &str) -> Target {
        match destination.contains("missing") {
            true => Target::Missing,
            false => Target::Url { url: destination.to_string(), external: destination.starts_with("http") },
        }
    }

    fn image(&self, destination: &str) -> Option<Picture> {
        let url = destination.to_string();
        (!url.contains("missing")).then_some(Picture { url, width: Some(4), height: None, srcset: None })
    }

    fn embed(&self, embed: &Embed, out: &mut String) {
        out.push_str(&format!("<div class=\"embed\">{:?}</div>", embed.kind));
    }

    fn word(&self, word: Word) -> &str {
        match word {
            Word::Table => "Bảng",
            Word::Footnotes => "Chú thích",
            Word::BackToText => "Quay lại",
            Word::TaskDone => "Đã xong",
            Word::TaskOpen => "Chưa xong",
            Word::Warning => "Cảnh báo",
            Word::Note | Word::Tip | Word::Important | Word::Caution => "Lưu ý",
        }
    }
}

fn html(body: &str) -> String {
    let mut out = String::new();
    render(body, &Through, &Highlighter::new(), &mut out);
    out
}

fn check(cases: &[(&str, &str)]) {
    for (body, expected) in cases {
        assert_eq!(html(body).trim(), *expected, "{body}");
    }
}

#[test]
fn text() {
    check(&[
        (
            "a *b* **c** ~~d~~ `<e>`\nf\\\ng",
            "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>&lt;e&gt;</code>\nf<br>\ng</p>",
        ),
        ("{{ 7*7 }} {% x %} \"Ea H'leo\" -- ...", "<p>{{ 7*7 }} {% x %} &quot;Ea H'leo&quot; -- ...</p>"),
        ("a\n\n&nbsp;\n\n\u{a0} \u{200b}\n\nb", "<p>a</p>\n<p>b</p>"),
        ("> a\n\n---", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>"),
        (
            "> [!WARNING]\n> a",
            "<div class=\"alert alert-warning\" role=\"note\"><p class=\"alert-title\">Cảnh báo</p>\n<p>a</p>\n</div>",
        ),
        ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("- [x] a", "<ul>\n<li><span class=\"task-done\" role=\"img\" aria-label=\"Đã xong\">☑</span> a</li>\n</ul>"),
        ("T\n: D", "<dl>\n<dt>T</dt>\n<dd>D</dd>\n</dl>"),
        ("```\n<a>\n```", "<pre class=\"code\" tabindex=\"0\"><code>&lt;a&gt;\n</code></pre>"),
        ("```\na  \n b\t\n```", "<pre class=\"code\" tabindex=\"0\"><code>a\n b\n</code></pre>"),
        (
            "```\"><script>\nx\n```",
            "<pre class=\"code\" tabindex=\"0\"><code class=\"language-&quot;&gt;&lt;script&gt;\">x\n</code></pre>",
        ),
    ]);
}

#[test]
fn headings() {
    check(&[
        ("# Mục tiêu\n## Đích", "<h2 id=\"muc-tieu\">Mục tiêu</h2>\n<h3 id=\"dich\">Đích</h3>"),
        ("### A\n##\n#### `b`", "<h2 id=\"a\">A</h2>\n<h3 id=\"b\"><code>b</code></h3>"),
        ("# a\n###### b", "<h2 id=\"a\">a</h2>\n<h6 id=\"b\">b</h6>"),
        (
            "## a\n## A\n## a-2",
            "<h2 id=\"a\">a</h2>\n<h2 id=\"a-2\">A</h2>\n<h2 id=\"a-2-2\"><span class=\"nowrap\">a-2</span></h2>",
        ),
        ("## a {#x}\n## {{ b }}", "<h2 id=\"x\">a</h2>\n<h2 id=\"b\">{{ b }}</h2>"),
        ("## Table 1\n## ?", "<h2 id=\"muc-table-1\">Table 1</h2>\n<h2 id=\"muc\">?</h2>"),
    ]);
}

#[test]
fn links_and_images() {
    let attributes = "loading=\"lazy\" decoding=\"async\"";
    let image = |url: &str, alt: &str| format!("<img src=\"{url}\" alt=\"{alt}\" width=\"4\" {attributes}>");
    check(&[
        ("[a](b.html \"t\")", "<p><a href=\"b.html\" title=\"t\">a</a></p>"),
        ("<https://a.vn>", "<p><a href=\"https://a.vn\" class=\"external\" rel=\"noopener\">https://a.vn</a></p>"),
        ("<a@b.vn>", "<p><a href=\"mailto:a@b.vn\">a@b.vn</a></p>"),
        ("[*a*](missing) [](b)", "<p><em>a</em> <a href=\"b\">b</a></p>"),
        ("[a](<x\"y&z>)", "<p><a href=\"x&quot;y&amp;z\">a</a></p>"),
        ("![a *b*](missing) c", "<p>a b c</p>"),
        ("c ![a](b)", &format!("<p>c {}</p>", image("b", "a"))),
        ("![a](b \"c\")", &format!("<figure>{}<figcaption>c</figcaption></figure>", image("b", "a"))),
        ("![a](b)\n*c `d`*", &format!("<figure>{}<figcaption>c <code>d</code></figcaption></figure>", image("b", "a"))),
        (
            "![a](b)\n\n*c*\n\n*d*",
            &format!("<figure>{}<figcaption>c</figcaption></figure>\n<p><em>d</em></p>", image("b", "a")),
        ),
        ("![a](missing)\n*c*", "<p>a</p>\n<p><em>c</em></p>"),
        ("[![a](b)](c)", &format!("<p><a href=\"c\">{}</a></p>", image("b", "a"))),
    ]);
}

#[test]
fn tables() {
    let open = "<section class=\"table-scroll\" tabindex=\"0\"";
    let head = "<thead>\n<tr><th scope=\"col\">A</th><th scope=\"col\" class=\"number\">B</th></tr>\n</thead>";
    let body =
        "<tbody>\n<tr><th scope=\"row\">y</th><td class=\"number\">1,5\u{a0}%</td></tr>\n</tbody>\n</table></section>";
    let table = "|A|B|\n|-|-|\n|y|1,5 %|";
    check(&[
        (table, &format!("{open} aria-label=\"Bảng 1\"><table>\n{head}\n{body}")),
        (
            &format!("Bảng 1. *Kết quả*\n\n{table}"),
            &format!(
                "{open} aria-labelledby=\"table-1\"><table>\n<caption id=\"table-1\">Bảng 1. <em>Kết quả</em></caption>\n{head}\n{body}"
            ),
        ),
        (
            &format!("**Kết quả:**\n\n&nbsp;\n\n{table}"),
            &format!(
                "{open} aria-labelledby=\"table-1\"><table>\n<caption id=\"table-1\"><strong>Kết quả:</strong></caption>\n{head}\n{body}"
            ),
        ),
        (
            "||C|\n|-|:-:|\n|x||",
            &format!(
                "{open} aria-label=\"Bảng 1\"><table>\n<thead>\n<tr><td></td><th scope=\"col\" class=\"align-center\">C</th></tr>\n</thead>\n<tbody>\n<tr><td>x</td><td class=\"align-center\"></td></tr>\n</tbody>\n</table></section>"
            ),
        ),
    ]);
    assert!(html(&format!("Kết quả như sau:\n\n{table}")).starts_with("<p>Kết quả như sau:</p>"));
}

#[test]
fn footnotes() {
    let shown = html("a[^x]\n\n[^x]: b[^y]\n[^y]: c\n\n    d\n[^z]: e");
    for part in [
        "<p>a<sup class=\"footnote-ref\"><a href=\"#footnote-1\" id=\"footnote-ref-1\" role=\"doc-noteref\">1</a></sup></p>",
        "<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"footnotes\">\n<h2 id=\"footnotes\">Chú thích</h2>",
        "<li id=\"footnote-2\"><p>c</p>\n<p>d <a class=\"footnote-back\" role=\"doc-backlink\" href=\"#footnote-ref-2\" aria-label=\"Quay lại 2\">↩</a></p>\n</li>",
        "<li id=\"footnote-3\"><p>e</p>\n</li>",
    ] {
        assert!(shown.contains(part), "{part}\nin\n{shown}");
    }
    assert!(html("a[^x] b[^x]\n\n[^x]: c").contains("href=\"#footnote-ref-1-2\" aria-label=\"Quay lại 1-2\""));
}

#[test]
fn raw_html() {
    check(&[
        (
            "a <b>b *c*</b> <abbr title=\"d\">e</abbr><br>",
            "<p>a <b>b <em>c</em></b> <abbr title=\"d\">e</abbr><br></p>",
        ),
        ("a <b>b\n\nc", "<p>a <b>b</b></p>\n<p>c</p>"),
        ("a </p><div>b</div></li>", "<p>a b</p>"),
        ("- a <kbd>b\n- c", "<ul>\n<li>a <kbd>b</kbd></li>\n<li>c</li>\n</ul>"),
        (
            "<details open>\n<summary>a</summary>\n\n# b\n\n[c](http://d) <u>e\n\n```\nf\n```\n\n[[gallery]]\n\n</details>\n\ng",
            "<details open=\"\">\n<summary>a</summary>\n<h2 id=\"b\">b</h2>\n<p><a href=\"http://d\" class=\"external\" \
             rel=\"noopener\">c</a> <u>e</u></p>\n<pre class=\"code\" tabindex=\"0\"><code>f\n</code></pre>\n\
             <div class=\"embed\">Gallery</div>\n</details>\n<p>g</p>",
        ),
        ("<div>\n\n*a*\n\nb", "<div>\n</div><p><em>a</em></p>\n<p>b</p>"),
        ("<div title=\"\n\na\n\n<!-- x\n\nb", "<p>a</p>"),
        (
            "<a href=http://x class=c id=d>e</a>",
            "<p><a href=\"http://x\" class=\"external\" rel=\"noopener\" id=\"user-d\">e</a></p>",
        ),
        ("<img src=missing alt=a> <a href=missing>b</a>", "<p>a <a>b</a></p>"),
        ("<!-- ghi chú -->\n\na <!-- b -->c", "<p>a c</p>"),
        ("<b data-own=\"0\">[a](b)</b>", "<p>&lt;b data-own=\"0\"&gt;<a href=\"b\">a</a></p>"),
        (
            "<div>a</div>\n\n<details>\n\n[^1]\n\n[^1]: <b>c\n\n</details>",
            html("<div>a</div>\n\n<details>\n\n[^1]\n\n[^1]: <b>c\n\n</details>").trim_end(),
        ),
    ]);
    assert_eq!(html(&format!("{}x", "<b>".repeat(50))).trim_end(), "<p>x</p>");
    assert_eq!(html(&format!("<div>{}x", "<div>".repeat(500))).trim_end(), "x");
}

/// Bodies by which someone may try to get something into a page.
const HOSTILE: [&str; 46] = [
    "<script>alert(1)</script>",
    "a <script>alert(1)</script> b",
    "a <script src=//x> b **c**",
    "<SCRIPT/SRC=//x>",
    "<img src=x onerror=alert(1)>",
    "a <img src=\"x\" OnError='alert(1)'/> b",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>*{background:url(//x)}</style>",
    "a <style> b [c](d)",
    "<iframe src=//x></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<form action=//x><input name=a><button>b</button></form>",
    "<base href=//x>",
    "<meta http-equiv=refresh content='0;url=//x'>",
    "<link rel=stylesheet href=//x>",
    "<object data=//x></object><embed src=//x>",
    "<a href=javascript:alert(1)>a</a>",
    "<a href=' &#1; java&#10;script&colon;alert(1)'>a</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">a</a>",
    "<a href=\"&#x6A&#x61vascript:alert(1)\">a</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>a</a>",
    "[a](javascript:alert(1))",
    "[a](JAVASCRIPT:alert(1))",
    "[a](java&#115;cript&colon;alert(1))",
    "[a](<java&Tab;script:alert(1)>)",
    "[a](<&#1;javascript:alert(1)>)",
    "[a](vbscript:x) [b](file:///etc/passwd) [c](data:text/html,x)",
    "<javascript:alert(1)>",
    "[a]\n\n[a]: javascript:alert(1)",
    "![a](data:image/svg+xml;base64,AAAA)",
    "![a](javascript:alert(1)) ![\"onerror=alert(1)//](b)",
    "![a](b\"onerror=\"alert(1)) [a](b\"onclick=\"alert(1) \"t\\\"onclick=x\")",
    "## a {#x\" onclick=alert(1) .b style=c}",
    "```js\"onload=\"x\n</code></pre><script>alert(1)</script>\n```",
    "<!-- a\n\nb <script>alert(1)</script>",
    "<div title=\"\n\n[a](b) \"><script>alert(1)</script>",
    "<div\n\n<b onclick=alert(1)>c",
    "<textarea>\n\n[a](b)</textarea><script>alert(1)</script>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<plaintext>\n\n[a](http://b)",
    "<div style=\"position:fixed\" class=alert id=main onmouseover=x data-own=0>a</div>",
    "|a|\n|-|\n|<b onclick=x>b</td></table><script>alert(1)</script>|",
    "a[^1]\n\n<details>\n\n[^1]: <img src=x onerror=alert(1)> <script>b\n\n</details>",
    "<template><script>alert(1)</script></template><select><option><style></select><img src=x onerror=x>",
];

/// How many mixed bodies are tried; raise it by hand after changes to the sanitiser.
const MIXED: usize = 300;

/// Elements and attributes that the renderer may write at all.
const ELEMENTS: &str = " a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn \
    div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span \
    strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr article aside ";
const ATTRIBUTES: &str = " href class rel title id lang dir src srcset sizes alt width height loading decoding role \
    tabindex aria-label aria-labelledby scope start open ";

fn assert_harmless(body: &str) {
    let shown = html(body);
    let found = scan(&shown);
    assert!(found.complete, "{body}\n{shown}");
    for token in &found.tokens {
        let TokenKind::Open { name, attributes } = &token.kind else { continue };
        assert!(ELEMENTS.contains(&format!(" {name} ")), "<{name}> from {body}\n{shown}");
        for (attribute, value) in attributes {
            assert!(ATTRIBUTES.contains(&format!(" {attribute} ")), "{attribute} from {body}\n{shown}");
            if attribute == "href" || attribute == "src" {
                assert_eq!(url::unsafe_link_scheme(value), None, "{body}\n{shown}");
            }
        }
    }
    assert_same_to_a_browser(body, &shown);
}

/// A real HTML parser finds the same elements with the same attributes as the scan above.
fn assert_same_to_a_browser(body: &str, shown: &str) {
    let words = |list: &'static str| list.split_whitespace().collect::<std::collections::HashSet<_>>();
    let mut builder = ammonia::Builder::empty();
    builder.tags(words(ELEMENTS)).generic_attributes(words(ATTRIBUTES)).link_rel(None);
    builder.url_schemes(url::LINK_SCHEMES.into()).url_relative(ammonia::UrlRelative::PassThrough);
    let parsed = builder.clean(shown).to_string();
    let elements = |html: &str| {
        let tokens = scan(html).tokens.into_iter().filter(|token| token.kind != TokenKind::Text);
        tokens
            .map(|token| match token.kind {
                TokenKind::Open { name, mut attributes } => {
                    // Addresses were looked at already; the parser here also drops those that are merely malformed.
                    attributes.retain(|(attribute, _)| attribute != "href");
                    attributes.sort();
                    format!("{name} {attributes:?}")
                }
                TokenKind::Close { name } => format!("/{name}"),
                TokenKind::Text => String::new(),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(elements(&parsed), elements(shown), "{body}\n{shown}");
}

#[test]
fn hostile_bodies() {
    for body in HOSTILE {
        assert_harmless(body);
        for wrapped in [format!("- a\n\n  {}", body.replace('\n', "\n  ")), format!("> {}", body.replace('\n', "\n> "))]
        {
            assert_harmless(&wrapped);
        }
        assert_harmless(&format!("<details>\n\n{body}\n\n</details>\n\nx <b>y {body}"));
        assert_harmless(&format!("# {}", body.replace('\n', " ")));
        assert_harmless(&format!("|a|\n|-|\n|{}|", body.replace(['\n', '|'], " ")));
    }
}

/// Bodies put together from pieces of the hostile ones, the same ones on every run.
#[test]
fn mixed_hostile_bodies() {
    let joints = [
        "\n\n",
        " ",
        "\n",
        "\n- ",
        "\n> ",
        "|",
        "\n\n|a|\n|-|\n|",
        "**",
        "[",
        "](b)",
        "<b>",
        "</b>",
        "\n\n<div>\n\n",
        "\n\n</div>\n\n",
        "`",
        "[^1]: ",
    ];
    let mut state = 1_u64;
    let mut next = |below: usize| {
        // Knuth's MMIX generator: enough to choose pieces.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..MIXED {
        let mut body = String::new();
        for _ in 0..next(8) + 1 {
            let piece: Vec<char> = HOSTILE[next(HOSTILE.len())].chars().collect();
            let start = next(2) * next(piece.len());
            body.extend(&piece[start..start + next(piece.len() - start) + 1]);
            body.push_str(joints[next(joints.len())]);
        }
        assert_harmless(&body);
        let outline = outline(&body);
        let findings = outline.findings.iter().map(|finding| &finding.span);
        let links = outline.links.iter().map(|link| &link.span);
        for span in findings.chain(links).chain(outline.images.iter().map(|image| &image.span)) {
            assert!(body.get(span.clone()).is_some_and(|source| !source.is_empty()), "{span:?} in {body}");
        }
    }
}

#[test]
fn no_body_panics() {
    let plain = "# Đ **a** [b](c)\n\n|a|b|\n|-|-|\n|1|2|\n\n> [!NOTE]\n> <b>x\n\n[^1]: y\n\nBảng 1. z[^1]\n\n[[csv: d]]\n\n```rust\nfn";
    for body in HOSTILE.iter().copied().chain([plain]) {
        let ends = body.char_indices().map(|(end, _)| end);
        for end in ends {
            for part in [&body[..end], &body[end..]] {
                outline(part);
                plain_text(part);
                html(part);
            }
        }
    }
}

#[test]
fn deep_and_wide_bodies() {
    for piece in [
        ">",
        "[",
        "*",
        "*a ",
        "**a ",
        "- ",
        "![",
        "[a](",
        "<b>",
        "<div>",
        "<div>\n\n",
        "<b id=1>\n\n",
        "`",
        "[^a",
        "~~",
        "\\",
        "&",
        "<",
        "<!--",
        "| ",
        "1. ",
        "> - ",
        "[[",
        "_a*",
    ] {
        let body = piece.repeat(10_000);
        for body in [format!("{body}x"), format!("x {}", &body[..piece.len() * 1_000])] {
            outline(&body);
            plain_text(&body);
            html(&body);
        }
    }
}

#[test]
fn outline_and_page_agree() {
    let body =
        "# A\n\n## a\n\nx[^1]\n\n<p id=q>y</p>\n\nBảng 1. t\n\n|a|\n|-|\n|b|\n\n### muc {#A.b}\n\n##  \n\n[^1]: # n\n";
    let (outline, shown) = (outline(body), html(body));
    for id in &outline.ids {
        assert_eq!(shown.matches(&format!(" id=\"{id}\"")).count(), 1, "{id} in {shown}");
    }
    for heading in &outline.headings {
        assert!(shown.contains(&format!("<h{} id=\"{}\">", heading.level, heading.id)), "{heading:?} in {shown}");
    }
    assert_eq!(outline.ids, ["a", "a-2", "A.b", "n", "table-1", "user-q", "footnotes", "footnote-1"]);
}

#[test]
fn outline_of_a_body() {
    let body = "Mở đầu [kế hoạch](a.pdf) <a href=\"b\">c</a> <d@e.vn>.\n\n![Ảnh](f.png)\n\n[[Thư viện ảnh: x]]\n\n<img src=g alt=h>\n\n```\ni\n```";
    let outline = outline(body);
    let links: Vec<_> = outline.links.iter().map(|link| (link.destination.as_str(), link.text.as_str())).collect();
    assert_eq!(links, [("a.pdf", "kế hoạch"), ("b", "c"), ("mailto:d@e.vn", "d@e.vn")]);
    let images: Vec<_> = outline.images.iter().map(|image| (image.destination.as_str(), image.alt.as_str())).collect();
    assert_eq!(images, [("f.png", "Ảnh"), ("g", "h")]);
    assert_eq!(&body[outline.links[0].span.clone()], "[kế hoạch](a.pdf)");
    assert_eq!(&body[outline.links[1].span.clone()], "<a href=\"b\">");
    assert_eq!(&body[outline.embeds[0].span.clone()], "[[Thư viện ảnh: x]]");
    assert_eq!(outline.lead, "Mở đầu kế hoạch c d@e.vn.");
    assert!(outline.has_code);
}

#[test]
fn findings() {
    use FindingKind::*;
    let raw = |names: &[&str]| RawHtml { removed: names.iter().map(ToString::to_string).collect() };
    let cases: Vec<(&str, Vec<(&str, FindingKind)>)> = vec![
        ("a <b>b</b> c", vec![("<b>b</b>", raw(&[]))]),
        ("a <b>b</b> <font color=x>c</font>", vec![("<font color=x>", raw(&["font"]))]),
        ("<p style=a>\nb</p>\n", vec![("<p style=a>\nb</p>", raw(&["style"]))]),
        ("<!-- a -->", vec![]),
        ("[a](javascript:b)", vec![("[a](javascript:b)", UnsafeLink { scheme: "javascript".into() })]),
        ("[](a)", vec![("[](a)", EmptyLink)]),
        ("[a]()", vec![("[a]()", EmptyLink)]),
        ("xem [Tại đây](a)", vec![("[Tại đây](a)", BareLinkText { text: "Tại đây".into() })]),
        ("![](a)", vec![("![](a)", MissingAlt)]),
        ("[[galery: x]]", vec![("[[galery: x]]", UnknownEmbed { name: "galery".into(), suggestion: Some("gallery") })]),
        ("```mermaid\na\n```", vec![("mermaid", UnknownLanguage { name: "mermaid".into() })]),
        ("```rust\n[a]() **b\n```", vec![]),
        ("x **Điều 1.**Phạm vi", vec![("**Điều 1.**", LiteralAsterisks)]),
        ("**Điều [1](a).**Phạm", vec![("**Điều [1](a).**", LiteralAsterisks)]),
        ("Ghi chú (**)", vec![]),
        ("![Ảnh](hoi nghi.png) [b](c)", vec![("hoi nghi.png", UnreadLink { destination: "hoi nghi.png".into() })]),
        ("[Kế hoạch](ke hoach.pdf)", vec![("ke hoach.pdf", UnreadLink { destination: "ke hoach.pdf".into() })]),
        ("[KH](ke hoach (1).pdf)", vec![("ke hoach (1).pdf", UnreadLink { destination: "ke hoach (1).pdf".into() })]),
        ("[a](b(c d", vec![]),
        (r"Theo [1] (mục 2), \[a\](b c), `[a](b c)` và [x](<y z.pdf>)", vec![]),
        ("– a\n– b\n\n– c", vec![("–", FakeList { marker: '–' })]),
        ("## a\n#### b", vec![("#### b", HeadingSkipped { from: 2, to: 4 })]),
        ("## a\n# b", vec![("## a", HeadingSkipped { from: 0, to: 2 })]),
        ("a[^1]\n\n[^1]: b\n\n[^1]: c", vec![("[^1]: c", DuplicateFootnote)]),
        ("a[^Ghi]", vec![("[^Ghi]", UndefinedFootnote { name: "Ghi".into() })]),
    ];
    for (body, expected) in cases {
        let found = outline(body).findings;
        let found: Vec<_> = found.into_iter().map(|finding| (&body[finding.span], finding.kind)).collect();
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn highlighter_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Highlighter>();
    assert_eq!(html("```rust\nfn a\n```"), html("```rust\nfn a\n```"));
}
