"""The 14 governorates, stretched or cut to the frame's border. Writes syria/regions.geojson."""
import json

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon, shape
from shapely.ops import nearest_points

import sorani
from common import OUT, SOURCES, coverage, km2, multi, polygons, write

NAMES = {
    "SY-DI": ("Damascus", "دمشق", "Şam"),
    "SY-RD": ("Rif Dimashq", "ريف دمشق", "Gundewarê Şamê"),
    "SY-QU": ("Quneitra", "القنيطرة", "Quneytra"),
    "SY-DR": ("Daraa", "درعا", "Dera"),
    "SY-SU": ("al-Suwayda", "السويداء", "Siweyda"),
    "SY-HI": ("Homs", "حمص", "Hims"),
    "SY-HM": ("Hama", "حماة", "Hema"),
    "SY-TA": ("Tartus", "طرطوس", "Tertûs"),
    "SY-LA": ("Latakia", "اللاذقية", "Lazqiye"),
    "SY-ID": ("Idlib", "إدلب", "Idlib"),
    "SY-HL": ("Aleppo", "حلب", "Heleb"),
    "SY-RA": ("Raqqa", "الرقة", "Reqa"),
    "SY-DY": ("Deir ez-Zor", "دير الزور", "Dêrazor"),
    "SY-HA": ("al-Hasakah", "الحسكة", "Hesekê"),
}
# Where the source's line was wrong for a place: that spot is moved, by hand. (to, ring)
BY_HAND = []


def source(frame):
    out = {}
    for code in NAMES:
        data = json.load(open(SOURCES / f"gjp/package/data/regions/{code}.json"))
        geometry = data.get("geometry") or data["features"][0]["geometry"]
        out[code] = shapely.make_valid(shape(geometry))
    undof = json.load(open(SOURCES / "gjp/package/data/regions/SY-UNDOF.json"))
    out["SY-QU"] = shapely.union_all([out["SY-QU"], shapely.make_valid(shape(undof["geometry"])).buffer(1e-4)])
    # the Golan west of the 1974 line belongs to Quneitra
    golan = frame.intersection(Polygon([(35.5, 32.66), (35.762, 32.742), (35.85, 32.84), (35.86, 33.20), (35.84, 33.40),
                                        (35.80, 33.41), (35.5, 33.41)]))
    rest = shapely.union_all([g for g in out.values()])
    out["SY-QU"] = shapely.union_all([out["SY-QU"], golan.difference(rest)])
    for to, ring in BY_HAND:
        for code in out:
            out[code] = out[code].difference(Polygon(ring)) if code != to else shapely.union_all([out[code], Polygon(ring)])
    return out


def stretched(regions, frame):
    """Give what no governorate covers to the nearest one, by the Voronoi cells of their densified outlines."""
    inside, seen = {}, None
    for code, g in regions.items():                     # no overlaps
        g = g.intersection(frame)
        g = g if seen is None else g.difference(seen)
        inside[code] = g
        seen = g if seen is None else shapely.union_all([seen, g])
    gaps = frame.difference(shapely.union_all([g.buffer(1e-6) for g in inside.values()]))
    points, owner = [], []
    for code, g in inside.items():
        near = shapely.segmentize(g.boundary, 0.01).intersection(gaps.buffer(0.01))
        for p in shapely.get_coordinates(near):
            points.append(tuple(np.round(p, 6)))
            owner.append(code)
    unique = {}
    for p, code in zip(points, owner):
        unique.setdefault(p, code)
    cells = shapely.voronoi_polygons(shapely.MultiPoint(list(unique)), extend_to=frame.buffer(1), ordered=True)
    cells = dict(zip(unique, shapely.get_parts(cells)))
    shares = {code: [] for code in NAMES}
    for p, cell in cells.items():
        shares[unique[p]].append(cell)
    for code in NAMES:
        share = shapely.union_all(shares[code]).intersection(gaps) if shares[code] else None
        if share is not None:
            inside[code] = shapely.union_all([inside[code], share], grid_size=1e-5)
    return inside


def framed(regions, frame):
    """Only the inner borders, each ending on a point of the frame's border, and the faces they cut the frame into."""
    edges = [g.boundary for g in regions.values()]
    inner = shapely.union_all(edges, grid_size=1e-4).difference(frame.boundary.buffer(0.004))
    corners = shapely.MultiPoint(frame.exterior.coords)
    lines = []
    for line in shapely.get_parts(shapely.line_merge(inner)):
        points = [(round(x, 4), round(y, 4)) for x, y in line.coords]
        for at, end in ((0, points[0]), (len(points), points[-1])):
            if frame.boundary.distance(Point(end)) < 0.0045:
                points.insert(at, nearest_points(Point(end), corners)[1].coords[0])
        lines.append(LineString(points))
    linework = shapely.union_all([frame.boundary, *lines], grid_size=1e-4)
    shares = {code: [] for code in regions}
    for face in shapely.get_parts(shapely.polygonize(shapely.get_parts(linework))):
        shares[max(regions, key=lambda c: regions[c].intersection(face).area)].append(face)
    return {c: multi(polygons(shapely.coverage_union_all(f))) for c, f in shares.items()}


def main():
    frame = shape(json.load(open(OUT / "syria/frame.geojson"))["features"][0]["geometry"])
    regions = stretched(source(frame), frame)
    regions = {c: multi([p for p in polygons(g) if p.area > 2e-5]) for c, g in regions.items()}
    # inner borders simplified together, the frame's border kept as it is
    ordered = list(regions)
    simple = shapely.coverage_simplify(list(coverage(regions).values()), 0.001, simplify_boundary=False)
    regions = dict(zip(ordered, simple))
    cut = framed(regions, frame)
    write("syria/regions.geojson",
          [({"id": c, "name": NAMES[c][0], "name_ar": NAMES[c][1], "name_ku": NAMES[c][2],
             "name_ckb": (sorani.PLACES | sorani.REGIONS)[NAMES[c][0]]}, cut[c]) for c in NAMES])
    total = sum(km2(g) for g in cut.values())
    union = shapely.union_all(list(cut.values()))
    print({c: (g.geom_type, round(km2(g)), int(shapely.get_num_coordinates(g)), bool(g.is_valid)) for c, g in cut.items()})
    print(f"sum {total:.2f} frame {km2(frame):.2f} km2, union differs by {union.symmetric_difference(frame).area:.2e} deg2,"
          f" coverage valid {shapely.coverage_is_valid(list(cut.values()))}")
    whole = set(map(tuple, np.round(shapely.get_coordinates(union), 4)))
    print("border points not the frame's:", len(whole ^ set(map(tuple, np.round(shapely.get_coordinates(frame), 4)))))


main()
