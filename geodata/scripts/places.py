"""Places of Syria and its surroundings. Writes syria/places.csv.

GeoNames' cities500 gives every Syrian place it has; names, Kurdish names and ranks of those that matter and places that it
lacks come from places_table.py, Sorani names from sorani.py. The governorate is the one of syria/regions.geojson that holds the point.
"""
import csv
import json
import re
import sys

from shapely.geometry import Point, shape

from common import OUT, SOURCES
from places_table import ADDED, ARABIC, NAMED
from sorani import PLACES as SORANI

COLUMNS = ["name", "name_ar", "name_ku", "name_ckb", "lon", "lat", "rank", "population", "kind", "region", "source"]
BOX = (33, 30.5, 45, 39)


def english(ascii_name):
    """The gazetteer's transliteration in the manner of the news."""
    name = ascii_name.replace("`", "").replace("'", "")
    name = re.sub(r"\b(Al|Ad|Adh|An|Ar|As|Ash|At|Ath|Az)[ -](?=[A-Z])", "al-", name)
    name = re.sub(r"\b(al|ad|an|ar|as|ash|at|az) (?=[A-Z])", "al-", name)
    name = re.sub(r"\bTall\b", "Tell", name)
    return re.sub(r"\bDayr\b", "Deir", name)


def arabic(alternates, ascii_name):
    """The likeliest of the Arabic-script alternates."""
    article = bool(re.match(r"(Al|Ad|An|Ar|As|Ash|At|Ath|Az)[ -]", ascii_name))
    names = [n for n in alternates.split(",") if re.fullmatch(r"[\u0621-\u064a\u0670 ]+", n)]
    names = [n for n in names if not re.search("محافظة|مدينة|ناحية|قضاء", n)]
    if not names:
        return ""
    words = len(ascii_name.replace("-", " ").split())
    return min(names, key=lambda n: (n.startswith("ال") != article, abs(len(n.split()) - words + article), names.index(n)))


def rank(code, population):
    if population >= 100_000:
        return 3
    if population >= 40_000:
        return 4
    return 5 if population >= 15_000 or code == "PPLA2" else 6


def main():
    regions = [(f["properties"]["id"], shape(f["geometry"]))
               for f in json.load(open(OUT / "syria/regions.geojson"))["features"]]
    rows, found = [], set()
    for line in open(SOURCES / "cities/package/dist/cities500.txt", encoding="utf-8"):
        w = line.rstrip("\n").split("\t")
        ascii_name, alternates, lat, lon, code, country, admin = w[2], w[3], float(w[4]), float(w[5]), w[7], w[8], w[10]
        if country not in ("SY", "TR", "IQ", "LB", "JO", "IL", "PS") or not (BOX[0] < lon < BOX[2] and BOX[1] < lat < BOX[3]):
            continue
        key = (ascii_name, admin if country == "SY" else country)
        if country != "SY" and (key not in NAMED or key in found):
            continue
        if ascii_name.startswith(("Nahiyat", "Kafr Musa")):
            continue
        found.add(key)
        population = int(w[14])
        name, kurdish, order = NAMED.get(key) or (english(ascii_name), None, rank(code, population))
        kind = "city" if order <= 2 or population >= 100_000 else "town" if order <= 5 else "village"
        rows.append([name, ARABIC.get(name) or arabic(alternates, ascii_name), kurdish or "", SORANI.get(name, ""),
                     round(lon, 4), round(lat, 4), order, population, kind, country == "SY", "GeoNames"])
    for name, ar, ku, lon, lat, order, kind, source in ADDED:
        rows.append([name, ar, ku or "", SORANI.get(name, ""), lon, lat, order, 0, kind, name != "Rabia (Iraq)", source])
    for key in sorted(set(NAMED) - found):
        print("not in the gazetteer:", key, file=sys.stderr)
    for row in rows:
        if row[9] is True:
            at = Point(row[4], row[5])
            nearest = min(regions, key=lambda r: (r[1].distance(at), r[0]))
            if nearest[1].distance(at) > 0.05:
                print("far from any governorate:", row, file=sys.stderr)
            elif nearest[1].distance(at) > 0:
                print("just outside:", row, nearest[0], file=sys.stderr)
            row[9] = nearest[0]
        else:
            row[9] = ""
    rows.sort(key=lambda r: (r[6], r[9] == "", -r[7], r[0], r[4]))
    with open(OUT / "syria/places.csv", "w", newline="", encoding="utf-8") as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    print(len(rows), "places,", sum(1 for r in rows if not r[1]), "without Arabic name,", sum(1 for r in rows if r[2]), "with Kurdish,",
          sum(1 for r in rows if r[3]), "with Sorani")
    print([r[0] for r in rows if not r[1]])
    names = [r[0] for r in rows]
    print("twice:", sorted({n for n in names if names.count(n) > 1}))
    print("Sorani names of no place:", sorted(set(SORANI) - set(names)))


main()
