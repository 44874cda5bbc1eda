"""Cut the frame along the front lines of every date, give each face to the facts inside it, and compare with what was published.

    python3 geodata/scripts/check_control.py [folder] [--table]

Independent of the Rust program on purpose: shapely cuts, pyproj measures. Needs shapely 2 and pyproj.
"""
import csv, json, os, sys
from collections import defaultdict
from pyproj import Geod
from shapely import STRtree, unary_union, polygonize_full
from shapely.geometry import shape, Point

GEOD = Geod(ellps="WGS84")
GRID = 1e-9
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "syria")


def km2(polygon):
    return abs(GEOD.geometry_area_perimeter(polygon)[0]) / 1e6


def load(folder):
    read = lambda name: json.load(open(os.path.join(folder, name), encoding="utf-8"))["features"]
    frame = unary_union([shape(f["geometry"]) for f in read("frame.geojson")])
    lines = [(f["properties"], shape(f["geometry"])) for f in read("fronts.geojson")]
    facts = list(csv.DictReader(open(os.path.join(folder, "facts.csv"), encoding="utf-8")))
    for r in facts:
        r["at"] = Point(float(r["lon"]), float(r["lat"]))
    return frame, lines, facts


def dates_of(lines, facts):
    days = {r["date"] for r in facts}
    for p, _ in lines:
        days |= {p["from"], p["until"]}
    first = min(p["from"] for p, _ in lines)
    return sorted(d for d in days if d and d >= first)


def faces_on(day, frame, lines, facts):
    """[(polygon, holders)] and the loose ends inside the frame; holders: {(actor, status, others): [places]}"""
    valid = [g for p, g in lines if p["from"] <= day and (p["until"] is None or day < p["until"])]
    cut = unary_union([frame.boundary] + valid, grid_size=GRID)
    polygons, dangles, cuts, bad = polygonize_full([cut])
    inner = frame.buffer(-1e-6)
    loose = [g for group in (dangles, cuts, bad) for g in group.geoms if g.intersects(inner)]
    faces = [(p, defaultdict(list)) for p in polygons.geoms if frame.contains(p.representative_point())]
    tree = STRtree([p for p, _ in faces])
    latest = {}
    for r in sorted(facts, key=lambda r: r["date"]):
        if r["date"] <= day:
            latest[r["place"]] = r
    outside = []
    for r in latest.values():
        hit = tree.query(r["at"], predicate="within")
        if len(hit) == 0:
            outside.append(r["place"])
        for i in hit:
            faces[i][1][r["actor"], r["status"], r["others"]].append(r["place"])
    return faces, loose, outside


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    folder = args[0] if args else HERE
    frame, lines, facts = load(folder)
    trouble, series, kept = [], {}, {}
    days = dates_of(lines, facts)
    for day in days:
        faces, loose, outside = faces_on(day, frame, lines, facts)
        kept[day] = faces
        trouble += [f"{day}: loose line near {g.interpolate(.5, normalized=True).wkt}" for g in loose]
        trouble += [f"{day}: no face holds {p}" for p in outside]
        area = defaultdict(float)
        for polygon, holders in faces:
            at = polygon.representative_point()
            if not holders:
                trouble.append(f"{day}: no fact in the face of {km2(polygon):.3f} km2 at {at.x:.4f} {at.y:.4f}")
                continue
            if len(holders) > 1:
                trouble.append(f"{day}: facts disagree in the face at {at.x:.3f} {at.y:.3f}: " + "; ".join(
                    f"{a} {s}: {', '.join(n[:4])}{' ...' if len(n) > 4 else ''}" for (a, s, _), n in holders.items()))
                continue
            actor, status, others = next(iter(holders))
            area[actor if status == "held" else f"{status} {actor}+{others}".rstrip("+")] += km2(polygon)
        series[day] = area
        print(day, f"{len(faces)} faces", "  ".join(f"{k} {v:,.0f}" for k, v in sorted(area.items(), key=lambda kv: -kv[1])))
    print("\n".join(trouble) or "no loose lines, every face has facts, all agree")

    first, d27 = days[0], "2026-01-27"

    def held(day, actor):
        shapes = [p for p, h in kept[day] if [k[:2] for k in h] == [(actor, "held")]]
        whole = unary_union(shapes, grid_size=GRID)
        return list(getattr(whole, "geoms", [whole]))

    checks = []

    def check(what, found, ok):
        checks.append(ok)
        print("ok  " if ok else "FAIL", what, found)

    sdf0, sdf27 = series[first]["sdf"], series[d27]["sdf"]
    check("SDF before, km2 (51,961 +-6 %)", f"{sdf0:,.0f}", abs(sdf0 / 51961 - 1) < .06)
    strip = sum(km2(g) for g in held(first, "sna") if g.contains(Point(39.1299, 36.59596)))
    check("Peace Spring strip, km2 (3,740 +-10 %)", f"{strip:,.0f}", abs(strip / 3740 - 1) < .10)
    pockets = sorted((g for g in held(d27, "sdf") if km2(g) > 50), key=km2, reverse=True)
    check("SDF pockets over 50 km2 on 27 January (2)", [f"{km2(g):,.0f}" for g in pockets], len(pockets) == 2)
    has = lambda g, *pts: all(g.contains(Point(p)) for p in pts)
    check("  one with Qamishli and al-Hasakah, one with Kobani", "", len(pockets) == 2
          and has(pockets[0], (41.23142, 37.05215), (40.74772, 36.50237)) and has(pockets[1], (38.35347, 36.89095)))
    city = (40.74772, 36.50237)
    near = min(GEOD.inv(*city, x, y)[2] for g in pockets[:1] for x, y in g.segmentize(.005).exterior.coords) / 1000
    check("al-Hasakah to the front, km (< 25)", f"{near:.1f}", near < 25)
    gov = unary_union(held(d27, "gov"))
    for name, p in (("Raqqa", (39.00788, 35.95283)), ("Tabqa", (38.54828, 35.83758)), ("Deir ez-Zor", (40.14084, 35.33588))):
        check(f"{name} government on 27 January", "", gov.contains(Point(p)))
    loss = 1 - sdf27 / sdf0
    check("SDF lost by 27 January (75 to 85 %)", f"{loss:.1%}, {sdf27:,.0f} km2 left", .75 < loss < .85)
    if "--table" in sys.argv:
        table(folder, kept, days, series, first)
    sys.exit(bool(trouble) or not all(checks))


def table(folder, kept, days, series, first):
    print("\nSDF held, and lost since the first date:")
    for day in days:
        v = series[day]["sdf"]
        print(f"{day}  {v:10,.0f}  {1 - v / series[first]['sdf']:6.1%}")
    path = os.path.join(folder, "regions.geojson")
    regions = json.load(open(path, encoding="utf-8"))["features"] if os.path.exists(path) else []
    for day in (first, "2026-01-27"):
        for f in regions:
            region, found = shape(f["geometry"]), defaultdict(float)
            for polygon, holders in kept[day]:
                part = polygon.intersection(region)
                for actor, status, _ in list(holders)[:1]:
                    found[actor, status] += sum(km2(g) for g in getattr(part, "geoms", [part]) if g.area and g.geom_type == "Polygon")
            print(day, f["properties"].get("name"), f"{sum(found.values()):,.0f}",
                  "  ".join(f"{a} {'' if s == 'held' else s + ' '}{v:,.0f}" for (a, s), v in sorted(found.items()) if v > .5))


if __name__ == "__main__":
    main()
