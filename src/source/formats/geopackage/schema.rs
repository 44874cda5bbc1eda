//! What a GeoPackage 1.3 with one table of features consists of, in SQL.

/// The tables that every GeoPackage has, and what they say where nothing is in it yet. The cache is
/// of no use to a database in memory, and pages of 4096 bytes are what others write.
pub(super) const PACKAGE: &str = r#"
PRAGMA page_size = 4096;
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
INSERT INTO gpkg_spatial_ref_sys VALUES
    ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinates'),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinates'),
    ('WGS 84 geodetic', 4326, 'EPSG', 4326,
     'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
     'longitude and latitude in degrees on the WGS 84 ellipsoid');
"#;

/// Lists a table: its name and its box. When it last changed is part of the bytes, which are to be
/// the same for the same data, so a moment that says nothing stands there.
pub(super) const CONTENTS: &str = "\
    INSERT INTO gpkg_contents VALUES \
    (?1, 'features', ?1, '', '1970-01-01T00:00:00.000Z', ?2, ?3, ?4, ?5, 4326)";
/// Describes a table's geometries: the table's and the column's name.
pub(super) const GEOMETRY_COLUMN: &str = "\
    INSERT INTO gpkg_geometry_columns VALUES (?1, ?2, 'MULTIPOLYGON', 4326, 0, 0)";
/// Says that a table's geometries have an index: the table's and the column's name.
pub(super) const INDEX_EXTENSION: &str = "\
    INSERT INTO gpkg_extensions VALUES (?1, ?2, 'gpkg_rtree_index', \
    'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')";

/// The index of a table's geometries. `{index}`, `{table}`, `{key}` and `{geometry}` stand for names.
pub(super) const INDEX: &str =
    r#"CREATE VIRTUAL TABLE "{index}" USING rtree(id, minx, maxx, miny, maxy)"#;

/// What keeps the index up to date when another program changes the table; made once the index is
/// full, as the functions that it calls are those of such programs.
pub(super) const INDEX_TRIGGERS: &str = r#"
CREATE TRIGGER "{index}_insert" AFTER INSERT ON "{table}"
WHEN (NEW."{geometry}" NOT NULL AND NOT ST_IsEmpty(NEW."{geometry}"))
BEGIN
    INSERT OR REPLACE INTO "{index}" VALUES (NEW."{key}",
        ST_MinX(NEW."{geometry}"), ST_MaxX(NEW."{geometry}"),
        ST_MinY(NEW."{geometry}"), ST_MaxY(NEW."{geometry}"));
END;
CREATE TRIGGER "{index}_update1" AFTER UPDATE OF "{geometry}" ON "{table}"
WHEN OLD."{key}" = NEW."{key}" AND (NEW."{geometry}" NOTNULL AND NOT ST_IsEmpty(NEW."{geometry}"))
BEGIN
    INSERT OR REPLACE INTO "{index}" VALUES (NEW."{key}",
        ST_MinX(NEW."{geometry}"), ST_MaxX(NEW."{geometry}"),
        ST_MinY(NEW."{geometry}"), ST_MaxY(NEW."{geometry}"));
END;
CREATE TRIGGER "{index}_update2" AFTER UPDATE OF "{geometry}" ON "{table}"
WHEN OLD."{key}" = NEW."{key}" AND (NEW."{geometry}" ISNULL OR ST_IsEmpty(NEW."{geometry}"))
BEGIN
    DELETE FROM "{index}" WHERE id = OLD."{key}";
END;
CREATE TRIGGER "{index}_update3" AFTER UPDATE ON "{table}"
WHEN OLD."{key}" != NEW."{key}" AND (NEW."{geometry}" NOTNULL AND NOT ST_IsEmpty(NEW."{geometry}"))
BEGIN
    DELETE FROM "{index}" WHERE id = OLD."{key}";
    INSERT OR REPLACE INTO "{index}" VALUES (NEW."{key}",
        ST_MinX(NEW."{geometry}"), ST_MaxX(NEW."{geometry}"),
        ST_MinY(NEW."{geometry}"), ST_MaxY(NEW."{geometry}"));
END;
CREATE TRIGGER "{index}_update4" AFTER UPDATE ON "{table}"
WHEN OLD."{key}" != NEW."{key}" AND (NEW."{geometry}" ISNULL OR ST_IsEmpty(NEW."{geometry}"))
BEGIN
    DELETE FROM "{index}" WHERE id IN (OLD."{key}", NEW."{key}");
END;
CREATE TRIGGER "{index}_delete" AFTER DELETE ON "{table}"
WHEN OLD."{geometry}" NOT NULL
BEGIN
    DELETE FROM "{index}" WHERE id = OLD."{key}";
END;
"#;
