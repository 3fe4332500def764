#!/bin/sh
# Makes the passwords that docker-compose.yml mounts; what is there already stays as it is.
# sh docs/deploy/make-secrets.sh [FOLDER]
set -eu
folder=${1:-$(dirname "$0")/secrets}

# Only who may enter the folder reaches them; inside containers they are read by users that this machine does not know.
mkdir -p -m 700 "$folder"
chmod 700 "$folder"

random() {
  od -An -vtx1 -N32 /dev/urandom | tr -d ' \n'
}

# A name and what it holds. Appears whole or not at all.
keep() {
  if [ -s "$folder/$1" ]; then
    echo "$1 is there already."
    return
  fi
  printf '%s' "$2" > "$folder/$1.new"
  chmod 444 "$folder/$1.new"
  mv "$folder/$1.new" "$folder/$1"
  echo "$1 was made."
}

keep postgres-password "$(random)"
keep redis-password "$(random)"
keep turn-secret "$(random)"
keep vault-secret "$(random)"
keep shelf-secret "$(random)"

# Who the object store knows: one for each bucket, who may do everything there and nothing elsewhere.
identity() {
  may=$(printf '"%s:grindstone-%s",' Admin "$1" Read "$1" Write "$1" List "$1" Tagging "$1")
  printf '{"name":"%s","credentials":[{"accessKey":"%s","secretKey":"%s"}],"actions":[%s]}' \
    "$1" "$1" "$(cat "$folder/$1-secret")" "${may%,}"
}
keep object-store.json "{\"identities\":[$(identity vault),$(identity shelf)]}"
