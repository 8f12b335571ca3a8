//! A text with everything that all recognisers need to know of it: its tokens, blocks and sentences, its figures, its
//! cues, its year and what kind of text it is. Computed once; every recogniser reads it and none changes it.

use std::ops::Range;

use jiff::civil::Date;

use super::cues::{CUES, Cue};
use super::facts::FoundPeriod;
use super::figures::{Figure, Mark, marks};
use super::indices::mentions;
use super::layout::{Block, Form, blocks, sentences};
use super::lexicon::{Hit, Lexicon};
use super::sections::{Section, sections};
use super::view::View;
use crate::value::Tokens;

/// Words of plans in titles.
const PLANS: [&str; 13] = [
    "kế hoạch",
    "phấn đấu",
    "mục tiêu",
    "chỉ tiêu",
    "chương trình",
    "đề án",
    "nhiệm vụ",
    "quyết tâm",
    "lộ trình",
    "đặt mục tiêu",
    "triển khai",
    "phát động",
    "chiến lược",
];
/// Words of reports in titles.
const REPORTS: [&str; 13] = [
    "kết quả",
    "báo cáo",
    "sơ kết",
    "tổng kết",
    "công bố",
    "khảo sát",
    "xếp hạng",
    "nhìn lại",
    "sau 1 năm",
    "hiệu quả từ",
    "kiểm tra",
    "chuyển biến",
    "ngày vận hành",
];

/// What kind of text it is, which decides where nothing else does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Genre {
    Plan,
    Report,
    Other,
}

/// A sentence and the block that it stands in.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub tokens: Range<usize>,
    pub block: usize,
}

/// A text as the recognisers see it.
pub(super) struct Scene<'a> {
    pub view: &'a View,
    pub tokens: &'a Tokens<'a>,
    pub blocks: Vec<Block>,
    pub sections: Vec<Section>,
    pub sentences: Vec<Sentence>,
    pub marks: Vec<Mark>,
    pub cues: Vec<Hit<Cue>>,
    pub indices: Vec<Hit<&'static str>>,
    pub genre: Genre,
    /// The blocks of the title: those before the first paragraph that is a sentence.
    pub title_blocks: Range<usize>,
    /// The day of the portal's stamp, if the text has one.
    pub published: Option<(Date, Range<usize>)>,
    /// The year in which the text was written.
    pub year: Option<i16>,
    /// The period of the plan or report.
    pub period: Option<FoundPeriod>,
}

impl<'a> Scene<'a> {
    pub fn new(view: &'a View, tokens: &'a Tokens<'a>) -> Self {
        let blocks = blocks(tokens);
        let sections = sections(tokens, &blocks);
        let sentences = all_sentences(tokens, &blocks);
        let marks = marks(tokens);
        let title_blocks = title_blocks(tokens, &blocks);
        let mut scene = Self {
            view,
            tokens,
            blocks,
            sections,
            sentences,
            marks,
            cues: Lexicon::new(&CUES).find_all(tokens),
            indices: mentions(tokens),
            genre: Genre::Other,
            title_blocks,
            published: None,
            year: None,
            period: None,
        };
        scene.published = super::published::find(&scene);
        scene.year = scene.year_of_text();
        scene.genre = scene.genre_of_text();
        scene.period = super::period::find(&scene);
        scene
    }

    /// The marks that begin in a range of tokens.
    pub fn marks_in(&self, range: &Range<usize>) -> &[Mark] {
        let first = self.marks.partition_point(|mark| mark.tokens.start < range.start);
        let last = self.marks.partition_point(|mark| mark.tokens.start < range.end);
        &self.marks[first..last.max(first)]
    }

    /// The place in the source of some tokens.
    pub fn span(&self, tokens: Range<usize>) -> Range<usize> {
        let all = &self.tokens.all;
        match (all.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| all.get(last))) {
            (Some(first), Some(last)) if !tokens.is_empty() => self.view.span(first.range.start..last.range.end),
            _ => 0..0,
        }
    }

    /// The block that holds a token.
    pub fn block_of(&self, token: usize) -> usize {
        self.blocks.partition_point(|block| block.tokens.start <= token).saturating_sub(1)
    }

    /// The sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> Option<&Sentence> {
        let after = self.sentences.partition_point(|sentence| sentence.tokens.start <= token);
        self.sentences.get(after.checked_sub(1)?).filter(|sentence| sentence.tokens.contains(&token))
    }

    /// The year of the stamp, else the latest year of a date, which is mostly that of the decision reported.
    fn year_of_text(&self) -> Option<i16> {
        if let Some((date, _)) = &self.published {
            return Some(date.year());
        }
        let dates = self.marks.iter().filter_map(|mark| match mark.figure {
            Figure::Date(Some(date)) if !self.is_deadline(mark) => Some(date.year()),
            _ => None,
        });
        dates.max()
    }

    fn is_deadline(&self, mark: &Mark) -> bool {
        const LEADS: [&str; 8] = ["trước ngày", "đến ngày", "trước", "đến", "hết ngày", "từ ngày", "kể từ ngày", "từ"];
        super::lexicon::any_before(self.tokens, mark.tokens.start, &LEADS).is_some()
    }

    /// Words of the title first, then those of the whole text.
    fn genre_of_text(&self) -> Genre {
        let mut balance = 0;
        for block in &self.blocks[self.title_blocks.clone()] {
            for index in block.tokens.clone() {
                balance += i32::from(self.tokens.any_phrase(index, &PLANS).is_some());
                balance -= i32::from(self.tokens.any_phrase(index, &REPORTS).is_some());
            }
        }
        let wishes: i32 = self.cues.iter().map(|cue| i32::from(cue.meaning.weight.signum())).sum();
        match (balance, wishes) {
            (1.., _) => Genre::Plan,
            (..=-1, _) => Genre::Report,
            (_, 4..) => Genre::Plan,
            (_, ..=-4) => Genre::Report,
            _ => Genre::Other,
        }
    }
}

fn all_sentences(tokens: &Tokens, all: &[Block]) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (which, block) in all.iter().enumerate() {
        // A row of a table is one statement, cells and all.
        let ranges =
            if block.form == Form::Row { vec![block.tokens.clone()] } else { sentences(tokens, block.tokens.clone()) };
        found.extend(ranges.into_iter().map(|range| Sentence { tokens: range, block: which }));
    }
    found
}

/// The blocks before the first that is text: that ends like a sentence, belongs to a list or holds a percentage.
fn title_blocks(tokens: &Tokens, blocks: &[Block]) -> Range<usize> {
    const MOST: usize = 12;
    const LONGEST: usize = 45;
    let is_text = |block: &Block| {
        let last = block.tokens.end.saturating_sub(1);
        block.tokens.len() > LONGEST
            || matches!(tokens.sign(last), Some('.' | ';' | ':' | ','))
            || block.level >= 3 && block.level <= 7
    };
    let has_percentage = |block: &Block| block.tokens.clone().any(|index| tokens.sign(index) == Some('%'));
    let first_text =
        blocks.iter().enumerate().position(|(which, block)| is_text(block) || (which > 0 && has_percentage(block)));
    let end = first_text.unwrap_or(blocks.len());
    0..end.min(MOST).max(usize::from(!blocks.is_empty() && end > 0))
}
