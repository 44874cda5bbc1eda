"""Frame of Syria and its neighbours: one coverage, cut from geo-maps, Golan given back to Syria.

Writes syria/frame.geojson and syria/neighbours.geojson.
"""
import json
import subprocess

import shapely
from shapely.geometry import Polygon, box, mapping, shape

import sorani
from common import SOURCES, TEMP, coverage, km2, multi, polygons, write

WIDE = box(31.5, 29.0, 46.5, 40.5)      # what is cleaned and simplified together
NEAR = box(33, 30.5, 45, 39)            # what is kept of it
FAR = box(28.5, 26.5, 50, 42.5)         # the neighbours end here; outside NEAR they are coarse
COARSE = 0.01                           # degrees: how coarse (coverage_simplify)
ISLET = 0.0008                          # square degrees (8 km2): smaller islands outside NEAR go
NAMES = {
    "SYR": ("Syria", "سوريا", "Sûriye"),
    "TUR": ("Turkey", "تركيا", "Tirkiye"),
    "IRQ": ("Iraq", "العراق", "Iraq"),
    "IRN": ("Iran", "إيران", "Îran"),
    "JOR": ("Jordan", "الأردن", "Urdun"),
    "LBN": ("Lebanon", "لبنان", "Libnan"),
    "ISR": ("Israel", "إسرائيل", "Îsraîl"),
    "PSE": ("Palestinian territories", "الأراضي الفلسطينية", "Filistîn"),
    "SAU": ("Saudi Arabia", "السعودية", "Erebistana Siûdî"),
    "CYP": ("Cyprus", "قبرص", "Qibris"),
    "EGY": ("Egypt", "مصر", "Misir"),
}
FAR_NAMES = {
    "GRC": ("Greece", "اليونان", "Yûnanistan"),
    "GEO": ("Georgia", "جورجيا", "Gurcistan"),
    "ARM": ("Armenia", "أرمينيا", "Ermenistan"),
    "AZE": ("Azerbaijan", "أذربيجان", "Azerbeycan"),
    "RUS": ("Russia", "روسيا", "Rûsya"),
    "KWT": ("Kuwait", "الكويت", "Kuweyt"),
}

# The western edge of the Golan, by hand, north to south: the 1923 line from the Ghajar bridge over the
# Hasbani, north of Tel Dan, south of Banias, along the foot of the heights east of the Hula plain, the
# east bank of the Jordan, the north-east shore of Lake Tiberias (the 10 m strip cannot be seen at this
# scale), then inland of Ein Gev to the Yarmouk above el-Hamma.
GOLAN_WEST = [
    (35.6190, 33.2440), (35.6300, 33.2450), (35.6420, 33.2488), (35.6525, 33.2515), (35.6640, 33.2460),
    (35.6810, 33.2435), (35.6865, 33.2380), (35.6840, 33.2250), (35.6805, 33.2100), (35.6765, 33.1900),
    (35.6700, 33.1750), (35.6630, 33.1560), (35.6570, 33.1400), (35.6535, 33.1200), (35.6500, 33.1010),
    (35.6440, 33.0850), (35.6375, 33.0700), (35.6305, 33.0550), (35.6270, 33.0400), (35.6262, 33.0250),
    (35.6285, 33.0105), (35.6330, 32.9960), (35.6335, 32.9820), (35.6300, 32.9660), (35.6315, 32.9500),
    (35.6330, 32.9360), (35.6265, 32.9220), (35.6185, 32.9090), (35.6190, 32.8970), (35.6175, 32.8885),
    (35.6275, 32.8780), (35.6375, 32.8680), (35.6440, 32.8570), (35.6475, 32.8450), (35.6490, 32.8350),
    (35.6500, 32.8255), (35.6465, 32.8155), (35.6440, 32.8050), (35.6460, 32.7970), (35.6560, 32.7930),
    (35.6650, 32.7860), (35.6640, 32.7750), (35.6560, 32.7640), (35.6520, 32.7500), (35.6450, 32.7360),
    (35.6340, 32.7200), (35.6290, 32.7060), (35.6370, 32.6990), (35.6520, 32.6945), (35.6700, 32.6925),
    (35.6830, 32.6910), (35.6880, 32.6860),
]


# Where water lies across the border with Iraq the source's border makes hooks that no map has: to Syria, to Iraq.
HOOKS = [
    ("SYR", "IRQ", [(41.2049, 34.7514), (41.2078, 34.7777), (41.2275, 34.8461), (41.2300, 34.8520), (41.1000, 34.9100),
                    (41.1000, 34.7700), (41.1600, 34.7000)]),
    ("IRQ", "SYR", [(41.2206, 35.1569), (41.2242, 35.1935), (41.3000, 35.2200), (41.3100, 35.1400)]),
    ("IRQ", "SYR", [(41.3814, 35.6394), (41.3810, 35.6480), (41.4100, 35.6520), (41.4100, 35.6360)]),
]


def straightened(land):
    for to, of, ring in HOOKS:
        piece = Polygon(ring).intersection(land[of])
        land[to] = shapely.union_all([land[to], piece])
        land[of] = land[of].difference(Polygon(ring))
    return land


def filled(part):
    return Polygon(part.exterior)


def source(codes, wide):
    """The countries, valid, without inland water, cut to a box."""
    out = {}
    for line in json.load(open(SOURCES / "geomaps/package/map.geo.json"))["features"]:
        code = line["properties"]["A3"]
        if code in codes:
            if code in NAMES:
                parts = polygons(shapely.make_valid(shape(line["geometry"])))
            else:                               # thousands of Russian islands need not be looked at
                parts = [q for p in polygons(shape(line["geometry"])) if box(*p.bounds).intersects(wide)
                         for q in polygons(shapely.make_valid(Polygon(p.exterior)))]
            parts = [filled(p) for p in parts if p.intersects(wide)]
            land = shapely.union_all([p.buffer(0) for p in parts]).intersection(wide)
            if not land.is_empty:
                out[code] = land
    return out


def give_golan_back(land):
    """Everything Israel has in the source east of GOLAN_WEST and west of Syria becomes Syria's."""
    east = [(35.72, 32.63), (35.95, 32.63), (35.95, 33.45), (35.75, 33.45), (35.60, 33.35), (35.6150, 33.2750)]
    golan = Polygon(GOLAN_WEST + east).intersection(land["ISR"])
    golan = multi([p for p in polygons(golan) if p.area > 1e-5])
    print(f"Golan west of the 1974 line: {km2(golan):.0f} km2, {len(polygons(golan))} part(s)")
    # close what the source leaves between the two
    land["SYR"] = shapely.union_all([land["SYR"], golan.buffer(0.0004, join_style="mitre")]).difference(
        shapely.union_all([g for c, g in land.items() if c not in ("SYR", "ISR")]))
    land["ISR"] = land["ISR"].difference(land["SYR"])
    return land


def cleaned(land):
    """mapshaper closes the gaps, resolves the overlaps and simplifies each shared border once."""
    TEMP.mkdir(exist_ok=True)
    features = [{"type": "Feature", "properties": {"id": c}, "geometry": mapping(shapely.set_precision(land[c], 1e-4))}
                for c in sorted(land)]
    (TEMP / "land.json").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    subprocess.run(["npx", "mapshaper", "temp/land.json", "snap", "snap-interval=0.0003",
                    "-clean", "gap-fill-area=1200km2", "sliver-control=0",
                    "-simplify", "dp", "interval=60", "keep-shapes",
                    "-filter-islands", "min-area=1km2",
                    "-clean", "-o", "temp/clean.json", "precision=0.0001", "fix-geometry"],
                   cwd=SOURCES, check=True)
    return {f["properties"]["id"]: shape(f["geometry"])
            for f in json.load(open(TEMP / "clean.json"))["features"]}


def near():
    """Syria and what lies about it, as fine as the source is worth."""
    land = straightened(cleaned(give_golan_back(source(NAMES, WIDE))))
    for code, geometry in land.items():
        land[code] = multi([filled(p) for p in polygons(shapely.make_valid(geometry))])
    # a leftover between Lebanon and the Golan, north of Ghajar
    scraps = [p for p in polygons(land["ISR"]) if p.within(box(35.6, 33.2, 35.8, 33.4))]
    land["ISR"] = multi([p for p in polygons(land["ISR"]) if p not in scraps])
    land["SYR"] = shapely.union_all([land["SYR"], *scraps])
    return coverage({c: g if c == "SYR" else multi(polygons(g.intersection(NEAR))) for c, g in land.items()})


def far():
    """What lies outside NEAR, cleaned like it and then coarse; NEAR itself takes part, so that the borders
    stay where they cross its edge."""
    land = cleaned(source({**NAMES, **FAR_NAMES}, FAR.buffer(1, join_style="mitre")))
    land = {c: multi(polygons(shapely.make_valid(g).intersection(FAR).difference(NEAR))) for c, g in land.items()}
    land = coverage({c: g for c, g in land.items() if not g.is_empty} | {"NEAR": NEAR})
    coarse = shapely.coverage_simplify([shapely.MultiPolygon(polygons(g)) for g in land.values()], COARSE)
    touches = lambda p: p.intersects(NEAR)
    return {c: multi([filled(p) for p in polygons(g) if p.area > ISLET or touches(p)])
            for c, g in zip(land, coarse) if c != "NEAR"}


def main():
    close = near()
    frame = close["SYR"]
    away = {c: g for c, g in far().items() if not g.is_empty}
    land = coverage({c: shapely.union_all([g for g in (close.get(c), away.get(c)) if g is not None], grid_size=1e-4)
                     for c in sorted({*close, *away})})
    assert land["SYR"].normalize().equals_exact(frame.normalize(), 0), "the far countries must not touch the frame"
    names = NAMES | FAR_NAMES
    named = lambda c: {"id": c, "name": names[c][0], "name_ar": names[c][1], "name_ku": names[c][2],
                       "name_ckb": sorani.COUNTRIES[names[c][0]]}
    write("syria/frame.geojson", [(named("SYR"), frame)])
    size = write("syria/neighbours.geojson", [(named(c), land[c]) for c in names if c != "SYR" and c in land])
    print(f"frame: {km2(frame):.0f} km2; neighbours: {size} bytes")
    print({c: (g.geom_type, int(shapely.get_num_coordinates(g)), bool(g.is_valid)) for c, g in land.items()})
    print("coverage valid:", shapely.coverage_is_valid(list(land.values())))


main()
