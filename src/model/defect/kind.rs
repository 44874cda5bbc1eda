//! The kinds of defects: what each is called, how bad it is, what reading does about it and what its maker
//! can.

use super::Severity;

kinds! {
    /// A file can't be read at all: the others still count.
    Unreadable "unreadable" Error
        "files that can't be read", "left out",
        "mend the file, or take it out of the folder";
    /// A feature has no geometry, or an empty one: skipped.
    NullGeometry "null-geometry" Note
        "features without geometry", "skipped",
        "leave the feature out, or give it its geometry", "RFC 7946, 3.2";
    /// A feature of a control layer is not an area: skipped.
    NotAnArea "not-an-area" Warning
        "features that are not areas", "skipped",
        "draw ground as Polygon or MultiPolygon; put points and lines into a file of their own";
    /// A geometry is a collection: its areas are taken together, the rest is left out.
    GeometryCollection "geometry-collection" Note
        "geometries that are collections", "their areas taken together",
        "write a Polygon or MultiPolygon instead", "RFC 7946, 3.1.8";
    /// Positions carry heights: dropped.
    HeightDropped "height" Note
        "positions with a height", "which was dropped",
        "leave heights out: control of ground has none", "RFC 7946, 3.1.1";
    /// A position a hair out of range (rounding) was moved onto the range.
    PositionClamped "hair-out-of-range" Note
        "positions a hair out of range", "moved onto it",
        "round positions before they leave the range, not after", "RFC 7946, 4";
    /// A feature has a position that is not on the globe, or coordinates that are none: left out where
    /// reading goes on, as for a check; an error elsewhere.
    BadCoordinates "bad-coordinates" Error
        "features with coordinates that are none", "left out",
        "correct what is found there: positions are longitude and latitude, in degrees", "RFC 7946, 4";
    /// A record of a sequence or a row of a table that can't be read at all: left out where reading
    /// goes on, as for a check; an error elsewhere.
    UnreadableRecord "unreadable-record" Error
        "records that can't be read", "left out",
        "mend the record, or take it out of the file";
    /// A text begins with a byte order mark (RFC 8259, 8.1, forbids it): passed over.
    ByteOrderMark "byte-order-mark" Note
        "texts with a byte order mark", "passed over",
        "save the file as UTF-8 without a byte order mark", "RFC 8259, 8.1";
    /// A GeoJSON object names a coordinate reference system, as RFC 7946 (4) no longer allows, but one
    /// that is the same as its own: passed over.
    CrsMember "crs-member" Note
        "files with a `crs` member", "passed over",
        "leave the member `crs` out: positions are in degrees on WGS 84 by definition", "RFC 7946, 4";
    /// Nothing says in which coordinate reference system positions are, as it should beside a
    /// shapefile: taken for degrees, into whose range they fit.
    CrsMissing "crs-missing" Note
        "layers that don't say their coordinate reference system", "taken for degrees",
        "put the .prj file beside the .shp, or write a format that needs none";
    /// Positions are not in degrees on WGS 84: computed from their own coordinate reference system.
    Reprojected "reprojected" Note
        "layers in another coordinate reference system", "turned into degrees",
        "publish positions in degrees on WGS 84", "RFC 7946, 4";
    /// A file says that more is to be fetched from elsewhere: not followed.
    NetworkLink "network-link" Warning
        "links to other files", "not followed",
        "put what is linked to into the file, or open it by its own name", "OGC 12-007r2, 13";
    /// A GeoJSON object has no `type`.
    MissingType "missing-type" Warning
        "objects without a type", "",
        "give every feature and geometry its `type`", "RFC 7946, 3";
    /// The `type` of a GeoJSON object is none of the nine.
    UnknownType "unknown-type" Warning
        "objects of a type that there is not", "",
        "write the type as the standard does, capitals too", "RFC 7946, 1.4";
    /// A feature has no member `geometry`.
    MissingGeometry "missing-geometry" Warning
        "features without the member `geometry`", "",
        "write `\"geometry\": null` where there is none", "RFC 7946, 3.2";
    /// A feature has no member `properties`.
    MissingProperties "missing-properties" Warning
        "features without the member `properties`", "",
        "write `\"properties\": null` where there are none", "RFC 7946, 3.2";
    /// A geometry has no `coordinates`, or a collection no `geometries`.
    MissingCoordinates "missing-coordinates" Warning
        "geometries without coordinates", "",
        "write an empty list where there are none", "RFC 7946, 3.1";
    /// A bounding box has not four or six numbers, or not all the ground in it.
    WrongBbox "wrong-bbox" Warning
        "bounding boxes that are wrong", "passed over",
        "compute the box anew: west, south, east, north; or leave it out", "RFC 7946, 5";
    /// The `id` of a feature is neither text nor number.
    WrongId "wrong-id" Warning
        "features whose id is neither text nor number", "passed over",
        "write the id as text or number, or leave it out", "RFC 7946, 3.2";
    /// A member has a name that the standard keeps for other objects.
    ReservedMember "reserved-member" Warning
        "objects with a member that belongs to others", "passed over",
        "rename the member, or move it into `properties`", "RFC 7946, 7.1";
    /// An object has a member twice: readers differ in which they take.
    RepeatedMember "repeated-member" Warning
        "objects with a member twice", "the last taken",
        "keep one of the two", "RFC 8259, 4";
    /// A position has more than three numbers.
    LongPosition "long-position" Note
        "positions of more than three numbers", "the others passed over",
        "keep longitude and latitude only", "RFC 7946, 3.1.1";
    /// A geometry collection stands in another.
    NestedCollection "nested-collection" Note
        "collections within collections", "",
        "write one collection, or a MultiPolygon", "RFC 7946, 3.1.8";
    /// A geometry collection of a single part, or of parts of one kind.
    NeedlessCollection "needless-collection" Note
        "collections of parts of one kind", "",
        "write the part, or the multipart geometry, itself", "RFC 7946, 3.1.8";
    /// An edge is longer than half the way round the world, or a longitude lies beyond 180 degrees.
    AntimeridianNotCut "antimeridian-not-cut" Warning
        "geometries not cut at the antimeridian", "",
        "cut them there, a part on either side", "RFC 7946, 3.1.9";
    /// Positions have more decimals than mean anything: the bytes are counted.
    UselessPrecision "useless-precision" Note
        "files with more than seven decimals", "",
        "round to six or seven decimals (0.1 m or 1 cm)", "RFC 7946, 11.2";
    /// Positions have two decimals at most: a kilometre.
    CoarsePrecision "coarse-precision" Note
        "files with two decimals at most", "",
        "publish five or six decimals, if they are known", "RFC 7946, 11.2";
    /// Positions that only make sense with longitude and latitude the other way round.
    SwappedPositions "swapped-positions" Warning
        "features whose longitude and latitude seem swapped", "",
        "write longitude first", "RFC 7946, 3.1.1";
    /// A position at 0 0, where lost coordinates go.
    NullIsland "null-island" Warning
        "features with a position at 0 0", "",
        "find the coordinates that were lost";
    /// A ring does not end where it begins: closed.
    RingNotClosed "ring-not-closed" Note
        "rings not closed", "closed",
        "repeat the first position at the ring's end", "RFC 7946, 3.1.6";
    /// A ring has fewer than four positions: left out.
    RingTooShort "ring-too-short" Warning
        "rings of fewer than four positions", "left out",
        "leave the ring out, or draw it whole", "RFC 7946, 3.1.6";
    /// A ring runs against RFC 7946 (3.1.6): turned.
    RingDirection "ring-direction" Note
        "rings against the right-hand rule", "turned",
        "write exteriors counter-clockwise and holes clockwise", "RFC 7946, 3.1.6";
    /// The rings of a feature cross, overlap or lie where they may not: taken for the ground that its
    /// exteriors go round less what its interiors do.
    InvalidPolygons "invalid-polygons" Warning
        "features whose rings cross or overlap", "taken for the ground they go round",
        "see what is wrong with each ring, and mend it", "OGC 06-103r4, 6.1.11";
    /// A ring has no position at all.
    EmptyRing "empty-ring" Note
        "rings without positions", "",
        "leave the ring out", "RFC 7946, 3.1.6";
    /// A position is repeated at once.
    RepeatedPoint "repeated-point" Note
        "positions repeated at once", "",
        "keep one of the two";
    /// A ring goes somewhere and straight back.
    Spike "spike" Warning
        "spikes", "",
        "take the spike's tip out", "OGC 06-103r4, 6.1.11";
    /// A ring turns back by less than a thousandth of a radian.
    NearSpike "near-spike" Note
        "rings that turn almost straight back", "",
        "take the tip out, unless it is meant";
    /// A ring crosses itself.
    SelfCrossing "self-crossing" Warning
        "places where a ring crosses itself", "",
        "move the vertices so that the ring goes round its ground once", "OGC 06-103r4, 6.1.11";
    /// A ring runs along itself.
    SelfOverlap "ring-along-itself" Warning
        "rings that run along themselves", "",
        "draw the line once, or cut the ring in two", "OGC 06-103r4, 6.1.11";
    /// A ring touches itself at a point.
    SelfTouch "ring-touches-itself" Warning
        "places where a ring touches itself", "",
        "cut the ring in two there, or make a hole of the inner part", "OGC 06-103r4, 6.1.11";
    /// A ring is there twice in one polygon.
    RepeatedRing "repeated-ring" Warning
        "rings twice in one polygon", "",
        "keep one of the two", "OGC 06-103r4, 6.1.11";
    /// Two rings of a polygon cross.
    RingsCross "rings-cross" Warning
        "places where two rings of a polygon cross", "",
        "keep holes within their polygon and apart from each other", "OGC 06-103r4, 6.1.11";
    /// Two rings of a polygon run along each other.
    RingsShareLine "rings-share-line" Warning
        "rings of a polygon along one line", "",
        "join the holes, or let the exterior go round the hole", "OGC 06-103r4, 6.1.11";
    /// A hole lies outside its polygon's exterior.
    HoleOutside "hole-outside" Warning
        "holes outside their polygon", "",
        "leave the hole out, or make it a polygon of its own", "OGC 06-103r4, 6.1.11";
    /// A hole lies in another hole of its polygon.
    HoleNested "hole-nested" Warning
        "holes within holes", "",
        "make the inner one a polygon of its own", "OGC 06-103r4, 6.1.11";
    /// Rings of a polygon touch so that they cut its interior in two.
    InteriorDisconnected "interior-disconnected" Warning
        "polygons cut in two by rings that touch", "",
        "make two polygons of it", "OGC 06-103r4, 6.1.11";
    /// A polygon is there twice in a multipolygon.
    RepeatedPolygon "repeated-polygon" Warning
        "polygons twice in one feature", "",
        "keep one of the two", "OGC 06-103r4, 6.1.14";
    /// Two polygons of a multipolygon overlap.
    PolygonsOverlap "polygons-overlap" Warning
        "places where polygons of a feature overlap", "",
        "make one polygon of the two", "OGC 06-103r4, 6.1.14";
    /// Two polygons of a multipolygon run along each other.
    PolygonsShareLine "polygons-share-line" Warning
        "polygons of a feature along one line", "",
        "make one polygon of the two", "OGC 06-103r4, 6.1.14";
    /// A polygon lies within another of its multipolygon.
    PolygonNested "polygon-nested" Warning
        "polygons within another of their feature", "",
        "leave the inner one out, or make it a hole", "OGC 06-103r4, 6.1.14";
    /// So many edges lie across each other that the search was given up.
    Tangled "tangled" Warning
        "features too tangled to be judged", "",
        "draw the feature anew";
    /// Features of several actors, or of one actor in several ways, cover the same ground.
    Overlap "overlap" Error
        "grounds given to several", "shown as the first's by precedence",
        "cut the ground off one of them";
    /// Features of the same control cover the same ground.
    CoveredTwice "covered-twice" Warning
        "grounds twice in features of one actor", "counted once",
        "cut the ground off one of them, or make one feature of the two";
    /// A small piece of ground between actors that is given to nobody.
    Gap "gap" Warning
        "small gaps between actors", "",
        "give the gap to one of its neighbours, or draw it as contested";
    /// A strip along a border that is too thin to be meant, given to two or to nobody.
    Sliver "sliver" Note
        "slivers along borders", "",
        "let neighbours share the vertices of their border";
    /// The same ground in the same hands on neighbouring dates: made one validity.
    MergedInTime "merged-in-time" Note
        "features the same as on the date before", "merged with it",
        "nothing needs to be done";
    /// A feature is there twice on one date: kept once.
    DuplicateFeature "duplicate-feature" Note
        "features twice on one date", "kept once",
        "leave one of the two out";
    /// The feature collection stands under another key of the file's object: read from there.
    WrappedCollection "wrapped-collection" Note
        "files with the collection under another key", "read from there",
        "write the feature collection itself, without an object round it", "RFC 7946, 3";
    /// A date that can't be read, or an end that does not follow its beginning: the feature is left out.
    BadDate "bad-date" Error
        "features with an unusable date", "left out",
        "write dates as YYYY-MM-DD, of days that exist", "ISO 8601";
    /// A feature ends before it begins, or on the same day: left out.
    Reversed "reversed" Error
        "features that end before they begin", "left out",
        "swap the two dates; on the day of the end it is no longer so";
    /// The same ground in the same hands twice on some days.
    OverlappingValidity "overlapping-validity" Warning
        "features of the same ground whose times overlap", "",
        "end the first where the second begins";
    /// The same ground in the same hands before and after a day.
    TouchingValidity "touching-validity" Note
        "features of the same ground one after the other", "",
        "make one feature of the two, unless their sources differ";
    /// Some ends are the day on which it is no longer so, others the last day on which it is.
    EndDateMix "end-date-mix" Warning
        "ends one day before what follows begins", "",
        "write all ends alike, and say end_date in the manifest";
    /// Days of a series without a snapshot.
    MissingDays "missing-days" Note
        "stretches without a snapshot", "the last one carried on",
        "add the snapshots, or set a gap policy in the manifest";
    /// A feature's date is another than that in its file's name.
    FileNameDate "file-name-date" Warning
        "features dated otherwise than their file's name", "the feature's date taken",
        "correct the one that is wrong";
    /// Ground changes hands far faster than usual.
    Jump "jump" Warning
        "jumps far above the usual change", "",
        "look at both snapshots; if the source changed, say source_changes in the manifest";
    /// A snapshot is the same as one that is not its neighbour: a stale copy.
    StaleSnapshot "stale-snapshot" Warning
        "snapshots the same as an older one", "",
        "was an old file copied over a new one?";
    /// A snapshot is the same as the one before.
    UnchangedSnapshot "unchanged-snapshot" Note
        "snapshots the same as the one before", "",
        "nothing, if nothing changed; else find the file that is missing";
    /// A date in 2100 or later: kept as it is.
    SuspiciousDate "suspicious-date" Warning
        "features dated 2100 or later", "kept",
        "is a digit of the year mistyped?";
    /// A status word that is not known: taken as `unknown`.
    UnknownStatus "unknown-status" Warning
        "features with an unknown status word", "taken as unknown",
        "write held, contested, claimed, joint or unknown";
    /// An actor that the manifest does not list: added.
    UnlistedActor "unlisted-actor" Warning
        "actors that the manifest does not list", "added",
        "list the actor in the manifest, or correct its spelling";
    /// A feature that no rule of a profile matches which ignores such: left out.
    NoRule "no-rule" Warning
        "features that no rule of the profile matches", "left out",
        "add a rule to the profile, or let it keep what no rule matches";
    /// A feature that does not say who controls it: taken as unknown.
    NoActor "no-actor" Warning
        "features that name no actor", "taken as unknown",
        "name the actor, or say --actor for all ground";
    /// Two actors whose names differ by little.
    LikeSpelling "like-spelling" Warning
        "actors whose names are almost the same", "",
        "name the actor one way, or give the other spelling as an alias in the manifest";
    /// Two actors whose colours look alike.
    ColoursAlike "colours-alike" Warning
        "actors whose colours look alike", "",
        "choose other colours, or draw with --theme print";
    /// A fact about a place says another holder than the polygon over it.
    FactContradicted "fact-contradicted" Warning
        "facts that the map contradicts", "",
        "correct the polygon, the fact, or its date";
}
