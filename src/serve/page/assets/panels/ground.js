// The ground that the map's tiles hold, as data.

/** The pieces of ground in the tiles in view on a day, as GeoJSON: as exact as the map shows them. */
export function groundInView(map, day) {
  const known = new Set();
  const features = map.gl.querySourceFeatures('control', { sourceLayer: 'control' }).flatMap(({ geometry, properties }) => {
    const { from_day: from = -Infinity, until_day: until = Infinity, ...told } = properties;
    if (day < from || day >= until) return [];
    const feature = { type: 'Feature', properties: told, geometry };
    const text = JSON.stringify(feature);
    if (known.has(text)) return [];
    known.add(text);
    return [feature];
  });
  return { type: 'FeatureCollection', features };
}
