//! The parameters of a request, whatever the case of their names.

use super::exception::{Code, Exception};

/// A version of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// Longitude comes first in all coordinates.
    V1_1_1,
    /// The axes of a reference system come in its own order.
    V1_3_0,
}

impl Version {
    /// The kind of media of what there is.
    pub fn capabilities_media(self) -> &'static str {
        match self {
            Self::V1_1_1 => "application/vnd.ogc.wms_xml",
            Self::V1_3_0 => "text/xml",
        }
    }

    /// The kind of media of a report of what is wrong.
    pub fn report_media(self) -> &'static str {
        match self {
            Self::V1_1_1 => "application/vnd.ogc.se_xml",
            Self::V1_3_0 => "text/xml",
        }
    }

    /// As requests name it.
    pub fn number(self) -> &'static str {
        match self {
            Self::V1_1_1 => "1.1.1",
            Self::V1_3_0 => "1.3.0",
        }
    }
}

/// The parameters of a request; of one that is given twice the first counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// A parameter, unless it is empty or not there; its name in small letters.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// A parameter that has to be there.
    pub fn required(&self, name: &str) -> Result<&str, Exception> {
        self.get(name).ok_or_else(|| {
            let name = name.to_ascii_uppercase();
            Exception::new(Code::MissingParameterValue, format!("{name} is missing"))
        })
    }

    /// A whole number that has to be there, above 0 or it itself.
    pub fn number(&self, name: &str) -> Result<u32, Exception> {
        self.required(name)?.parse().map_err(|_| {
            let name = name.to_ascii_uppercase();
            Exception::value(format!("{name} is a whole number"))
        })
    }

    /// The version to answer in: 1.1.1 where an older one than 1.3.0 is asked for, or only its parameters.
    pub fn version(&self) -> Version {
        let asked = self.get("version").or_else(|| self.get("wmtver"));
        let is_old = match asked {
            Some(version) => {
                let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0_u32));
                (parts.next(), parts.next()) < (Some(1), Some(3))
            }
            None => self.get("srs").is_some() && self.get("crs").is_none(),
        };
        if is_old { Version::V1_1_1 } else { Version::V1_3_0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(pairs: &[(&str, &str)]) -> Parameters {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Parameters::of(pairs.iter().map(own).collect())
    }

    #[test]
    fn names_have_no_case_and_versions_are_negotiated() {
        assert_eq!(given(&[("LaYeRs", "control")]).get("layers"), Some("control"));
        let version = |version: &str| given(&[("VERSION", version)]).version();
        assert_eq!(version("1.1.0"), Version::V1_1_1);
        assert_eq!(version("1.3.0"), Version::V1_3_0);
        assert_eq!(version("2.0"), Version::V1_3_0);
        assert_eq!(version("nonsense"), Version::V1_1_1);
        assert_eq!(given(&[]).version(), Version::V1_3_0);
        assert_eq!(given(&[("SRS", "EPSG:4326")]).version(), Version::V1_1_1);
    }
}
