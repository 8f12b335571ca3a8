//! What a text and its sections are about: targets, results, or neither. Takes blocks, gives for each the section under
//! whose heading it stands, with the year that the heading names.

use super::layout::{Block, Form, NO_MARKER};
use super::lexicon::Lexicon;
use crate::value::Tokens;

/// What stands under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    Targets,
    Results,
    /// Purpose and general requirements.
    Purpose,
    /// Tasks and solutions.
    Tasks,
    /// Marks, scales and awards.
    Grading,
    /// Who does what, budget, addressees.
    Organisation,
}

/// Where a block stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Section {
    pub topic: Option<Topic>,
    /// The block whose heading names the topic or the deadline.
    pub deadline_block: Option<usize>,
}

/// The level of a paragraph that leads to a list.
const LEAD: u8 = 5;

const TOPICS: [(&str, Topic); 44] = {
    use Topic::{Grading, Organisation, Purpose, Results, Targets, Tasks};
    [
        ("mục tiêu", Targets),
        ("chỉ tiêu", Targets),
        ("kết quả cần đạt", Targets),
        ("kết quả dự kiến", Targets),
        ("kết quả đầu ra", Targets),
        ("phương hướng", Targets),
        ("phấn đấu", Targets),
        ("mục đích, yêu cầu", Purpose),
        ("mục đích", Purpose),
        ("yêu cầu", Purpose),
        ("quan điểm", Purpose),
        ("mục tiêu chung", Purpose),
        ("mục tiêu tổng quát", Purpose),
        ("kết quả", Results),
        ("tình hình", Results),
        ("thực trạng", Results),
        ("hiện trạng", Results),
        ("tồn tại", Results),
        ("hạn chế", Results),
        ("nguyên nhân", Results),
        ("đánh giá chung", Results),
        ("kết quả giải quyết", Tasks),
        ("nhiệm vụ", Tasks),
        ("giải pháp", Tasks),
        ("nội dung", Tasks),
        ("khắc phục tồn tại", Tasks),
        ("khắc phục hạn chế", Tasks),
        ("thang điểm", Grading),
        ("xếp loại", Grading),
        ("cách tính điểm", Grading),
        ("chấm điểm", Grading),
        ("khen thưởng", Grading),
        ("tiêu chí đánh giá, xếp loại", Grading),
        ("tổ chức thực hiện", Organisation),
        ("trách nhiệm", Organisation),
        ("kinh phí", Organisation),
        ("nơi nhận", Organisation),
        ("căn cứ", Organisation),
        ("chế độ báo cáo", Organisation),
        ("phân công", Organisation),
        ("kết quả cho thấy", Results),
        ("trả kết quả", Tasks),
        ("mục tiêu cụ thể", Targets),
        ("chỉ tiêu cụ thể", Targets),
    ]
};

/// The section of every block.
pub(super) fn sections(tokens: &Tokens, blocks: &[Block]) -> Vec<Section> {
    let topics = Lexicon::new(&TOPICS);
    let mut open: Vec<(u8, Section)> = Vec::new();
    let mut sections = Vec::with_capacity(blocks.len());
    for (which, block) in blocks.iter().enumerate() {
        let names = names_what_follows(tokens, block);
        let level = heading_level(tokens, block);
        // A new item closes what stood as deep or deeper; a long paragraph closes what a paragraph opened.
        let follows_list = which > 0 && blocks[which - 1].level < NO_MARKER;
        let closes = if names {
            level
        } else if block.level < NO_MARKER {
            block.level
        } else {
            paragraph_closes(block, follows_list)
        };
        open.retain(|(depth, _)| *depth < closes);
        let outer = open.last().map_or(Section::default(), |(_, section)| *section);
        if names {
            let topic = topic_of(tokens, block, &topics).or(outer.topic);
            let deadline_block = if has_deadline(tokens, block) { Some(which) } else { outer.deadline_block };
            open.push((level, Section { topic, deadline_block }));
        }
        sections.push(outer);
    }
    sections
}

/// Lists often come as short paragraphs without bullets, so only a long one ends what "chỉ tiêu cụ thể:" opened.
fn paragraph_closes(block: &Block, follows_list: bool) -> u8 {
    const LONGEST_ITEM: usize = 45;
    let ends_list =
        block.after_blank && block.form == Form::Paragraph && (follows_list || block.tokens.len() > LONGEST_ITEM);
    if ends_list { LEAD } else { NO_MARKER }
}

/// Whether what follows stands under a block: headings, and paragraphs that end with a colon.
fn names_what_follows(tokens: &Tokens, block: &Block) -> bool {
    let ends_open = block.tokens.end.checked_sub(1).is_some_and(|last| tokens.sign(last) == Some(':'));
    block.form == Form::Heading || (ends_open && block.form != Form::Row)
}

/// How deep a heading stands; those without a number stand above lists only.
fn heading_level(tokens: &Tokens, block: &Block) -> u8 {
    if block.level != NO_MARKER {
        return block.level;
    }
    let is_title = block.form == Form::Heading && super::layout::is_capitals(tokens, block.tokens.clone());
    if is_title { 1 } else { LEAD }
}

fn topic_of(tokens: &Tokens, block: &Block, topics: &Lexicon<Topic>) -> Option<Topic> {
    let mut found = None;
    for index in block.tokens.clone() {
        if let Some(hit) = topics.at(tokens, index) {
            // "Nhiệm vụ, giải pháp thực hiện mục tiêu": the first name counts, unless targets follow a purpose.
            match (found, hit.meaning) {
                (None, topic) => found = Some(topic),
                (Some(Topic::Purpose), Topic::Targets) => found = Some(Topic::Targets),
                _ => {}
            }
        }
    }
    found
}

fn has_deadline(tokens: &Tokens, block: &Block) -> bool {
    block
        .tokens
        .clone()
        .any(|index| tokens.year(index).is_some() || tokens.any_phrase(index, &["hằng năm", "hàng năm"]).is_some())
}
