"""The 1974 disengagement lines on the Golan. Writes syria/borders.geojson."""
import json

import geopandas
from shapely.geometry import LineString, shape

import sorani
from common import OUT, SOURCES, write

LINES = {
    "Ceasefire Lines 1974": ("Line A (1974)", "الخط ألف (1974)"),
    "UNDOF": ("Line B (1974)", "الخط باء (1974)"),
}


def main():
    frame = shape(json.load(open(OUT / "syria/frame.geojson"))["features"][0]["geometry"])
    table = geopandas.read_file(SOURCES / "magics/usr/share/magics/10m/ne_10m_admin_0_boundary_lines_land.shp",
                                bbox=(35.6, 32.6, 36.0, 33.5))
    features = []
    for source, (name, arabic) in LINES.items():
        line = table[table.name == source].geometry.iloc[0].intersection(frame)
        line = max(getattr(line, "geoms", [line]), key=lambda g: g.length)
        points = [(round(x, 4), round(y, 4)) for x, y in line.coords]
        features.append(({"kind": "disputed", "name": name, "name_ar": arabic, "name_ckb": sorani.LINES.get(name)}, LineString(points)))
        print(name, len(points), points[0], points[-1])
    write("syria/borders.geojson", features)


main()
