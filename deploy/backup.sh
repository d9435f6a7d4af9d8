#!/bin/sh
# Writes all that an installation keeps, databases, keys and certificates, to a file that only its owner can read. The
# stores stand still meanwhile, so that the parts fit one another; clients get 503 until it is done. Without standing still:
# mongodump, see docs/operations/deployment.md.
# Usage, in the folder of docker-compose.yml: sh deploy/backup.sh FILE.tar.gz
set -eu
file="${1:?usage: sh deploy/backup.sh FILE.tar.gz}"
docker="${DOCKER:-docker}"
project="${COMPOSE_PROJECT_NAME:-tickfolio}"
image=$($docker compose config --images | grep '^mongo:' | head -n 1)

umask 077
$docker compose stop worker api mongo redis
start_again() { $docker compose up -d --no-build --wait; }
trap start_again EXIT
$docker run --rm --network none \
  -v "${project}_mongo:/volumes/mongo:ro" -v "${project}_redis:/volumes/redis:ro" \
  -v "${project}_keys:/volumes/keys:ro" -v "${project}_caddy:/volumes/caddy:ro" \
  --entrypoint tar "$image" -C /volumes -czf - . >"$file.new"
gzip -t "$file.new"
mv "$file.new" "$file"
ls -l "$file"
