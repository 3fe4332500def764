#!/bin/sh
# Starts a node in a container, or another program of it: puts the database's password, which is a file there, into
# DATABASE_URL. sh docs/deploy/start.sh [PROGRAM [ARGUMENT]…]
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
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || set -- server/launch.mjs
exec node "$@"
