//! Files that content puts beside a page: what acts on a reader's machine or in the site's name is refused, what is not
//! what it is called is told. `content/static/` is not looked at: who keeps the server decides what lies there.

use crate::diagnostics::{self, At, Diagnostic};
use crate::discover::{Nature, SourceFile};
use crate::source::SourcePath;

/// What runs where it is opened: pages in the site's own name, programs and scripts of the server or of Windows,
/// installers and images of disks.
const ACTIVE: &[&str] = &[
    "action",
    "apk",
    "app",
    "appinstaller",
    "application",
    "appref-ms",
    "appx",
    "asa",
    "ashx",
    "asmx",
    "asp",
    "aspx",
    "atom",
    "bat",
    "bin",
    "cer",
    "cgi",
    "chm",
    "class",
    "cmd",
    "com",
    "command",
    "cpl",
    "crx",
    "cshtml",
    "deb",
    "desktop",
    "dll",
    "dmg",
    "elf",
    "exe",
    "gadget",
    "hta",
    "htaccess",
    "htc",
    "htm",
    "html",
    "htpasswd",
    "img",
    "inf",
    "iqy",
    "iso",
    "jar",
    "jnlp",
    "js",
    "jse",
    "jsp",
    "jspx",
    "library-ms",
    "lnk",
    "mht",
    "mhtml",
    "mjs",
    "mml",
    "msc",
    "msi",
    "msix",
    "msp",
    "ocx",
    "one",
    "phar",
    "php",
    "php3",
    "php4",
    "php5",
    "php7",
    "php8",
    "phps",
    "phpt",
    "pht",
    "phtml",
    "pif",
    "pl",
    "ps1",
    "psm1",
    "py",
    "pyw",
    "rb",
    "rdf",
    "reg",
    "rpm",
    "rss",
    "scf",
    "scr",
    "sct",
    "search-ms",
    "settingcontent-ms",
    "sh",
    "shtm",
    "shtml",
    "slk",
    "stm",
    "svc",
    "svgz",
    "swf",
    "sys",
    "url",
    "vbe",
    "vbs",
    "vhd",
    "vhdx",
    "war",
    "wasm",
    "webloc",
    "ws",
    "wsc",
    "wsf",
    "wsh",
    "xap",
    "xht",
    "xhtml",
    "xll",
    "xml",
    "xsd",
    "xsl",
    "xslt",
    "xul",
];

/// Kinds of Office files that are made to hold macros.
const MACRO: &[&str] = &["docm", "dotm", "ppam", "ppsm", "pptm", "xla", "xlam", "xlsb", "xlsm", "xlt", "xltm"];

/// Reports what is wrong with publishing `file`, which the content at `at` uses.
pub(super) fn check(source: &SourcePath, file: &SourceFile, at: At, diags: &mut Vec<Diagnostic>) {
    if source.as_str().starts_with("content/static/") {
        return;
    }
    let name = source.file_name();
    let extension = source.extension().to_ascii_lowercase();
    match (extension.as_str(), file.nature) {
        ("svg", Nature::Drawing) => {}
        (_, Nature::Drawing) => diags.push(diagnostics::wrong_file_type(at, name, "SVG")),
        (_, Nature::ActiveDrawing) => diags.push(diagnostics::active_drawing(at, name)),
        (extension, _) if ACTIVE.contains(&extension) => diags.push(diagnostics::active_file(at, name, extension)),
        (_, Nature::Program) => diags.push(diagnostics::disguised_file(at, name, "chương trình", "a program")),
        (_, Nature::Markup) => diags.push(diagnostics::disguised_file(at, name, "trang HTML", "an HTML page")),
        (extension, Nature::Zip { macros: true }) => diags.push(diagnostics::macro_file(at, name, extension)),
        (extension, _) if MACRO.contains(&extension) => diags.push(diagnostics::macro_file(at, name, extension)),
        (extension, nature) if !fits(extension, nature) => {
            diags.push(diagnostics::wrong_file_type(at, name, word(nature)));
        }
        _ => {}
    }
}

/// Whether a name and the bytes under it agree. Names of which nothing is known fit any bytes.
fn fits(extension: &str, nature: Nature) -> bool {
    match extension {
        "pdf" => nature == Nature::Pdf,
        // Browsers go by the bytes of an image; one that is none is told where images are read.
        "png" | "jpg" | "jpeg" | "gif" | "webp" => {
            matches!(nature, Nature::Png | Nature::Jpeg | Nature::Gif | Nature::Webp | Nature::Other)
        }
        "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "zip" => matches!(nature, Nature::Zip { .. }),
        // Word opens RTF, text and new files under the old name, and offices hold many of those.
        "doc" | "xls" | "ppt" => matches!(nature, Nature::Ole | Nature::Zip { .. } | Nature::Other),
        "csv" | "txt" | "mp3" | "mp4" | "webm" | "m4a" | "ogg" | "wav" | "vtt" => nature == Nature::Other,
        _ => true,
    }
}

fn word(nature: Nature) -> &'static str {
    match nature {
        Nature::Pdf => "PDF",
        Nature::Png => "PNG",
        Nature::Jpeg => "JPEG",
        Nature::Gif => "GIF",
        Nature::Webp => "WebP",
        Nature::Zip { .. } => "ZIP",
        Nature::Ole => "Word 97–2003",
        _ => "",
    }
}
