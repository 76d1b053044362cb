# The system engine on a stock kernel, after road.sh set the machine up: root's command hands
# itself over, containers run in identity slots on ext4, in groups of cgroup v2.
. "$JSEC_ROOT/cli/vm/checks.sh"
. "$JSEC_ROOT/cli/vm/docker.sh"

groups=/sys/fs/cgroup/jsec
socket=/run/jsec/jsec.sock
log_of_engine=$JSEC_VM_DISK/system.log

# first_id NAME: of a container's ids, on the host.
first_id() {
    awk '{ print $2 }' "/proc/$(inspected "$1" .State.Pid)/uid_map"
}

engine_starts system-engine-starts "$JSEC_DIST/bin/jsec" daemon
equals socket-belongs-to-its-group "660 jsec:jsec" "$(stat -c '%a %U:%G' "$socket")"
equals system-engine-uses-cgroup2 2 "$(d info -f '{{.CgroupVersion}}')"
equals system-engine-warns-of-nothing "[]" "$(d info -f '{{json .Warnings}}' | sed 's/null/[]/')"
equals system-state-is-on-ext4 ext4 \
    "$(findmnt -n -o FSTYPE --target "$(d info -f '{{.DockerRootDir}}')")"
import_busybox system-engine-imports

check first-starts d run -d --name first --memory 64m --cpu-shares 2048 -v kept:/data \
    busybox:1 sh -c 'echo x >/data/f; chown 33:33 /data/f; while true; do echo tick; sleep 1; done'
check second-starts d run -d --name second busybox:1 sleep 1000
one=$(first_id first)
two=$(first_id second)
within first-is-nobody-on-the-host 65537 4294967295 "$one"
check slots-do-not-overlap test "$((one - two))" -ge 65536 -o "$((two - one))" -ge 65536
equals no-process-of-the-engine-is-roots "" "$(pgrep -u 0 -f 'jsec-launch|jsec[.]jar')"
told=$(inspected first '.Id}} {{.State.Pid}} {{.AppArmorProfile')
group=$groups/${told%% *}
told=${told#* }
pid=${told% *}
equals group-is-jsecs "0::${group#/sys/fs/cgroup}" "$(cat "/proc/$pid/cgroup")"
equals memory-max-in-a-slot 67108864 "$(cat "$group/memory.max")"
equals cpu-weight-in-a-slot 174 "$(cat "$group/cpu.weight")"

# AppArmor: setup loaded the profile, the launcher asks for it, and it holds.
contains info-tells-apparmor name=apparmor "$(d info -f '{{.SecurityOptions}}')"
equals profile-is-told jsec-container "${told#* }"
equals command-has-the-profile "jsec-container (enforce)" \
    "$(cat "/proc/$pid/attr/apparmor/current")"
equals what-joins-has-the-profile "jsec-container (enforce)" \
    "$(d exec first cat /proc/self/attr/apparmor/current)"
equals command-of-an-init-has-the-profile "jsec-container (enforce)" \
    "$(d run --rm --init busybox:1 cat /proc/self/attr/apparmor/current)"
check an-init-starts d run -d --name inited --init busybox:1 sleep 1000
equals an-init-has-the-profile "jsec-init jsec-container (enforce)" \
    "$(d exec inited sh -c 'echo $(cat /proc/1/comm /proc/1/attr/apparmor/current)')"
# With every other wall against a mount taken down, the profile alone stands there.
mounts() {
    d run --rm --cap-add SYS_ADMIN --security-opt jsec.landlock=off \
        --security-opt seccomp=unconfined "$@" busybox:1 mount -t tmpfs none /tmp
}
fails_with profile-holds 255 "ermission denied" mounts
check unconfined-mounts mounts --security-opt apparmor=unconfined
d exec first sh -c 'kill -0 1 && kill -0 $$' >"$log" 2>&1 &&
    ok processes-of-a-container-signal-each-other ||
    not_ok processes-of-a-container-signal-each-other "$(cat "$log")"
unconfined=$(d run --rm --security-opt apparmor=unconfined busybox:1 \
    cat /proc/self/attr/apparmor/current)
contains unconfined-is-taken unconfined "$unconfined"
fails_with another-profile-is-refused 125 JSEC-C-201 \
    d run --rm --security-opt apparmor=web busybox:1 true

# Files: in, out, shared, committed.
echo text >/srv/file
chown 33:33 /srv/file
check copies-into-a-slot d cp /srv/file first:/tmp/plain
check copies-with-owner-into-a-slot d cp -a /srv/file first:/tmp/kept
equals copied-files-have-the-containers-ids "0 33" \
    "$(d exec first stat -c %u /tmp/plain /tmp/kept | tr '\n' ' ' | sed 's/ $//')"
equals volume-has-the-same-users-elsewhere "33 x" \
    "$(d run --rm -v kept:/data busybox:1 sh -c 'echo $(stat -c %u /data/f) $(cat /data/f)')"
check commits d commit first made:1
equals committed-files-have-the-containers-ids "0 33" \
    "$(d run --rm made:1 stat -c %u /tmp/plain /tmp/kept | tr '\n' ' ' | sed 's/ $//')"

# Streams, and the end.
check logs-go-on sh -c "timeout 20 env DOCKER_HOST=unix://$socket HOME=/root \
    docker logs -f --tail 1 first | head -n 2 | grep -q tick"
equals exec-in-a-slot-works again "$(d exec first echo again)"
equals stopped-in-time 137 "$(d stop -t 0 first >/dev/null; d wait first)"
remove_all
check volume-is-removed d volume rm kept
engine_ends system-engine-ends
equals nothing-is-left-in-the-systems-groups launch \
    "$(find "$groups" -mindepth 1 -type d -printf '%f ' | sed 's/ $//')"
equals no-process-of-the-system-engine-is-left "" "$(pgrep -u jsec -l)"
finish
