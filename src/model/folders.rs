//! A dataset's files by their names alone.

use super::Dataset;

const SEPARATORS: [char; 2] = ['/', '\\'];

impl Dataset {
    /// Names the files that it was read from, and those that its defects are in, without the folder
    /// that all of them are in: what is published need not tell how a machine is arranged.
    pub(crate) fn forget_folders(&mut self) {
        let named = self.read_from.iter().map(String::as_str);
        let defective = self.defects.kept().map(|defect| defect.spot.file.as_str());
        let files = named.chain(defective).filter(|file| !file.is_empty());
        let length = common_folder(files).map_or(0, str::len);
        let spots = self.defects.spots_mut().map(|spot| &mut spot.file);
        for file in self.read_from.iter_mut().chain(spots).filter(|file| !file.is_empty()) {
            file.drain(..length);
        }
    }
}

/// The folder that all files are in, with what separates it from their names.
fn common_folder<'a>(files: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let folder = |file: &'a str| &file[..file.rfind(SEPARATORS).map_or(0, |end| end + 1)];
    files.map(folder).reduce(|common, other| {
        let parts = common.split_inclusive(SEPARATORS).zip(other.split_inclusive(SEPARATORS));
        let shared = parts.take_while(|(one, other)| one == other).map(|(part, _)| part.len());
        &common[..shared.sum()]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_without_the_folder_of_all() {
        let mut dataset = Dataset::open("fixtures/snapshots").unwrap();
        assert!(dataset.read_from[0].starts_with("fixtures/snapshots/"));
        dataset.forget_folders();
        assert_eq!(dataset.read_from[0], "front_2024-07-08.geojson");
    }

    #[test]
    fn the_common_folder_is_that_of_whole_names() {
        let common = |files: &[&'static str]| common_folder(files.iter().copied()).unwrap_or("-");
        assert_eq!(common(&["/srv/maps/a.geojson"]), "/srv/maps/");
        assert_eq!(common(&["/srv/maps/a.geojson", "/srv/maps2/b.geojson"]), "/srv/");
        assert_eq!(common(&["maps/a.zip/x.shp", "maps/b.zip/x.shp", "maps/c.kml"]), "maps/");
        assert_eq!(common(&["a.geojson", "maps/b.geojson"]), "");
        assert_eq!(common(&["C:\\maps\\a.geojson", "C:\\maps\\b.geojson"]), "C:\\maps\\");
        assert_eq!(common(&[]), "-");
    }
}
