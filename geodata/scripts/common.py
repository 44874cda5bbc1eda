"""What all the scripts share: where things are, and how GeoJSON is written."""
import gzip
import json
import os
import pathlib

import shapely
from pyproj import Geod
from shapely.geometry import mapping

OUT = pathlib.Path(__file__).resolve().parent.parent            # geodata/
SOURCES = pathlib.Path(os.environ.get("SOURCES", "sources"))    # where sources.sh put the packages
TEMP = SOURCES / "temp"
WGS84 = Geod(ellps="WGS84")


def km2(shape):
    """Geodesic area on the WGS 84 ellipsoid."""
    return abs(WGS84.geometry_area_perimeter(oriented(shape))[0]) / 1e6


def oriented(shape):
    """Exterior rings counter-clockwise, holes clockwise (RFC 7946)."""
    if shape.geom_type == "Polygon":
        return shapely.geometry.polygon.orient(shape, 1.0)
    if shape.geom_type == "MultiPolygon":
        return shapely.MultiPolygon([oriented(p) for p in shape.geoms])
    return shape


def polygons(shape):
    """Only the polygons of whatever an overlay returned."""
    if shape.geom_type == "Polygon":
        return [shape]
    return [q for p in getattr(shape, "geoms", []) for q in polygons(p)]


def multi(parts):
    parts = [p for p in parts if not p.is_empty]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def rounded(value, digits):
    if isinstance(value, (list, tuple)):
        return [rounded(v, digits) for v in value]
    return round(value, digits)


def without_repeats(coords):
    """Drop a point equal to the one before it, at any depth."""
    if isinstance(coords[0][0], (list, tuple)):
        return [without_repeats(c) for c in coords]
    return [c for i, c in enumerate(coords) if i == 0 or c != coords[i - 1]]


def collection_text(features, digits=4):
    """Compact GeoJSON, one feature a line."""
    lines = []
    for properties, shape in features:
        geometry = mapping(oriented(shape))
        coords = rounded(geometry["coordinates"], digits)
        if geometry["type"] != "Point":
            coords = without_repeats(coords)
        record = {
            "type": "Feature",
            "properties": {k: v for k, v in properties.items() if v not in (None, "")},
            "geometry": {"type": geometry["type"], "coordinates": coords},
        }
        lines.append(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def write(path, features, digits=4):
    path = OUT / path
    path.parent.mkdir(parents=True, exist_ok=True)
    data = collection_text(features, digits).encode()
    if path.suffix == ".gz":
        data = gzip.compress(data, 9, mtime=0)
    path.write_bytes(data)
    return len(data)


def coverage(shapes, grid=1e-4):
    """Snap-round shapes that nearly fit into ones that fit exactly: {key: shape} -> {key: shape}.

    All borders are noded together on the grid, cut into faces, and each face goes to the shape that holds
    most of it (faces held by none stay out), so that neighbours have identical points along their border.
    """
    lines = shapely.union_all([g.boundary for g in shapes.values()], grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    owned = {key: [] for key in shapes}
    for face in faces:
        held = {key: face.intersection(g).area for key, g in shapes.items() if g.intersects(face)}
        best = max(held, key=held.get, default=None)
        if best is not None and held[best] > face.area / 2:
            owned[best].append(face)
    out = {}
    for key, parts in owned.items():
        union = shapely.coverage_union_all(parts)
        out[key] = multi([p for p in polygons(union)])
    return out
