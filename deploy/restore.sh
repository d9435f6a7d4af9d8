#!/bin/sh
# Puts an installation back as it was when the file was written. What it holds now is lost: its volumes are removed first.
# Usage, in the folder of docker-compose.yml: sh deploy/restore.sh FILE.tar.gz
set -eu
file="${1:?usage: sh deploy/restore.sh FILE.tar.gz}"
docker="${DOCKER:-docker}"
project="${COMPOSE_PROJECT_NAME:-tickfolio}"
image=$($docker compose config --images | grep '^mongo:' | head -n 1)

gzip -t "$file"
$docker compose down --volumes
$docker compose create --no-build
$docker run --rm -i --network none \
  -v "${project}_mongo:/volumes/mongo" -v "${project}_redis:/volumes/redis" \
  -v "${project}_keys:/volumes/keys" -v "${project}_caddy:/volumes/caddy" \
  --entrypoint tar "$image" -C /volumes -xzpf - <"$file"
$docker compose up -d --no-build --wait
