//! Which picture networks show beside a link: a bulletin's cover, one drawn from its words, or the site's.
//!
//! They want an absolute address, so a site without `base_url` has none.

use crate::model::*;
use crate::parse::front::ShareImages;
use crate::render::maker::Maker;
use crate::render::{RenderError, Renderer, views};
use crate::share::{self, Words};
use crate::source::OutputPath;

/// The site's own picture. A theme that has a file of this name in `static/` shows that instead.
const SITE_IMAGE: &str = "theme/chia-se.png";

/// The picture of pages that have none of their own.
pub fn of_site(site: &Site) -> Option<views::ShareImage> {
    let is_wanted = site.base_url().is_some() && site.settings.share_images != ShareImages::None;
    is_wanted.then(|| drawn(SITE_IMAGE, &site.settings.title))
}

fn drawn(url: &str, alt: &str) -> views::ShareImage {
    let (width, height) = share::SIZE;
    views::ShareImage { url: url.to_owned(), width, height, alt: alt.to_owned() }
}

/// Draws the site's own picture.
pub fn write(renderer: &Renderer) -> Result<(), RenderError> {
    let settings = &renderer.site.settings;
    let path = OutputPath::new(SITE_IMAGE);
    let is_the_themes = renderer.theme.files.iter().any(|(file, _)| *file == path);
    if of_site(renderer.site).is_none() || is_the_themes {
        return Ok(());
    }
    let words = Words {
        site: &settings.organisation.name,
        title: &settings.title,
        facts: settings.description.iter().cloned().collect(),
    };
    renderer.output.write(&path, share::png(&words))?;
    Ok(())
}

/// The picture of a bulletin, drawn and written where the settings want one and there is no cover.
pub fn of_bulletin(
    renderer: &Renderer,
    maker: Maker,
    bulletin: &Bulletin,
    view: &views::Bulletin,
) -> Result<Option<views::ShareImage>, RenderError> {
    let settings = &renderer.site.settings;
    if renderer.site.base_url().is_none() {
        return Ok(None);
    }
    if let Some(cover) = bulletin.cover.as_ref().and_then(|cover| cover_image(renderer, cover)) {
        return Ok(Some(cover));
    }
    if settings.share_images != ShareImages::Bulletins {
        return Ok(None);
    }
    let path = bulletin.url.with_extension("png");
    let card = &view.card;
    let joined = |parts: [Option<&str>; 2]| {
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    };
    let decision = bulletin.decision.map(|id| maker.decision_label(renderer.site.decision(id)));
    let who = joined([card.unit.as_ref().map(|unit| unit.title.as_str()), Some(&card.date.text)]);
    let what = joined([decision.as_deref(), Some(&card.counts)]);
    let words = Words { site: &settings.title, title: &bulletin.title, facts: vec![who, what] };
    renderer.output.write(&path, share::png(&words))?;
    Ok(Some(drawn(path.as_str(), &bulletin.title)))
}

/// The widest size of the cover that browsers are offered; networks take no SVG.
fn cover_image(renderer: &Renderer, cover: &Image) -> Option<views::ShareImage> {
    let made = renderer.images.get(&cover.url)?;
    let (url, (width, height)) = match made.variants.last() {
        Some(widest) => (&widest.url, (widest.width, widest.height)),
        None => (&cover.url, made.dimensions?),
    };
    Some(views::ShareImage { url: url.to_string(), width, height, alt: cover.alt.clone() })
}
