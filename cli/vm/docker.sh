# For test scripts in the machine, after checks.sh: an engine, and docker as its client.
# Before: $socket and $log_of_engine are set.

# d WORD…: docker, to the engine under test.
d() {
    env -i PATH="$PATH" HOME=/root DOCKER_HOST="unix://$socket" docker "$@"
}

# engine_starts NAME COMMAND…: starts an engine in the background and waits until it answers.
engine_starts() {
    name=$1
    shift
    "$@" >>"$log_of_engine" 2>&1 </dev/null &
    launcher=$!
    engine_answers "$name"
}

engine_answers() {
    tries=0
    until d version >/dev/null 2>&1; do
        tries=$((tries + 1))
        if [ "$tries" -gt 300 ] || ! kill -0 "$launcher" 2>/dev/null; then
            not_ok "$1" "$(tail -n 5 "$log_of_engine" | tr '\n' ' ' | cut -c1-500)"
            finish
        fi
        sleep 0.2
    done
    ok "$1"
}

# engine_is_killed NAME: kill -9 of its Java process; another one comes and answers.
engine_is_killed() {
    old=$(pgrep -x java)
    kill -9 "$old"
    while [ -e "/proc/$old" ]; do sleep 0.1; done
    engine_answers "$1"
    other=$(pgrep -x java)
    [ -n "$other" ] && [ "$other" != "$old" ] || not_ok "$1" "no other process came"
}

# engine_ends NAME: as systemd ends it.
engine_ends() {
    kill -TERM "$launcher"
    check "$1" wait "$launcher"
}

# inspected NAME FIELD, or FIELD}} {{FIELD
inspected() {
    d inspect -f "{{$2}}" "$1"
}

# fails_with NAME STATUS WORDS COMMAND…: its exit status, and words on its standard error.
fails_with() {
    name=$1
    wanted=$2
    words=$3
    shift 3
    status=0
    "$@" >"$log" 2>&1 || status=$?
    if [ "$status" != "$wanted" ]; then
        not_ok "$name" "wanted status $wanted, got $status: $(tail -n 3 "$log" | tr '\n' ' ')"
    else
        contains "$name" "$words" "$(cat "$log")"
    fi
}

# The image busybox:1.
import_busybox() {
    busybox_root sh true mount tail sleep nproc cat echo touch chown stat dd id ps sync mkdir chmod
    printf 'root:x:0:0:root:/root:/bin/sh\nweb:x:33:33:web:/:/bin/sh\n' >/srv/busybox/etc/passwd
    printf 'root:x:0:\nweb:x:33:\n' >/srv/busybox/etc/group
    chmod 1777 /srv/busybox/tmp
    tar -C /srv/busybox -cf /srv/busybox.tar .
    check "$1" d import /srv/busybox.tar busybox:1
}

# remove_all: every container of the engine.
remove_all() {
    ids=$(d ps -aq)
    # shellcheck disable=SC2086
    [ -z "$ids" ] || d rm -f $ids >/dev/null
}
