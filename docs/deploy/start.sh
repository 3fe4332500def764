#!/bin/sh
# Starts a node in a container, or another program of it: puts the database's password, which is a file there, into
# DATABASE_URL, and the relay's into TURN_SECRET. sh docs/deploy/start.sh [PROGRAM [ARGUMENT]…]
set -eu
password=${POSTGRES_PASSWORD_FILE:-/run/secrets/postgres-password}
case ${DATABASE_URL:-} in
  *//*:*@*) ;;
  *@*)
    if [ -r "$password" ]; then
      DATABASE_URL="${DATABASE_URL%%@*}:$(cat "$password")@${DATABASE_URL#*@}"
      export DATABASE_URL
    fi
    ;;
esac
turn=${TURN_SECRET_FILE:-/run/secrets/turn-secret}
if [ -n "${TURN_URLS:-}" ] && [ -z "${TURN_SECRET:-}" ] && [ -r "$turn" ]; then
  TURN_SECRET=$(cat "$turn")
  export TURN_SECRET
fi
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || set -- server/launch.mjs
exec node "$@"
