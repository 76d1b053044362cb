# The bench of ports with TLS, sourced by cli/bench: jsec daemon beside dockerd, in turns. Each
# connection is a whole handshake of TLS 1.3 with a client's certificate and GET /_ping, made by two
# clients of openssl, whose share of the processors is in both rates.

tls_port=23769

# processor_ms PROCESS: what it and its threads used so far.
processor_ms() {
    sed 's/^.*) //' "/proc/$1/stat" |
        awk -v hz="$(getconf CLK_TCK)" '{ print int(($12 + $13) * 1000 / hz) }'
}

pss_kib() { awk '/^Pss:/ { print $2 }' "/proc/$1/smaps_rollup"; }

# Only in a process of its own: it becomes that user's.
tls_as_user() {
    exec setpriv --reuid "$user" --regid "$user" --init-groups env -i PATH="$PATH" \
        JAVA_HOME="$jdk" HOME="$work/home" XDG_RUNTIME_DIR="$work/run" "$@"
}

tls_jsec_start() {
    tls_as_user "$dist/bin/jsec" daemon --tls-init -H "tcp://127.0.0.1:$tls_port" \
        > "$work/jsec.log" 2>&1 &
    engines="${engines:-} $!"
    launcher=$!
    tls_await "$work/jsec.log" 'info EngineCommand: serving' "$launcher"
    certificates=$work/home/.config/jsec/certs/127.0.0.1
    # The client sends no more of its chain than its own certificate and what it finds there.
    cat "$certificates/ca.pem" "$certificates/cert.pem" > "$work/trust.pem"
    jvm=$(tls_below "$launcher" java)
}

# tls_below PROCESS NAME: the process of that name somewhere below it.
tls_below() {
    for child in $(pgrep -P "$1"); do
        [ "$(cat "/proc/$child/comm")" != "$2" ] || { echo "$child"; return 0; }
        tls_below "$child" "$2"
    done
}

tls_await() { # LOG WORDS PROCESS
    tries=0
    until grep -q "$2" "$1"; do
        tries=$((tries + 1))
        { [ "$tries" -lt 600 ] && kill -0 "$3" 2> /dev/null; } || fail "no engine: $(cat "$1")"
        sleep 0.1
    done
}

tls_dockerd_start() {
    (tls_as_user "$dist/bin/jsec" ca issue server 127.0.0.1 --out "$work/home/dockerd") \
        > /dev/null
    mkdir "$work/dockerd"
    # shellcheck disable=SC2016
    printf '%s\n' 'ip link set lo up' 'umount /sys/fs/cgroup/memory 2> /dev/null || true' \
        'mount -t tmpfs none /run' \
        'exec dockerd --data-root "$work/dockerd/data" --exec-root "$work/dockerd/exec" \' \
        '    --pidfile "$work/dockerd/pid" -H "tcp://127.0.0.1:$port" --tlsverify \' \
        '    --tlscacert "$own/ca.pem" --tlscert "$own/cert.pem" --tlskey "$own/key.pem" \' \
        '    --bridge none --iptables=false --ip-forward=false' > "$work/host"
    env -i PATH="$PATH" HOME="$work/home" work="$work" port="$tls_port" own="$work/home/dockerd" \
        unshare --mount --net --pid --fork --kill-child --mount-proc --propagation private \
        sh "$work/host" > "$work/dockerd.log" 2>&1 &
    dockerd=$!
    engines="${engines:-} $dockerd"
    tls_await "$work/dockerd.log" 'API listen on' "$dockerd"
    peer=$(tls_below "$dockerd" dockerd)
}

tls_clean() {
    status=$?
    for process in ${engines:-}; do kill "$process" 2> /dev/null || true; done
    [ -z "${dockerd:-}" ] || kill -KILL "$dockerd" 2> /dev/null || true
    for process in ${engines:-}; do wait "$process" 2> /dev/null || true; done
    rm -rf "$work"
    exit "$status"
}

# One round of an engine: connections, seconds and the server's milliseconds, added to its file.
tls_round() { # NAME PROCESS
    inside=
    [ "$1" != dockerd ] || inside="nsenter --net=/proc/$2/ns/net"
    before=$(processor_ms "$2")
    clients=
    for client in 1 2; do
        # shellcheck disable=SC2086
        $inside openssl s_time -new -connect "127.0.0.1:$tls_port" -www /_ping \
            -cert "$certificates/cert.pem" -key "$certificates/key.pem" \
            -CAfile "$work/trust.pem" -time "$seconds" > "$work/load-$client" 2>&1 &
        clients="$clients $!"
    done
    for client in $clients; do
        wait "$client" || fail "$1: $(cat "$work"/load-*)"
    done
    after=$(processor_ms "$2")
    # It counts up to the second after the last one.
    sed -n 's/^\([0-9]*\) connections in \([0-9]*\) real seconds.*/\1 \2/p' "$work"/load-* |
        awk -v ms="$((after - before))" '{ n += $1; s = $2 } END { print n, s, ms }' \
        >> "$work/$1.rounds"
    awk 'END { exit $1 == 0 }' "$work/$1.rounds" ||
        fail "$1 answered nothing: $(cat "$work"/load-*)"
}

tls_row() { # NAME
    awk -v name="$1" '{ n += $1; s += $2; c += $3 }
        END { printf "%-8s %8.0f connections/s %8.3f ms each\n", name, n / s, c / n }' \
        "$work/$1.rounds"
}

tls() {
    [ "$(id -u)" = 0 ] || fail 'tls refused: it starts a dockerd. Instead: run it as root'
    id "$user" > /dev/null 2>&1 || useradd -m "$user"
    [ -x "$dist/bin/jsec" ] || mvn -q -DskipTests package
    have dockerd || apt-get install -y -q --no-install-recommends docker.io > /dev/null ||
        fail 'no dockerd: docker.io cannot be installed'
    work=$(mktemp -d /var/tmp/jsec-bench.XXXXXX)
    trap tls_clean EXIT
    trap 'exit 130' INT TERM
    chmod 755 "$work"
    install -d -m 700 -o "$user" "$work/home" "$work/run"
    "$jdk/bin/javac" -nowarn -d "$work/classes" -cp "$dist/lib/*" cli/src/bench/TlsBench.java
    tls_jsec_start
    tls_dockerd_start
    echo "$(uname -sr), $(nproc) cores, $(dockerd --version | cut -d, -f1)," \
        "$rounds rounds of $seconds s each, in turns"
    tls_round jsec "$jvm" && tls_round dockerd "$peer"
    rm "$work"/*.rounds
    round=0
    while [ "$round" -lt "$rounds" ]; do
        round=$((round + 1))
        tls_round jsec "$jvm"
        tls_round dockerd "$peer"
    done
    tls_row jsec
    tls_row dockerd
    "$java" -cp "$work/classes:$dist/lib/*" TlsBench judge \
        "$work/home/.local/share/jsec/ca" "$certificates/cert.pem"
    before=$(pss_kib "$jvm")
    mkfifo "$work/until"
    "$java" -cp "$work/classes:$dist/lib/*" TlsBench idle "$tls_port" "$certificates" 2000 \
        < "$work/until" > "$work/idle.log" 2>&1 &
    idle=$!
    exec 9> "$work/until"
    tls_await "$work/idle.log" open "$idle"
    after=$(pss_kib "$jvm")
    exec 9>&-
    wait "$idle"
    echo "2000 idle connections: $(((after - before) * 1024 / 2000)) bytes each" \
        "($before KiB before, $after KiB with them)"
}
