#!/bin/sh
# Replaces all workers and APIs by those of TICKFOLIO_VERSION (from .env or the environment): new containers become ready
# beside the old ones, the proxy turns to them, and then the old ones leave. What does not become ready is removed, and the
# old ones stay. The same again with the version before is the way back.
# The new image must be here: docker compose pull, or docker compose build.
# Usage, in the folder of docker-compose.yml: sh deploy/upgrade.sh
set -eu
docker="${DOCKER:-docker}"
# A leaving instance takes 14 seconds at most.
PATIENCE_SECONDS=20

containers() { $docker compose ps -q "$1"; }

# The proxy asks these containers alone; without any, every API that there is. A proxy of your own minds /health/ready.
route() {
  containers caddy 2>/dev/null | grep -q . || return 0
  if [ $# -gt 0 ]; then
    set -- -e ROUTE=named -e "INSTANCES=$($docker inspect -f '{{slice .Name 1}}:3000' "$@" | xargs)"
  fi
  $docker compose exec -T "$@" caddy caddy reload --config /etc/caddy/Caddyfile
}

leave() {
  $docker stop -t "$PATIENCE_SECONDS" "$@" >/dev/null
  $docker rm "$@" >/dev/null
}

$docker compose run --rm --no-deps -T indexes
for service in worker api; do
  old=$(containers "$service")
  count=$(echo "$old" | grep -c .)
  echo "— $service: $count new beside $count old"
  if [ "$service" = api ]; then
    trap route EXIT
    route $old
  fi
  ready=yes
  $docker compose up -d --no-build --no-deps --no-recreate --wait --scale "$service=$((count * 2))" "$service" || ready=no
  new=$(containers "$service" | grep -vxF "$old")
  if [ "$ready" = no ]; then
    echo "the new containers of $service do not become ready; the old ones stay" >&2
    $docker logs --tail 20 "$(echo "$new" | head -n 1)" >&2 || true
    leave $new
    exit 1
  fi
  [ "$service" = worker ] || route $new
  leave $old
done
$docker compose ps
