// Where the tiles come from: the server's addresses, or one archive on a static host.

/** The two vector sources of the map. */
export async function tileSources({ data, api }, maplibre) {
  const { control, base, minzoom = 0, maxzoom = 12, archive } = data.tiles;
  const range = { minzoom, maxzoom };
  if (!archive) {
    const source = (template) => ({ type: 'vector', tiles: [decoded(new URL(template, api.root).href)], ...range });
    return { control: source(control), base: source(base) };
  }
  const url = await opened(new URL(archive, api.root).href, maplibre);
  const source = { type: 'vector', url };
  return { control: source, base: source };
}

// Braces stand for figures, so they must not be escaped.
const decoded = (url) => url.replace(/%7B/gi, '{').replace(/%7D/gi, '}');

/** Makes an archive known to MapLibre. */
async function opened(address, maplibre) {
  const { PMTiles, Protocol } = await reader();
  const protocol = new Protocol();
  maplibre.addProtocol('pmtiles', protocol.tile);
  protocol.add(new PMTiles(await readable(address)));
  return `pmtiles://${address}`;
}

// A host that can't give a part of a file gives all of it: then there is nothing more to fetch.
async function readable(address) {
  const answer = await fetch(address, { headers: { range: 'bytes=0-126' } });
  if (!answer.ok) throw new Error(`${new URL(address).pathname}: ${answer.status} ${answer.statusText}`);
  const bytes = await answer.arrayBuffer();
  if (answer.status === 206) return address;
  return {
    getKey: () => address,
    getBytes: async (offset, length) => ({ data: bytes.slice(offset, offset + length) }),
  };
}

// It comes as a script that names itself, not as a module.
function reader() {
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = new URL('./vendor/pmtiles/pmtiles.js', import.meta.url).href;
    script.onload = () => done(window.pmtiles);
    script.onerror = () => failed(new Error('the reader of tiles can’t be loaded'));
    document.head.append(script);
  });
}
