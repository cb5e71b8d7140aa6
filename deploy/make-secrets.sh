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

# One certificate for all services, under the names by which they call each other; its authority signs no second one, so
# that nobody else can have one. All three are made anew together.
certificates() {
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  names=DNS:access,DNS:catalog,DNS:fitment,DNS:inventory,DNS:order,DNS:search,DNS:localhost,IP:127.0.0.1
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\n' "$names" >"$work/extensions"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=qipei peers" \
    -keyout "$work/ca-key" -out "$work/ca" 2>"$work/log" &&
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=qipei" \
      -keyout "$work/key" -out "$work/request" 2>>"$work/log" &&
    openssl x509 -req -in "$work/request" -CA "$work/ca" -CAkey "$work/ca-key" -set_serial "0x$(random 15)" \
      -days 3650 -extfile "$work/extensions" -out "$work/cert" 2>>"$work/log" || {
    cat "$work/log" >&2
    echo "the services' certificates want openssl" >&2
    exit 1
  }
  write peer-ca "$(cat "$work/ca")"
  write peer-key "$(cat "$work/key")"
  write peer-certificate "$(cat "$work/cert")"
  echo "made peer-ca, peer-certificate and peer-key"
}
[ -s "$folder/peer-ca" ] && [ -s "$folder/peer-key" ] && [ -s "$folder/peer-certificate" ] || certificates
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
