#!/bin/sh
# Makes what the platform's containers know each other by: `sh deploy/make-secrets.sh [folder]`. What is there already
# stays, so it may be run again: after a secret was removed to be replaced, or when a newer version wants one more.
set -eu

folder=${1:-$(dirname "$0")/secrets}
mkdir -p "$folder"
# Nobody else on this host can go through the folder; the files in it are read by each container's own user.
chmod 700 "$folder"

write() {
  umask 377
  printf '%s' "$2" >"$folder/.new"
  chmod 444 "$folder/.new"
  mv "$folder/.new" "$folder/$1"
}

random() {
  od -An -v -N"$1" -tx1 /dev/urandom | tr -d ' \n'
}

# One that is derived from another is made anew along with it.
secret() {
  [ -s "$folder/$1" ] && return
  write "$1" "$2"
  echo "made $1"
}

secret peer-token "$(random 32)"
secret mongodb-root-password "$(random 24)"
secret mongodb-password "$(random 24)"
secret mongodb-keyfile "$(random 384)"
secret kafka-password "$(random 24)"
secret meilisearch-key "$(random 32)"
secret grafana-password "$(random 16)"

write mongodb-url "mongodb://qipei:$(cat "$folder/mongodb-password")@mongodb:27017/qipei?authSource=admin&replicaSet=qipei"
write kafka-jaas "KafkaServer {
  org.apache.kafka.common.security.plain.PlainLoginModule required
  user_qipei=\"$(cat "$folder/kafka-password")\";
};
"
echo "the secrets are in $folder"
