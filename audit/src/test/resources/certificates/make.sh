#!/bin/sh
# Makes the certificates of CertificateCollectorTest anew, by OpenSSL 3. Their keys guard nothing.
# Afterwards the days in the test are to be set anew, too.
set -eu
cd "$(dirname "$0")"

key() { # NAME ARGUMENTS...
    name=$1
    shift
    openssl genpkey "$@" -out "$name-key.pem" 2>/dev/null
}

leaf() { # NAME DAYS DIGEST EXTENSIONS
    openssl req -new -key "$1-key.pem" -subj "/CN=$1" -out "$1.csr"
    printf '%b' "$4" >"$1.ext"
    openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca-key.pem -days "$2" "-$3" \
        -extfile "$1.ext" -out "$1.pem" 2>/dev/null
    rm "$1.csr" "$1.ext"
}

key ca -algorithm EC -pkeyopt ec_paramgen_curve:P-256
openssl req -x509 -new -key ca-key.pem -subj /CN=ca -days 3650 -sha256 -out ca.pem

key server -algorithm EC -pkeyopt ec_paramgen_curve:P-256
leaf server 90 sha256 \
    'basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:a.example\n'

key client -algorithm ED25519
leaf client 90 sha256 'basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth\n'

# Everything that is wrong: 1024 bits, SHA-1, ten years, an authority, no usage, no name.
key bad -algorithm RSA -pkeyopt rsa_keygen_bits:1024
leaf bad 3650 sha1 'basicConstraints=CA:TRUE\n'

key self -algorithm RSA -pkeyopt rsa_keygen_bits:2048
openssl req -x509 -new -key self-key.pem -subj /CN=self -days 365 -sha256 -out self.pem

# The forms of old: PKCS#1, SEC 1 with its parameters before it, and one with a passphrase.
openssl rsa -in self-key.pem -traditional -out self-pkcs1.pem 2>/dev/null
openssl ecparam -name prime256v1 -out parameters.pem
openssl ec -in server-key.pem -out sec1.pem 2>/dev/null
cat parameters.pem sec1.pem >server-sec1.pem
rm parameters.pem sec1.pem
openssl pkcs8 -topk8 -in server-key.pem -passout pass:fixture -out server-protected.pem
