#!/bin/sh
# Puts the distribution together in cli/target/dist: bin, lib, the native parts, the AOT cache.
#   assemble.sh CLI_FOLDER TIMESTAMP STARTED
# A file is replaced only if its bytes differ: the cache holds the jars' times.
set -eu

cli=$(cd -- "$1" && pwd -P)
timestamp=$2
started=$3
target=$cli/target
dist=$target/dist
lib=$dist/lib
work=$target/assembly

fail() {
    echo "assemble.sh: $*" >&2
    exit 1
}

# put FILE PLACE [MODE]
put() {
    [ -f "$1" ] || fail "$1 is missing"
    if ! cmp -s "$1" "$2"; then
        mkdir -p "${2%/*}"
        cp "$1" "$2.new"
        mv "$2.new" "$2"
    fi
    chmod "${3:-644}" "$2"
}

# The same search as at a start: the cache fits one JDK only.
. "$cli/src/main/dist/lib/jdk.sh"
find_jdk || fail "no JDK 25 found: install Temurin 25 (package temurin-25-jdk)"
umask 022
mkdir -p "$lib" "$work"

# picocli comes as Java 5 class files, which the AOT cache skips: the same sources at our level.
recompile_picocli() {
    sources=$(ls "$target"/sources/picocli-*-sources.jar)
    name=$(basename "$sources" -sources.jar)
    if [ ! -f "$work/$name.jar" ] || [ "$sources" -nt "$work/$name.jar" ] ||
        [ "$0" -nt "$work/$name.jar" ]; then
        rm -rf "$work/picocli"
        mkdir -p "$work/picocli/sources" "$work/picocli/classes"
        (cd "$work/picocli/sources" && "$jdk/bin/jar" --extract --file "$sources" picocli)
        find "$work/picocli/sources" -name '*.java' ! -path '*/groovy/*' >"$work/picocli/files"
        "$jdk/bin/javac" --release 25 -nowarn -proc:none -g -encoding UTF-8 -Xlint:none \
            -d "$work/picocli/classes" "@$work/picocli/files" 2>"$work/picocli/log" ||
            fail "picocli does not compile: $(cat "$work/picocli/log")"
        "$jdk/bin/jar" --create --file "$work/$name.jar.new" --date "$timestamp" --no-compress \
            -C "$work/picocli/classes" picocli
        mv "$work/$name.jar.new" "$work/$name.jar"
    fi
    put "$work/$name.jar" "$lib/$name.jar"
}

# A signed jar is checked at each start, and no AOT cache takes its classes; what was fetched has
# been compared with its checksum.
unsign() { # JAR
    name=${1##*/}
    if [ ! -f "$work/$name" ] || [ "$1" -nt "$work/$name" ] || [ "$0" -nt "$work/$name" ]; then
        rm -rf "$work/unsigned"
        mkdir -p "$work/unsigned"
        (cd "$work/unsigned" && "$jdk/bin/jar" --extract --file "$1" &&
            rm -f META-INF/*.SF META-INF/*.RSA META-INF/*.DSA META-INF/*.EC &&
            sed '/^\r*$/q' META-INF/MANIFEST.MF >"$work/manifest" && rm META-INF/MANIFEST.MF)
        "$jdk/bin/jar" --create --file "$work/$name.new" --date "$timestamp" --no-compress \
            --manifest "$work/manifest" -C "$work/unsigned" .
        mv "$work/$name.new" "$work/$name"
    fi
    put "$work/$name" "$lib/$name"
}

put_libraries() {
    for jar in "$target"/libraries/*.jar; do
        case ${jar##*/} in
            picocli-*) ;;
            org.eclipse.jgit-*) unsign "$jar" ;;
            *) put "$jar" "$lib/${jar##*/}" ;;
        esac
    done
    recompile_picocli
    put "$target/jsec.jar" "$lib/jsec.jar"
    put "$cli/../ci/target/jsec-ci-all.jar" "$dist/jsec-ci.jar"
    # Whatever a former build left and no build makes any more.
    for jar in "$lib"/*.jar; do
        name=${jar##*/}
        [ "$name" = jsec.jar ] || [ -f "$target/libraries/$name" ] || rm -f "$jar"
    done
}

# Unpacked here, so that nothing is unpacked into a temporary folder when jsec starts.
put_natives() {
    case $(uname -m) in
        x86_64) platform=linux-x86-64 ;;
        aarch64) platform=linux-aarch64 ;;
        *) fail "no native part of JNA is known for $(uname -m)" ;;
    esac
    jna=$(ls "$target"/libraries/jna-*.jar)
    (cd "$work" && "$jdk/bin/jar" --extract --file "$jna" "com/sun/jna/$platform/libjnidispatch.so")
    put "$work/com/sun/jna/$platform/libjnidispatch.so" "$lib/native/libjnidispatch.so"
    # An engine that had to unpack could not come back where the disk is full.
    netty=libnetty_transport_native_epoll_$(uname -m).so
    for jar in "$target"/libraries/netty-transport-native-epoll-*-linux-"$(uname -m)".jar; do
        [ -f "$jar" ] || continue
        (cd "$work" && "$jdk/bin/jar" --extract --file "$jar" "META-INF/native/$netty")
        put "$work/META-INF/native/$netty" "$lib/native/$netty"
    done
    boring=libnetty_tcnative_linux_$(uname -m).so
    for jar in "$target"/libraries/netty-tcnative-boringssl-static-*-linux-"$(uname -m)".jar; do
        [ -f "$jar" ] || continue
        (cd "$work" && "$jdk/bin/jar" --extract --file "$jar" "META-INF/native/$boring")
        put "$work/META-INF/native/$boring" "$lib/native/$boring"
    done
    for program in "$cli/../runtime/launch/target/bin" "$cli/../runtime/image/target/bin"; do
        for file in "$program"/jsec-*; do
            [ ! -f "$file" ] || put "$file" "$lib/${file##*/}" 755
        done
    done
}

put_own_files() {
    (cd "$cli/src/main/dist" && find . -type f) >"$work/own"
    while IFS= read -r file; do
        mode=644
        [ ! -x "$cli/src/main/dist/$file" ] || mode=755
        put "$cli/src/main/dist/$file" "$dist/${file#./}" "$mode"
    done <"$work/own"
    put "$target/jsec.cdx.json" "$dist/jsec.cdx.json"
}

# A folder in which `run` goes all its way and then finds a launcher that is no program: the process
# stays, and what it loaded can be recorded.
make_training_home() {
    rm -rf "$work/training"
    mkdir -p "$work/training/lib" "$work/training/home" "$work/training/rootfs/etc"
    echo "root:x:0:0:root:/root:/bin/sh" >"$work/training/rootfs/etc/passwd"
    echo "root:x:0:root" >"$work/training/rootfs/etc/group"
    echo "not a program" >"$work/training/lib/jsec-launch"
    chmod 755 "$work/training/lib/jsec-launch"
    cp -r "$cli/src/main/packaging/training" "$work/training/tree"
}

# The manual pages, from what the parser knows about each verb.
make_manual() {
    "$jdk/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$lib/jsec.jar" io.jsec.cli.Main \
        man-pages "$work/man" >"$work/man.log" 2>&1 ||
        fail "the manual pages cannot be made: $(cat "$work/man.log")"
    for page in "$work"/man/*.1; do
        put "$page" "$dist/share/man/man1/${page##*/}"
    done
}

# The engine of every recording, which answers from a file. Its socket lies where no path of a build
# is too long.
start_engine() {
    socket=$(mktemp -d)/engine.sock
    "$jdk/bin/java" --source 25 "$work/training/tree/engine.source" "$socket" \
        "$work/training/tree/engine.txt" \
        >"$work/engine.log" 2>&1 &
    stand_in=$!
    tries=0
    while [ ! -S "$socket" ] && kill -0 "$stand_in" 2>/dev/null && [ "$tries" -lt 600 ]; do
        tries=$((tries + 1))
        sleep 0.1
    done
}

stop_engine() {
    kill "$stand_in" 2>/dev/null || true
    wait "$stand_in" 2>/dev/null || true
    rm -rf "${socket%/engine.sock}"
}

# record CACHE CLASS WORDS…: what one process loads becomes a cache. What it learns of hot methods
# is for the compiler that no start uses: it is left out.
record() {
    name=$1
    shift
    # shellcheck disable=SC2086
    (cd "$work/training/tree" &&
        env -i PATH=/usr/bin:/bin HOME="$work/training/home" LC_ALL=C.UTF-8 \
            "$jdk/bin/java" $flags -Xlog:disable -Xlog:all=error:stderr \
            --enable-native-access=ALL-UNNAMED -Djna.boot.library.path="$lib/native" \
            -Djna.nounpack=true -Djna.nosys=true -Djsec.home="$work/training" \
            -Dpicocli.disable.closures=true --sun-misc-unsafe-memory-access=allow \
            -Dslf4j.provider=org.slf4j.nop.NOPServiceProvider -Dslf4j.internal.verbosity=WARN \
            -Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider \
            -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
            -XX:AOTCacheOutput="$lib/$name.aot" -cp "$lib/jsec.jar" "$@") \
        >"$work/$name.log" 2>&1 || true
    [ -s "$lib/$name.aot" ] || fail "no AOT cache was made: $(cat "$work/$name.log")"
    chmod 644 "$lib/$name.aot"
}

# Starts are recorded and become caches: all that a cache holds is loaded at each start, so that
# the verbs that judge and the clients of an engine have one of their own, and there is one with
# what rules of users need. Their bytes differ from build to build; they hold nothing that the jars
# do not.
make_caches() {
    stamp=$(cd "$dist" && ls -l --time-style=full-iso "$jdk/release" bin/jsec lib/*.jar | cksum)
    [ -f "$lib/jsec.aot" ] && [ -f "$lib/audit.aot" ] && [ -f "$lib/rules.aot" ] &&
        [ -f "$lib/client.aot" ] &&
        [ "$stamp" = "$(cat "$work/cache.stamp" 2>/dev/null)" ] && return 0
    rm -f "$lib"/*.aot "$work/cache.stamp"
    flags=$(sed -n 's/^cache_flags="\(.*\)"$/\1/p' "$dist/bin/jsec")
    [ -n "$flags" ] || fail "bin/jsec names no cache_flags"
    make_training_home
    record jsec io.jsec.cli.Main \
        run --rm --security-opt jsec.degrade=1 --rootfs "$work/training/rootfs" true
    grep -q "starting jsec-launch failed" "$work/jsec.log" ||
        echo "assemble.sh: the AOT cache lacks part of run: $(cat "$work/jsec.log")" >&2
    start_engine
    set -- policy check Dockerfile compose.yaml daemon.json \
        + policy check + policy check --format json Dockerfile \
        + policy check --format sarif Dockerfile + audit --inspect inspect.json \
        + audit -H "unix://$socket" --format json + audit -H "unix://$socket"
    record audit io.jsec.cli.Training "$@"
    # Twice: the second time the rules come from the cache of what is compiled.
    record rules io.jsec.cli.Training "$@" + audit -H "unix://$socket" --rules rules.yaml \
        + audit -H "unix://$socket" --rules rules.yaml
    engine="-H unix://$socket"
    # shellcheck disable=SC2086
    record client io.jsec.cli.Training $engine ps \
        + $engine ps -a + $engine ps --format '{{.ID}} {{json .Names}}' \
        + $engine images + $engine inspect web + $engine inspect -f '{{.State.Running}}' web \
        + $engine run --rm -e A=b -v /a:/b -p 80:80 debian:12 true \
        + $engine exec web true + $engine logs web + $engine stop web \
        + $engine version + $engine info
    stop_engine
    for name in audit rules; do
        grep -q '^container/web' "$work/$name.log" ||
            echo "assemble.sh: the AOT cache lacks part of $name: $(cat "$work/$name.log")" >&2
    done
    grep -q "NAMES" "$work/client.log" ||
        echo "assemble.sh: the AOT cache lacks part of ps: $(cat "$work/client.log")" >&2
    make_manual
    printf '%s\n' "$stamp" >"$work/cache.stamp"
}

put_libraries
put_natives
put_own_files
make_caches
# What changed after the build started is not in it: cli/jsec compares with this time.
touch -d "$started" "$target/assembled"
