#!/bin/sh
# Starts a node in a container: puts the database's password, which is a file there, into DATABASE_URL.
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
exec node "$(dirname "$0")/../../server/launch.mjs" "$@"
