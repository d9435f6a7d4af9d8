#!/bin/sh
# Removes from installed packages what only compilers, editors and browsers read. Used for the image; usage: trim-packages.sh node_modules
set -eu
cd "$1"
find . -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.ts' -o -iname '*.md' \) -delete
# An optional peer of a validation library; nothing loads it.
rm -rf typescript
# The one weight that PDFs embed letters of.
find @embedpdf/fonts-sc/fonts -type f ! -name NotoSansHans-Regular.otf -delete
# Node requires one file of each of these; the rest is for browsers and bundlers.
rm -rf echarts/types echarts/lib && find echarts/dist -type f ! -name echarts.js ! -name package.json -delete
rm -rf rxjs/dist/esm rxjs/dist/esm5 rxjs/dist/bundles rxjs/src
