//! Numbers of footnotes, levels and ids of headings: what is known only when the whole body was seen.

use super::{Builder, Footnote, Role};
use crate::markdown::{Heading, paragraph, sanitise};
use pulldown_cmark::{Event, Tag};
use std::collections::{HashMap, HashSet, VecDeque};

/// Ids that the page around a body has; a heading of that name gives way. A test holds the list to the theme.
pub const FRAME_IDS: &[&str] = &[
    "cac-tin",
    "cach-do",
    "cach-tim",
    "chi-so",
    "chi-tieu",
    "chi-tieu-ten",
    "chu-de",
    "da-ket-thuc",
    "dang-hoat-dong",
    "dem-luot-xem",
    "dinh-chinh",
    "dinh-chinh-ten",
    "don-vi",
    "duyet-tin",
    "giai-phap",
    "hinh-anh",
    "ke-hoach",
    "ke-hoach-ten",
    "ket-qua",
    "ket-qua-ten",
    "kiem-diem",
    "lay-y-kien",
    "lay-y-kien-ten",
    "lien-quan",
    "mo-hinh",
    "nhiem-vu",
    "nhiem-vu-ten",
    "nhom-nhiem-vu",
    "noi-dung",
    "noi-dung-tin",
    "q",
    "sap-den-han",
    "tep",
    "tep-ten",
    "theo-nam",
    "thong-tin",
    "tien-ich",
    "tim",
    "tin-moi",
    "trach-nhiem",
    "tu-khoa",
    "van-ban",
    "van-ban-ten",
    "video",
    "xep",
];

/// Prefixes of ids that other parts of the body use.
const TAKEN_PREFIXES: [&str; 3] = ["footnote", "table-", sanitise::ID_PREFIX];

impl Builder<'_> {
    /// Numbers follow the references: first those of the text, then those inside the notes so reached. Notes that
    /// nobody refers to come last: an author's text is never lost.
    pub(super) fn number_footnotes(&mut self) {
        let mut by_name: HashMap<&str, usize> = HashMap::new();
        for (place, (name, _)) in self.definitions.iter().enumerate() {
            by_name.entry(name).or_insert(place);
        }
        let mut counts = vec![0; self.definitions.len()];
        let mut order: Vec<usize> = Vec::new();
        let mut queue: VecDeque<Option<usize>> = VecDeque::from([None]);
        while let Some(source) = queue.pop_front() {
            for name in self.references.get(&source).into_iter().flatten() {
                let Some(place) = by_name.get(name.as_str()).copied() else { continue };
                if counts[place] == 0 {
                    order.push(place);
                    queue.push_back(Some(place));
                }
                counts[place] += 1;
            }
        }
        order.extend((0..counts.len()).filter(|place| counts[*place] == 0));
        for (number, place) in order.into_iter().enumerate() {
            let (name, events) = &self.definitions[place];
            let duplicate = by_name.get(name.as_str()) != Some(&place);
            if !duplicate {
                self.document.footnote_numbers.insert(name.clone(), number + 1);
            }
            self.document.footnotes.push(Footnote {
                content: events.start + 1..events.end,
                references: counts[place],
                span: self.document.events[events.start].1.clone(),
                duplicate,
            });
        }
    }

    /// Shifts levels so that the highest one in use becomes `h2`, and gives every heading an id of its own.
    pub(super) fn name_headings(&mut self) {
        let document = &mut self.document;
        let mut found = Vec::new();
        for (start, end) in std::mem::take(&mut self.headings) {
            let Event::Start(Tag::Heading { level, id, .. }) = &document.events[start].0 else { continue };
            let content = &document.events[start + 1..end];
            if paragraph::is_blank(content) {
                document.roles.insert(start, Role::EmptyHeading);
            } else {
                let text = paragraph::text_of(content);
                found.push((start, *level as u8, id.as_ref().map(ToString::to_string), text));
            }
        }
        let highest = found.iter().map(|heading| heading.1).min().unwrap_or(2);
        let mut ids = Ids::default();
        for (start, written, wish, text) in found {
            let level = (written - highest + 2).min(6);
            let id = ids.take(wish.as_deref(), &text);
            let span = document.events[start].1.clone();
            document.roles.insert(start, Role::Heading(document.headings.len()));
            document.headings.push((Heading { level, text, id, span }, written));
        }
    }
}

/// Ids given so far.
#[derive(Default)]
struct Ids {
    taken: HashSet<String>,
    /// The next number to try for a name, so that a thousand equal headings are not a million tries.
    next: HashMap<String, usize>,
}

impl Ids {
    fn take(&mut self, wish: Option<&str>, text: &str) -> String {
        let valid =
            |id: &&str| !id.is_empty() && id.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_.".contains(&it));
        let mut base = match wish.filter(valid) {
            Some(wish) => wish.to_string(),
            None => crate::text::slug(wish.unwrap_or(text)),
        };
        let in_frame = FRAME_IDS.contains(&base.as_str())
            || ["chi-tieu-", "nhiem-vu-", "bieu-do"].iter().any(|prefix| base.starts_with(prefix));
        if base.is_empty() || in_frame || TAKEN_PREFIXES.iter().any(|prefix| base.starts_with(prefix)) {
            base = format!("muc-{base}").trim_end_matches('-').to_string();
        }
        let mut id = base.clone();
        let next = self.next.entry(base.clone()).or_insert(2);
        while !self.taken.insert(id.clone()) {
            id = format!("{base}-{next}");
            *next += 1;
        }
        id
    }
}
