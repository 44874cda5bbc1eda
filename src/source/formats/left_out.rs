//! Formats that the program may be built without: in place of each stands what says so.

/// Makes modules that take the places of formats whose features are not built in.
macro_rules! left_out {
    ($($feature:literal $module:ident $format:ident;)+) => {
        $(
            #[cfg(not(feature = $feature))]
            pub(super) mod $module {
                use std::io::Write;

                use super::super::super::feature::File;
                use super::super::super::reading::Document;
                use super::super::super::table::Table;
                use super::super::Format;
                use crate::{Error, Result};

                fn is_left_out() -> Error {
                    let name = Format::$format.name();
                    Error::usage(format!("this controlmap is built without {name}"))
                        .hint(format!("build it with the feature `{}`", $feature))
                }

                pub(in super::super) fn read(_: &Document) -> Result<Vec<File>> {
                    Err(is_left_out())
                }

                pub(in super::super) fn write(_: &Table, _: &mut dyn Write) -> Result<()> {
                    Err(is_left_out())
                }
            }
        )+
    };
}

left_out! {
    "flatgeobuf" flatgeobuf FlatGeobuf;
    "geopackage" geopackage GeoPackage;
    "geoparquet" geoparquet GeoParquet;
}
