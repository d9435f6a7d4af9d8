#!/bin/sh
# Removes from installed packages what only compilers, editors, browsers and other systems read; licences stay.
# Used for the image; usage: trim-packages.sh node_modules
set -eu
cd "$1"
find . -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' -o -name '*.ts' -o -iname '*.md' \) \
  ! -iname 'licen[cs]e*' ! -iname 'notice*' ! -iname 'copying*' -delete
# An optional peer of a validation library; nothing loads it.
rm -rf typescript
# The one weight that PDFs embed letters of.
find @embedpdf/fonts-sc/fonts -type f ! -name NotoSansHans-Regular.otf ! -iname 'licen[cs]e*' ! -iname 'ofl*' -delete
# Node requires one file of each of these; the rest is for browsers and bundlers.
rm -rf echarts/types echarts/lib && find echarts/dist -type f ! -name echarts.js ! -name package.json -delete
rm -rf rxjs/dist/esm rxjs/dist/esm5 rxjs/dist/bundles rxjs/src
rm -rf pdfmake/build pdfkit/.yarn pdfkit/js/pdfkit.standalone.js bintrees/test handlebars/dist/amd
rm -f handlebars/dist/*.js swagger-ui-dist/swagger-ui-es-bundle*.js
rm -rf luxon/build/amd luxon/build/cjs-browser luxon/build/global
rm -rf @simplewebauthn/server/esm otpauth/node_modules && find otpauth/dist -type f ! -name otpauth.node.cjs -delete
rm -f @peculiar/x509/build/x509.js @peculiar/x509/build/x509.es.js
# Native code for other systems.
arch=$(node -p process.arch)
find . -type d -path '*/prebuilds/*' -prune ! -name "linux-$arch" -exec rm -rf {} +
find . -type f -name '*.node' \( -name '*musl*' -o -name '*.abi*' \) -delete
