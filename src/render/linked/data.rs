//! Open data as `DataCatalog` and `Dataset`.

use serde_json::Value;

use crate::render::datasets::{self, Published};
use crate::render::views;

use super::{Linker, node};

/// The page of open data, where every data set has its place.
const PAGE: &str = "du-lieu/index.html";

impl Linker<'_> {
    /// The page of open data with all its sets.
    pub fn catalogue(&self, page: &views::Page, sets: &[Published]) -> Value {
        let address = self.address(PAGE);
        node(
            "DataCatalog",
            [
                ("@id", address.as_str().into()),
                ("url", address.as_str().into()),
                ("name", page.title.as_str().into()),
                ("description", page.description.as_str().into()),
                ("inLanguage", page.lang.into()),
                ("license", self.licence()),
                ("publisher", self.publisher()),
                ("dataset", sets.iter().map(|set| self.data_set(set)).collect::<Vec<_>>().into()),
            ],
        )
    }

    /// The address of a data set: the same wherever it is spoken of, and in `data.json`.
    pub fn data_set_address(&self, set: &Published) -> String {
        format!("{}#{}", self.address(PAGE), set.id)
    }

    /// A data set with its files.
    pub fn data_set(&self, set: &Published) -> Value {
        let view = datasets::view(self.maker, set);
        let files = set.files.iter().map(|file| {
            node(
                "DataDownload",
                [
                    ("encodingFormat", file.media_type.into()),
                    ("contentUrl", self.address(&file.path).into()),
                    ("contentSize", format!("{} B", file.size).into()),
                    ("sha256", file.sha256.to_string().into()),
                ],
            )
        });
        let one_row = self.maker.words.get("one_row_is");
        let description = format!("{}: {}. {}", view.title, self.site().settings.title, sentence(one_row, &view.row));
        node(
            "Dataset",
            [
                ("@id", self.data_set_address(set).into()),
                ("url", self.data_set_address(set).into()),
                ("name", view.title.into()),
                ("description", description.into()),
                ("inLanguage", self.maker.lang.tag().into()),
                ("isAccessibleForFree", true.into()),
                ("dateModified", self.site().options.today.to_string().into()),
                ("license", self.licence()),
                ("publisher", self.publisher()),
                ("variableMeasured", set.fields.iter().map(|(name, _)| *name).collect::<Vec<_>>().into()),
                ("distribution", files.collect::<Vec<_>>().into()),
            ],
        )
    }
}

fn sentence(label: &str, value: &str) -> String {
    format!("{label} {value}.")
}
