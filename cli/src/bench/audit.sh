# The bench of what judges, sourced by cli/bench: whole processes, in units of a JVM that does
# nothing.
# shellcheck shell=sh

images=30 containers=50 rules=100 files=2000

# A history as a build leaves it; all images have one layer with one file.
image_config() { # NUMBER DIFF_ID
    cat << END
{"architecture": "amd64", "os": "linux", "created": "2026-01-01T00:00:00Z",
 "config": {"User": "10001", "Env": ["PATH=/usr/bin:/bin", "APP=app$1", "LANG=C.UTF-8"],
  "Entrypoint": ["/bin/app"], "Cmd": ["--port", "8080"], "WorkingDir": "/srv",
  "ExposedPorts": {"8080/tcp": {}}, "Labels": {"org.opencontainers.image.version": "1.$1"},
  "Healthcheck": {"Test": ["CMD", "/bin/app", "--check"]}},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:$2"]},
 "history": [
  {"created": "2026-01-01T00:00:00Z", "created_by": "/bin/sh -c #(nop) ADD file:$2 in / "},
  {"created": "2026-01-01T00:00:01Z", "empty_layer": true, "created_by":
   "/bin/sh -c #(nop)  ENV LANG=C.UTF-8"},
  {"created": "2026-01-01T00:00:02Z", "empty_layer": true, "created_by":
   "RUN /bin/sh -c apt-get update && apt-get install -y curl=7.88 # buildkit"},
  {"created": "2026-01-01T00:00:03Z", "empty_layer": true, "created_by":
   "RUN |1 VERSION=1.$1 /bin/sh -c curl -fsSL -o /tmp/a https://example.org/$1 # buildkit"},
  {"created": "2026-01-01T00:00:04Z", "empty_layer": true, "created_by": "WORKDIR /srv"},
  {"created": "2026-01-01T00:00:05Z", "empty_layer": true, "created_by": "USER 10001"},
  {"created": "2026-01-01T00:00:06Z", "empty_layer": true, "created_by":
   "ENTRYPOINT [\"/bin/app\"]"},
  {"created": "2026-01-01T00:00:07Z", "empty_layer": true, "created_by":
   "CMD [\"--port\" \"8080\"]"}]}
END
}

images_make() {
    mkdir -p "$work/images/root/bin"
    echo app > "$work/images/root/bin/app"
    tar -C "$work/images/root" -cf "$work/images/layer.tar" bin
    layer=$(sha256sum < "$work/images/layer.tar")
    separator='['
    number=1
    while [ "$number" -le "$images" ]; do
        image_config "$number" "${layer%% *}" > "$work/images/$number.json"
        printf '%s{"Config":"%s.json","RepoTags":["team/app%s:1.%s"],"Layers":["layer.tar"]}' \
            "$separator" "$number" "$number" "$number"
        separator=,
        number=$((number + 1))
    done > "$work/images/manifest.json"
    echo ']' >> "$work/images/manifest.json"
    rm -r "$work/images/root"
    tar -C "$work/images" -cf "$work/images.tar" .
}

# Ten forms, as teams write them: names, users, limits, lists of options.
rules_make() {
    echo 'rules:'
    number=1
    while [ "$number" -le "$rules" ]; do
        kind=container
        case $((number % 10)) in
            0) deny="container.name.matches('^old-[a-z]+-$number\$')" ;;
            1) deny="container.privileged && container.name != 'agent-$number'" ;;
            2) deny="container.set.exists(key, key == 'key_$number')" ;;
            3) deny="container.image.startsWith('registry-$number.example/')" ;;
            4) deny="container.cap_add.exists(name, name == 'CAP_$number')" ;;
            5) deny="container.environment.exists(each, each.startsWith('TOKEN_$number='))" ;;
            6) deny="size(container.name) > 60 + $number" ;;
            7) deny="container.user == 'user-$number'" ;;
            8) kind=image deny="image.name.contains('/app-$number:latest')" ;;
            9) deny="container.labels.exists(each, each.startsWith('team-$number='))" ;;
        esac
        cat << END
  - id: TEAM-C-$(printf '%03d' "$number")
    kind: $kind
    severity: low
    title: Rule $number of the team
    why: The team has agreed on it.
    fix: Ask the team.
    deny: >-
      $deny
END
        number=$((number + 1))
    done
}

dockerfiles_make() {
    awk -v files="$files" -v tree="$work/tree" 'BEGIN {
        for (i = 1; i <= files; i++) {
            folder = sprintf("%s/%02d/%04d", tree, i % 40, i)
            system("mkdir -p " folder)
            file = folder "/Dockerfile"
            print "# Service " i "\nARG VERSION=12." i % 12 > file
            print "FROM debian:${VERSION} AS build" > file
            print "ARG MODE=release\nENV APP=/srv/app" i " LANG=C.UTF-8\nWORKDIR /src" > file
            print "COPY --chown=10001:10001 package" i ".json ./" > file
            print "RUN apt-get update \\\n    && apt-get install -y --no-install-recommends" \
                " curl=7.88 \\\n    # No lists.\n    && rm -rf /var/lib/apt/lists/*" > file
            if (i % 3 == 0) print "RUN <<EOF\necho $MODE > /etc/mode" i "\nEOF" > file
            if (i % 5 == 0) print "RUN curl -k https://example.org/" i ".sh | sh" > file
            print "\nFROM debian:12.5\nCOPY --from=build /src/dist ./dist" > file
            print "HEALTHCHECK CMD [\"/usr/bin/true\"]\nUSER " (i % 7 ? "10001" : "root") > file
            print "ENTRYPOINT [\"/srv/app\", \"--number=" i "\"]" > file
            close(file)
        }
    }'
}

# Compiled, packed and recorded as the distribution is: the same Java, the same flags.
empty_make() {
    flags=$(sed -n 's/^cache_flags="\(.*\)"$/\1/p' "$dist/bin/jsec")
    echo 'final class Empty { public static void main(String[] args) {} }' > "$work/Empty.java"
    "$jdk/bin/javac" -d "$work/empty" "$work/Empty.java"
    "$jdk/bin/jar" --create --file "$work/empty.jar" -C "$work/empty" .
    # shellcheck disable=SC2086
    "$jdk/bin/java" $flags -XX:AOTCacheOutput="$work/empty.aot" -cp "$work/empty.jar" Empty \
        > "$work/empty.log" 2>&1
}

audit_subjects_write() {
    # shellcheck disable=SC2086
    subject 'empty JVM main' spawn "$jdk/bin/java" $flags -XX:AOTCache="$work/empty.aot" \
        -cp "$work/empty.jar" Empty
    subject 'empty JVM main, no flags' spawn "$jdk/bin/java" -cp "$work/empty.jar" Empty
    subject 'jsec version' spawn "$dist/bin/jsec" version
    subject 'jsec audit' judge "$dist/bin/jsec" audit
    subject "jsec audit, $rules CEL rules" judge "$dist/bin/jsec" audit --rules "$work/rules.yaml"
    subject "jsec policy check, $files files" judge "$dist/bin/jsec" policy check
    subject 'jsec-ci.jar audit, no flags' judge "$jdk/bin/java" -jar "$dist/jsec-ci.jar" audit
}

# Runs as process 1 of a host of its own: this dockerd is the only one, at the usual socket.
host_write() {
    cat << 'END'
ip link set lo up
umount /sys/fs/cgroup/memory 2>/dev/null || true
mount -t tmpfs none /run
cp "$work/daemon.json" /run/daemon.json
dockerd --data-root "$work/docker" --exec-root /run/docker --pidfile /run/docker.pid \
    --config-file /run/daemon.json -H unix:///run/docker.sock > "$work/dockerd.log" 2>&1 &
dockerd=$!
tries=0
until docker version > /dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || { cat "$work/dockerd.log" >&2; exit 2; }
    sleep 0.1
done
docker load --quiet --input "$work/images.tar" > /dev/null
number=1
while [ "$number" -le "$containers" ]; do
    image=$(((number - 1) % images + 1))
    case $((number % 10)) in
        0) set -- --privileged ;;
        1) set -- --volume /run/docker.sock:/run/docker.sock --cap-add SYS_ADMIN ;;
        *) set -- --cap-drop ALL --security-opt no-new-privileges --read-only ;;
    esac
    docker create --name "service-$number" --env "NUMBER=$number" --label team=a \
        --volume "data-$number:/data" --pids-limit 100 --publish "127.0.0.1:$((8000 + number)):80" \
        "$@" "team/app$image:1.$image" > /dev/null
    number=$((number + 1))
done
echo "$(uname -sr), $(nproc) cores, Docker $(docker version --format '{{.Server.Version}}')," \
    "$(docker ps --all --quiet | wc -l) containers, $(docker images --quiet | wc -l) images"
cd "$work/tree"
status=0
"$work/jsec-bench" "$work/subjects" "$runs" 0 1 'whole processes, back to back' || status=$?
kill "$dockerd"
wait "$dockerd" || true
exit "$status"
END
}

audit() {
    [ "$(id -u)" = 0 ] || fail 'audit refused: it starts a dockerd. Instead: run it as root'
    [ -x "$dist/bin/jsec" ] || mvn -q -DskipTests package
    have dockerd || apt-get install -y -q --no-install-recommends docker.io > /dev/null ||
        fail 'docker.io could not be installed'
    work=$(mktemp -d /var/tmp/jsec-bench.XXXXXX)
    trap clean EXIT
    trap 'exit 130' INT TERM
    mkdir "$work/home" "$work/tree"
    cc -O2 -Wall -Wextra -Werror -pthread cli/src/bench/c/*.c -o "$work/jsec-bench"
    images_make
    rules_make > "$work/rules.yaml"
    dockerfiles_make
    empty_make
    audit_subjects_write > "$work/subjects"
    host_write > "$work/host"
    printf '%s\n' '{"storage-driver": "vfs", "log-driver": "json-file", "live-restore": true,' \
        '"log-opts": {"max-size": "10m", "max-file": "3"}, "icc": false}' > "$work/daemon.json"
    unshare --mount --net --pid --fork --mount-proc --propagation private \
        env -i PATH="$PATH" HOME="$work/home" work="$work" runs="$runs" images="$images" \
        containers="$containers" sh -e "$work/host"
}
