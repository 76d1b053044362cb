# The engine of an ordinary user on a stock kernel: cgroup v2 as systemd delegates it, state on
# ext4, driven by docker.
. "$JSEC_ROOT/cli/vm/checks.sh"
. "$JSEC_ROOT/cli/vm/docker.sh"

groups=/sys/fs/cgroup/jsectest
socket=$JSEC_VM_DISK/run/jsec/jsec.sock
log_of_engine=$JSEC_VM_DISK/engine.log

# A group that belongs to the user, as systemd makes one for a scope with Delegate=yes.
delegate() {
    mkdir "$groups"
    for file in . cgroup.procs cgroup.subtree_control cgroup.threads; do
        chown jsectest:jsectest "$groups/$file"
    done
}

# A group that hands controllers down takes no process: a later engine begins in the leaf.
daemon() {
    leaf=$groups
    [ ! -d "$groups/launch" ] || leaf=$groups/launch
    echo 0 >"$leaf/cgroup.procs" || exit 1
    exec setpriv --reuid jsectest --regid jsectest --init-groups env -i PATH="$PATH" \
        LANG=C.UTF-8 HOME="$JSEC_VM_DISK/home" XDG_RUNTIME_DIR="$JSEC_VM_DISK/run" \
        "$JSEC_DIST/bin/jsec" daemon
}

make_user
install -d -o jsectest -g jsectest -m 700 "$JSEC_VM_DISK/run"
delegate
engine_starts user-engine-starts daemon
equals user-engine-uses-cgroup2 2 "$(d info -f '{{.CgroupVersion}}')"
equals user-engine-has-every-limit "true true true true true" \
    "$(d info -f '{{.MemoryLimit}} {{.SwapLimit}} {{.CPUCfsQuota}} {{.CPUSet}} {{.PidsLimit}}')"
equals state-is-on-ext4 ext4 "$(findmnt -n -o FSTYPE --target "$(d info -f '{{.DockerRootDir}}')")"
import_busybox user-engine-imports

# Limits, as the kernel holds them.
check limited-container-runs d run -d --name limited --cpu-shares 512 --cpus 0.5 \
    --cpuset-cpus 1 --memory 64m --pids-limit 50 busybox:1 \
    sh -c 'while true; do :; done'
group=$groups/$(inspected limited .Id)
equals cpu-weight-comes-of-shares 59 "$(cat "$group/cpu.weight")"
equals cpu-max-comes-of-cpus "50000 100000" "$(cat "$group/cpu.max")"
equals cpuset-is-what-was-asked-for 1 "$(cat "$group/cpuset.cpus")"
equals memory-max-is-what-was-asked-for 67108864 "$(cat "$group/memory.max")"
equals swap-max-is-dockers 67108864 "$(cat "$group/memory.swap.max")"
equals pids-max-is-what-was-asked-for 50 "$(cat "$group/pids.max")"
equals container-sees-its-group-limit-and-cpus "0::/ 67108864 1" "$(d exec limited sh -c \
    'echo $(cat /proc/self/cgroup /sys/fs/cgroup/memory.max; nproc)')"
fails_with container-cannot-change-its-limit 1 "Read-only" \
    d exec limited sh -c 'echo max >/sys/fs/cgroup/memory.max'

# What joins is limited with the container.
check exec-starts d exec -d limited sleep 77
pid=$(pgrep -x -f 'sleep 77')
equals exec-is-in-the-containers-group "0::${group#/sys/fs/cgroup}" \
    "$(cat "/proc/$pid/cgroup")"
contains top-shows-both "sleep 77" "$(d top limited)"

# Numbers that docker makes percentages of. The quota is half a processor, but the clocks of an
# emulated machine that waits for its host are not that exact.
stats=$(d stats --no-stream --format '{{.CPUPerc}}|{{.MemUsage}}|{{.PIDs}}' limited)
within stats-cpu-is-that-of-one-busy-processor 5 100 "${stats%%|*}"
contains stats-memory-has-the-limit " / 64MiB|" "$stats"
equals stats-count-processes 2 "${stats##*|}"
contains stats-memory-is-used iB "$(echo "$stats" | cut -d'|' -f2)"
check quota-throttles sh -c "! grep -q '^nr_throttled 0$' '$group/cpu.stat'"

# The freezer.
check pauses d pause limited
contains pause-freezes-the-group "frozen 1" "$(cat "$group/cgroup.events")"
check unpauses d unpause limited
contains unpause-lets-it-go "frozen 0" "$(cat "$group/cgroup.events")"
check pauses-again d pause limited
check what-is-frozen-can-be-killed d kill limited
equals killed-code-is-told 137 "$(d wait limited)"
check group-goes-with-its-container test ! -e "$group"

# Limits hold.
fails_with memory-hog-is-killed 137 "" d run --name hog --memory 16m busybox:1 tail /dev/zero
fails_with process-limit-holds 2 "can't fork" d run --rm --pids-limit 8 busybox:1 \
    sh -c 'for i in 1 2 3 4 5 6 7 8 9; do sleep 5 & done'
equals default-process-limit-is-there 4096 \
    "$(d run --rm busybox:1 cat /sys/fs/cgroup/pids.max)"
check writer-runs d run -d --name writer busybox:1 sleep 1000
check writes d exec writer dd if=/dev/zero of=/file bs=64k count=64 conv=fsync
check what-is-written-is-counted sh -c \
    "! echo '$(d stats --no-stream --format '{{.BlockIO}}' writer)' | grep -q ' / 0B'"

. "$JSEC_ROOT/cli/vm/tests/engine-limits.sh"

# An engine that is killed, and one whose launcher is.
told=$(inspected writer '.Id}} {{.State.Pid')
group=$groups/${told% *}
before=${told#* }
engine_is_killed another-engine-comes
equals container-outlives-the-engine "$before running" \
    "$(inspected writer '.State.Pid}} {{.State.Status')"
equals container-stays-in-its-group "0::${group#/sys/fs/cgroup}" "$(cat "/proc/$before/cgroup")"
equals exec-works-afterwards again "$(d exec writer echo again)"
check pauses-afterwards d pause writer
# Its inner half: the kernel ends all that is in its namespaces, and nobody cleans up.
kill -9 "$(pgrep -P "$launcher")"
while kill -0 "$before" 2>/dev/null || kill -0 "$launcher" 2>/dev/null; do sleep 0.1; done
check group-is-left-by-a-killed-launcher test -d "$group"
engine_starts engine-starts-after-a-killed-launcher daemon
equals end-is-told "137 exited" \
    "$(inspected writer '.State.ExitCode}} {{.State.Status')"
check left-group-is-removed test ! -e "$group"
check container-starts-again d start writer
equals exec-works-in-it again "$(d exec writer echo again)"
remove_all
engine_ends user-engine-ends
equals nothing-is-left-in-the-users-groups launch \
    "$(find "$groups" -mindepth 1 -type d -printf '%f ' | sed 's/ $//')"
equals no-process-of-the-user-is-left "" "$(pgrep -u jsectest -l)"
finish
