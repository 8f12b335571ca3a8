//! The default theme as part of the program: one line a file, held to the folder by a test.

/// Path inside the theme, and content.
pub const FILES: &[(&str, &str)] = &[
    ("i18n/en.yaml", include_str!("../../themes/default/i18n/en.yaml")),
    ("i18n/vi.yaml", include_str!("../../themes/default/i18n/vi.yaml")),
    ("static/article.js", include_str!("../../themes/default/static/article.js")),
    ("static/icon.svg", include_str!("../../themes/default/static/icon.svg")),
    ("static/reader.css", include_str!("../../themes/default/static/reader.css")),
    ("static/reader.js", include_str!("../../themes/default/static/reader.js")),
    ("static/register.css", include_str!("../../themes/default/static/register.css")),
    ("static/register.js", include_str!("../../themes/default/static/register.js")),
    ("static/search.css", include_str!("../../themes/default/static/search.css")),
    ("static/search_index.js", include_str!("../../themes/default/static/search_index.js")),
    ("static/search_page.js", include_str!("../../themes/default/static/search_page.js")),
    ("static/search_query.js", include_str!("../../themes/default/static/search_query.js")),
    ("static/search_text.js", include_str!("../../themes/default/static/search_text.js")),
    ("static/style.css", include_str!("../../themes/default/static/style.css")),
    ("templates/archive.html", include_str!("../../themes/default/templates/archive.html")),
    ("templates/base.html", include_str!("../../themes/default/templates/base.html")),
    ("templates/bulletin.html", include_str!("../../themes/default/templates/bulletin.html")),
    ("templates/content.html", include_str!("../../themes/default/templates/content.html")),
    ("templates/data.html", include_str!("../../themes/default/templates/data.html")),
    ("templates/decision.html", include_str!("../../themes/default/templates/decision.html")),
    ("templates/decisions.html", include_str!("../../themes/default/templates/decisions.html")),
    ("templates/embed_chart.html", include_str!("../../themes/default/templates/embed_chart.html")),
    ("templates/embed_csv.html", include_str!("../../themes/default/templates/embed_csv.html")),
    ("templates/embed_gallery.html", include_str!("../../themes/default/templates/embed_gallery.html")),
    ("templates/embed_targets.html", include_str!("../../themes/default/templates/embed_targets.html")),
    ("templates/home.html", include_str!("../../themes/default/templates/home.html")),
    ("templates/indicator.html", include_str!("../../themes/default/templates/indicator.html")),
    ("templates/indicators.html", include_str!("../../themes/default/templates/indicators.html")),
    ("templates/list.html", include_str!("../../themes/default/templates/list.html")),
    ("templates/not_found.html", include_str!("../../themes/default/templates/not_found.html")),
    ("templates/once_colophon.html", include_str!("../../themes/default/templates/once_colophon.html")),
    ("templates/once_head.html", include_str!("../../themes/default/templates/once_head.html")),
    ("templates/once_links.html", include_str!("../../themes/default/templates/once_links.html")),
    ("templates/once_publisher.html", include_str!("../../themes/default/templates/once_publisher.html")),
    ("templates/once_search.html", include_str!("../../themes/default/templates/once_search.html")),
    ("templates/once_top.html", include_str!("../../themes/default/templates/once_top.html")),
    ("templates/parts_charts.html", include_str!("../../themes/default/templates/parts_charts.html")),
    ("templates/parts_common.html", include_str!("../../themes/default/templates/parts_common.html")),
    ("templates/parts_facts.html", include_str!("../../themes/default/templates/parts_facts.html")),
    ("templates/parts_head.html", include_str!("../../themes/default/templates/parts_head.html")),
    ("templates/parts_registers.html", include_str!("../../themes/default/templates/parts_registers.html")),
    ("templates/parts_tables.html", include_str!("../../themes/default/templates/parts_tables.html")),
    ("templates/parts_tools.html", include_str!("../../themes/default/templates/parts_tools.html")),
    ("templates/redirect.html", include_str!("../../themes/default/templates/redirect.html")),
    ("templates/search.html", include_str!("../../themes/default/templates/search.html")),
    ("templates/targets.html", include_str!("../../themes/default/templates/targets.html")),
    ("templates/tasks.html", include_str!("../../themes/default/templates/tasks.html")),
    ("templates/unit.html", include_str!("../../themes/default/templates/unit.html")),
    ("templates/units.html", include_str!("../../themes/default/templates/units.html")),
    ("templates/withdrawn.html", include_str!("../../themes/default/templates/withdrawn.html")),
];

#[cfg(test)]
mod tests {
    use super::FILES;
    use crate::markdown::FRAME_IDS;

    #[test]
    fn headings_give_way_to_the_ids_of_the_templates() {
        let templates = FILES.iter().filter(|(path, _)| path.starts_with("templates/"));
        for (path, text) in templates {
            for (start, _) in text.match_indices("id=\"") {
                let id = text[start + 4..].split('"').next().unwrap_or_default();
                let is_literal = !id.is_empty() && !id.contains(['{', ' ', '=']);
                assert!(!is_literal || FRAME_IDS.contains(&id), "{path}: {id} is missing in FRAME_IDS");
            }
        }
    }
}
