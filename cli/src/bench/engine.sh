# The bench of the engine, sourced by cli/bench: jsec daemon and dockerd, driven by one docker
# client and over their sockets.
# shellcheck shell=sh

image=bench:1 idle_seconds=30 warm_up=100

# What an engine stands on: an image of one layer for both.
image_make() {
    rootfs_make
    ln -s busybox "$work/root/bin/sleep"
    tar -C "$work/root" -cf "$work/image.tar" .
}

docker_on() { # SOCKET WORDS…
    host=unix://$1
    shift
    DOCKER_CONFIG=$work/home "$client" --host "$host" "$@"
}

answers() { # SOCKET PROCESS LOG
    tries=0
    until docker_on "$1" version > /dev/null 2>&1; do
        tries=$((tries + 1))
        { [ "$tries" -lt 600 ] && kill -0 "$2" 2> /dev/null; } || fail "no engine: $(cat "$3")"
        sleep 0.1
    done
    docker_on "$1" import "$work/image.tar" "$image" > /dev/null
}

# Sets $started: its launcher, under which everything of it runs.
jsec_start() { # NAME
    for name in "$1" "$1/run" "$1/data" "$1/home"; do
        install -d -m 700 -o "$user" "$work/$name"
    done
    setpriv --reuid "$user" --regid "$user" --init-groups env -i PATH="$PATH" \
        ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} HOME="$work/$1/home" XDG_RUNTIME_DIR="$work/$1/run" \
        XDG_DATA_HOME="$work/$1/data" "$dist/bin/jsec" daemon > "$work/$1.log" 2>&1 &
    started=$!
    engines="${engines:-} $started"
    answers "$work/$1/run/jsec/jsec.sock" "$started" "$work/$1.log"
}

# Process 1 of a host of its own: what it started ends with it.
dockerd_start() {
    mkdir "$work/dockerd"
    # shellcheck disable=SC2016
    printf '%s\n' 'ip link set lo up' 'umount /sys/fs/cgroup/memory 2> /dev/null || true' \
        'mount -t tmpfs none /run' \
        'dockerd --data-root "$work/dockerd/data" --exec-root "$work/dockerd/exec" \' \
        '    --pidfile "$work/dockerd/pid" -H "unix://$work/dockerd/docker.sock" \' \
        '    --bridge none --iptables=false --ip-forward=false --cgroup-parent "$group" &' \
        'wait' > "$work/host"
    group=/jsec/bench-$$
    for hierarchy in /sys/fs/cgroup/*; do
        [ ! -e "$hierarchy/cgroup.procs" ] || [ -e "$hierarchy/jsec" ] ||
            echo "$hierarchy/jsec" >> "$work/cgroups.dockerd"
    done
    env -i PATH="$PATH" HOME="$work/home" work="$work" group="$group" \
        unshare --mount --net --pid --fork --kill-child --mount-proc --propagation private \
        sh "$work/host" > "$work/dockerd.log" 2>&1 &
    dockerd=$!
    engines="${engines:-} $dockerd"
    answers "$work/dockerd/docker.sock" "$dockerd" "$work/dockerd.log"
}

engines_end() {
    for process in ${engines:-}; do kill "$process" 2> /dev/null || true; done
    # unshare passes no signal on but this one, by which its host ends at once.
    [ -z "${dockerd:-}" ] || kill -KILL "$dockerd" 2> /dev/null || true
    for process in ${engines:-}; do wait "$process" 2> /dev/null || true; done
    [ -n "${dockerd:-}" ] || return 0
    for groups in /sys/fs/cgroup/*/"$group"; do
        [ ! -d "$groups" ] || find "$groups" -depth -type d -exec rmdir {} \; 2> /dev/null || true
    done
    while read -r directory; do
        rmdir "$directory" 2> /dev/null || true
    done < "$work/cgroups.dockerd"
}

# Each as WHAT on ENGINE, which is how the driver finds what to compare with.
commands_write() { # SUBJECTS
    for engine in jsec dockerd; do
        socket=$(socket_of "$engine")
        subject "version on $engine" spawn "$client" -H "unix://$socket" version
        subject "run on $engine" spawn "$client" -H "unix://$socket" run --rm --network none \
            "$image" true
    done > "$1"
}

socket_of() { # ENGINE
    case $1 in
        dockerd) echo "$work/dockerd/docker.sock" ;;
        *) echo "$work/$1/run/jsec/jsec.sock" ;;
    esac
}

# Both clients against both engines; the ratio is of the same engine in the same run.
listings() {
    for engine in jsec dockerd; do
        socket=$(socket_of "$engine")
        subject "docker ps on $engine" spawn "$client" -H "unix://$socket" ps
        subject "jsec ps on $engine" spawn "$dist/bin/jsec" -H "unix://$socket" ps
    done > "$work/subjects.ps"
    bench "$work/subjects.ps" "$runs" 0 1 'listings by both clients' > "$work/ps.txt"
    cat "$work/ps.txt"
    awk '/^docker ps on/ { docker[$4] = $6 } /^jsec ps on/ && docker[$4] > 0 {
        printf "jsec ps on %s takes %.1f docker ps\n", $4, $6 / docker[$4] }' "$work/ps.txt"
}

steps_write() { # SUBJECTS STEP…
    file=$1
    shift
    for step in "$@"; do
        for engine in jsec dockerd; do
            subject "$step on $engine" api "$(socket_of "$engine")" "$image" "$step"
        done
    done > "$file"
}

bench() { # SUBJECTS RUNS GAP CLIENTS LABEL
    DOCKER_CONFIG=$work/home "$work/jsec-bench" "$@"
}

# Leaves so many more containers that sleep; the table counts those there was no room for.
fill() { # ENGINE COUNT
    subject "stay on $1" api "$(socket_of "$1")" "$image" stay > "$work/subjects.fill"
    bench "$work/subjects.fill" "$2" 0 1 "$1: $2 more containers, one after the other"
}

# Everything below a process, but for what containers run. A shim's parent is process 1 of its host.
processes_of() { # PROCESS
    ps -e -o pid=,ppid=,comm= | awk -v top="$1" '
        { parent[$1] = $2; name[$1] = $3 }
        END {
            for (p in parent) {
                for (q = p; q != top && q in parent; q = parent[q]) { }
                if (q == top && name[p] !~ /^(sleep|sh|unshare)$/) print p
            }
        }'
}

# Pages are shared among the processes of an engine and with others: PSS counts each page in parts.
memory_of() { # PROCESS
    for process in $(processes_of "$1"); do
        cat "/proc/$process/smaps_rollup" 2> /dev/null || true
    done | awk '/^Pss:/ { pss += $2; n++ } /^Rss:/ { rss += $2 }
        END { printf "%d %.1f %.1f\n", n, pss / 1024, rss / 1024 }'
}

processor_of() { # PROCESS: milliseconds used so far
    ticks=$(getconf CLK_TCK)
    for process in $(processes_of "$1"); do
        cat "/proc/$process/stat" 2> /dev/null || true
    done | awk -v ticks="$ticks" '{ sub(/^.*\) /, ""); used += $12 + $13 }
        END { printf "%d\n", used * 1000 / ticks }'
}

memory_row() { # CONTAINERS ENGINE PROCESS
    memory_of "$3" | {
        read -r processes pss rss
        printf '%-10s  %10s  %9s  %9s  %9s\n' "$1" "$2" "$processes" "$pss" "$rss"
        echo "$1 $2 $pss $rss" >> "$work/memory"
    }
}

memory_ratios() {
    awk '$2 == "jsec" { pss[$1] = $3; rss[$1] = $4 }
        $2 == "dockerd" && $1 in pss {
            printf "%s containers: jsec takes 1/%.1f of the PSS, 1/%.1f of the RSS\n",
                $1, $3 / pss[$1], $4 / rss[$1] }' "$work/memory"
}

running_on() { # ENGINE
    docker_on "$(socket_of "$1")" ps --quiet | wc -l
}

memory_rows() {
    memory_row "$(running_on jsec)" jsec "$jsec"
    memory_row "$(running_on dockerd)" dockerd "$dockerd"
}

idle() {
    before_jsec=$(processor_of "$jsec") before_dockerd=$(processor_of "$dockerd")
    sleep "$idle_seconds"
    after_jsec=$(processor_of "$jsec") after_dockerd=$(processor_of "$dockerd")
    echo "idle for $idle_seconds s with $(running_on jsec) containers, CPU time:" \
        "jsec $((after_jsec - before_jsec)) ms, dockerd $((after_dockerd - before_dockerd)) ms"
}

# Two engines of the same user, of which one has many containers.
crowded() {
    jsec_start few
    fill few 10 > "$work/fill.log"
    crowd=$(running_on jsec)
    subject "launch on few" api "$(socket_of few)" "$image" launch > "$work/subjects.crowd"
    # As many launches as the other engine has behind it, about.
    bench "$work/subjects.crowd" $((warm_up * 5)) 0 1 'not shown' > "$work/warm.txt"
    subject "launch on many" api "$(socket_of jsec)" "$image" launch >> "$work/subjects.crowd"
    bench "$work/subjects.crowd" "$runs" 0 1 \
        "API, back to back: a jsec with 10 containers beside one with $crowd" > "$work/crowd.txt"
    cat "$work/crowd.txt"
    awk '/ on few/ { few = $5 } / on many/ { many = $5 }
        END { if (few > 0) printf "with many: %.2f times as long as with few\n", many / few }' \
        "$work/crowd.txt"
}

engine() {
    [ "$(id -u)" = 0 ] || fail 'engine refused: it starts a dockerd. Instead: run it as root'
    id "$user" > /dev/null 2>&1 || useradd -m "$user"
    [ -x "$dist/bin/jsec" ] || mvn -q -DskipTests package
    have dockerd || apt-get install -y -q --no-install-recommends docker.io > /dev/null ||
        fail 'docker.io could not be installed'
    client=/usr/bin/docker
    work=$(mktemp -d /var/tmp/jsec-bench.XXXXXX)
    trap clean EXIT
    trap 'exit 130' INT TERM
    chmod 755 "$work"
    mkdir "$work/home"
    : > "$work/cgroups"
    : > "$work/cgroups.dockerd"
    cc -O2 -Wall -Wextra -Werror -pthread cli/src/bench/c/*.c -o "$work/jsec-bench"
    image_make
    cgroups_make
    jsec_start jsec
    jsec=$started
    dockerd_start
    echo "$(uname -sr), $(nproc) cores, $(grep -c . "$work/cgroups" || true) cgroup v1" \
        "hierarchies for jsec, docker client" \
        "$("$client" --version | sed 's/^Docker version \([^,]*\),.*/\1/')," \
        "dockerd $(docker_on "$work/dockerd/docker.sock" version --format '{{.Server.Version}}')"
    # An engine runs for long: what its first launches cost is not what a launch costs.
    steps_write "$work/subjects.warm" launch
    bench "$work/subjects.warm" "$warm_up" 0 1 'not shown' > "$work/warm.txt"
    commands_write "$work/subjects"
    bench "$work/subjects" "$runs" 0 1 'docker commands, back to back'
    bench "$work/subjects" "$spaced" 200 1 'docker commands, one every 200 ms'
    listings
    steps_write "$work/subjects.api" launch create start exec stop remove
    bench "$work/subjects.api" "$steps" 0 1 'API, back to back'
    grep '^run' "$work/subjects" > "$work/subjects.run"
    bench "$work/subjects.run" "$many" 0 "$clients" "docker run, $clients clients at the same time"
    printf '\n%-10s  %10s  %9s  %9s  %9s\n' containers engine processes 'PSS MB' 'RSS MB' \
        > "$work/memory.txt"
    memory_rows >> "$work/memory.txt"
    fill jsec 50 > "$work/fill.log"
    fill dockerd 50 > "$work/fill.log"
    memory_rows >> "$work/memory.txt"
    idle > "$work/idle.txt"
    if [ "$containers" -gt 50 ]; then
        fill jsec $((containers - 50)) > "$work/fill.log"
        fill dockerd $((containers - 50)) > "$work/fill.log"
        memory_rows >> "$work/memory.txt"
    fi
    cat "$work/memory.txt"
    memory_ratios
    cat "$work/idle.txt"
    crowded
}
