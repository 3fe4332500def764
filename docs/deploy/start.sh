#!/bin/sh
# Starts a node in a container, or another program of it: puts the database's password, which is a file there, into
# DATABASE_URL, the relay's into TURN_SECRET, and those of the object store's buckets where they belong. sh docs/deploy/start.sh [PROGRAM [ARGUMENT]…]
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
vault=${VAULT_SECRET_FILE:-/run/secrets/vault-secret}
shelf=${SHELF_SECRET_FILE:-/run/secrets/shelf-secret}
if [ -n "${S3_ENDPOINT:-}" ] && [ -z "${S3_SECRET_ACCESS_KEY:-}" ] && [ -r "$vault" ] && [ -r "$shelf" ]; then
  S3_ACCESS_KEY_ID=vault S3_SECRET_ACCESS_KEY=$(cat "$vault")
  S3_SHELF_ACCESS_KEY_ID=shelf S3_SHELF_SECRET_ACCESS_KEY=$(cat "$shelf")
  export S3_ACCESS_KEY_ID S3_SECRET_ACCESS_KEY S3_SHELF_ACCESS_KEY_ID S3_SHELF_SECRET_ACCESS_KEY
fi
cd "$(dirname "$0")/../.."
[ $# -gt 0 ] || set -- server/launch.mjs
exec node "$@"
