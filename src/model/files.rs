//! Files that bulletins and pages use: found beside the content, given a place beside the page.

use crate::diagnostics::{self, At};
use crate::discover::Sources;
use crate::parse::front::*;
use crate::source::{FieldPath, OutputPath, Slug, SourcePath};
use crate::text;

use super::bulletins::Work;
use super::site::*;

impl Work<'_> {
    /// Finds the file that `reference` names and gives it a place beside the page.
    pub(super) fn file(
        &mut self,
        path: &SourcePath,
        url: &OutputPath,
        reference: &str,
        field: FieldPath,
    ) -> Option<(OutputPath, SourcePath)> {
        let at = At::value(path, field);
        let Some(source) = path.join(reference) else {
            self.diags.push(diagnostics::path_outside(at, reference));
            return None;
        };
        match place(self.sources, &source, url) {
            Some((target, copy)) => {
                if let Some(first) = self.copies.get(&target).filter(|first| first.source != copy.source) {
                    let first = At::file(&first.source);
                    self.diags.push(diagnostics::duplicate_address(at, target.as_str(), first));
                    return None;
                }
                super::safety::check(&source, &self.sources.files[&source], at, self.diags);
                self.copies.insert(target.clone(), copy);
                Some((target, source))
            }
            None => {
                let near = nearest_file(self.sources, &source);
                self.diags.push(diagnostics::missing_file(at, reference, near.as_deref()));
                None
            }
        }
    }

    /// The captions of a video need no field: `phong-su.vtt` beside `phong-su.mp4` are its own.
    pub(super) fn captions(&mut self, path: &SourcePath, url: &OutputPath, video: &str) -> Option<OutputPath> {
        let reference = format!("{}.vtt", video.rsplit_once('.').map_or(video, |(stem, _)| stem));
        let source = path.join(&reference)?;
        if !self.sources.files.contains_key(&source) {
            return None;
        }
        self.file(path, url, &reference, FieldPath::root().then("video")).map(|(target, _)| target)
    }

    pub(super) fn attachments(
        &mut self,
        path: &SourcePath,
        url: &OutputPath,
        fronts: &[AttachmentFront],
        field: &FieldPath,
    ) -> Vec<Attachment> {
        let mut attachments = Vec::with_capacity(fronts.len());
        for front in fronts {
            let Some((target, source)) = self.file(path, url, &front.file, field.then(front.index)) else { continue };
            let copy = &self.copies[&target];
            attachments.push(Attachment {
                title: front.title.clone().unwrap_or_else(|| source.file_stem().replace(['_', '-'], " ")),
                kind: source.extension().to_uppercase(),
                size: copy.size,
                sha256: copy.sha256,
                url: target,
                pages: front.pages,
                scanned: front.scanned,
                note: front.note.clone(),
            });
        }
        attachments
    }

    pub(super) fn image(
        &mut self,
        path: &SourcePath,
        url: &OutputPath,
        picture: &Picture,
        field: FieldPath,
    ) -> Option<Image> {
        let (target, source) = self.file(path, url, &picture.file, field.clone())?;
        if picture.alt.is_none() {
            self.diags.push(diagnostics::missing_alt(At::value(path, field), &picture.file));
        }
        Some(Image {
            url: target,
            alt: picture.alt.clone().unwrap_or_default(),
            caption: picture.caption.clone(),
            credit: picture.credit.clone(),
            dimensions: self.sources.files.get(&source).and_then(|file| file.dimensions),
        })
    }

    /// `content/static/` goes into the output as it is.
    pub(super) fn statics(&mut self) {
        for (path, file) in &self.sources.files {
            let Some(inside) = path.as_str().strip_prefix("content/static/") else { continue };
            let target = OutputPath::new(inside);
            if self.claims.claim_free(&target, At::file(path), self.diags) {
                let copy = Asset { source: path.clone(), size: file.size, sha256: file.sha256 };
                self.copies.insert(target, copy);
            }
        }
    }
}

/// Where a file of the site goes when the page at `url` uses it: beside the page, under a plain name.
pub fn place(sources: &Sources, source: &SourcePath, url: &OutputPath) -> Option<(OutputPath, Asset)> {
    let file = sources.files.get(source)?;
    let copy = Asset { source: source.clone(), size: file.size, sha256: file.sha256 };
    if let Some(inside) = source.as_str().strip_prefix("content/static/") {
        return Some((OutputPath::new(inside), copy));
    }
    let folder = url.as_str().trim_end_matches(".html");
    let stem = Slug::fold(source.file_stem()).map_or("tep".to_owned(), |slug| slug.to_string());
    let name = match source.extension() {
        "" => stem,
        extension => format!("{stem}.{}", text::slug(extension)),
    };
    // Two files of one name from different folders must not take each other's place.
    let inside = source.parent() == "" || same_folder(source, url);
    let prefix = if inside { String::new() } else { format!("{}/", folder_slug(source)) };
    Some((OutputPath::new(format!("{folder}/{prefix}{name}")), copy))
}

/// The name of the file's folder in an address; one without Latin letters is simply called `tep` (file).
fn folder_slug(source: &SourcePath) -> String {
    let folder = source.parent().rsplit('/').next().unwrap_or_default();
    Slug::fold(folder).map_or("tep".to_owned(), |slug| slug.to_string())
}

fn same_folder(source: &SourcePath, url: &OutputPath) -> bool {
    let folder = source.parent().rsplit('/').next().unwrap_or_default();
    let page = url.as_str().trim_end_matches(".html").rsplit('/').next().unwrap_or_default();
    text::slug(folder) == page || folder == "bulletins" || folder == "pages"
}

/// A file whose name differs only in case, marks or extension.
fn nearest_file(sources: &Sources, wanted: &SourcePath) -> Option<String> {
    let siblings = sources.files.keys().filter(|path| path.parent() == wanted.parent()).map(SourcePath::file_name);
    text::did_you_mean(wanted.file_name(), siblings).map(str::to_owned)
}
