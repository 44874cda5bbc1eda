#!/bin/sh
# Make every file of geodata/ again from $SOURCES (see sources.sh). Order matters: later layers read earlier ones.
set -e
cd "$(dirname "$0")"
for layer in countries regions places rivers lakes roads borders world; do
    python3 "$layer.py"
done
