# More limits of a container, for engine.sh to source before its engine is killed: what happened
# to the hog, swap, weights of disks, and limits that change while a container runs.

# The hog of engine.sh was ended by the kernel, and everybody is told.
equals out-of-memory-is-told "true 137" "$(inspected hog '.State.OOMKilled}} {{.State.ExitCode')"
contains out-of-memory-is-an-event "container oom" \
    "$(d events --since 10m --until 0s --filter container=hog --filter event=oom)"
fails_with end-without-memory-trouble 137 "" \
    d run --init --name calm --memory 16m busybox:1 sh -c 'kill -9 $$'
equals another-end-is-not-taken-for-it false "$(inspected calm .State.OOMKilled)"
# The first process lives on where another one was too large.
equals out-of-memory-beside-the-first "true 0" "$(
    d run --name beside --memory 16m busybox:1 sh -c 'tail /dev/zero; true' >/dev/null
    inspected beside '.State.OOMKilled}} {{.State.ExitCode'
)"

# group_of NAME OPTION…: runs a sleeping container, prints its group.
group_of() {
    name=$1
    shift
    d run -d --name "$name" "$@" busybox:1 sleep 1000 >/dev/null
    echo "$groups/$(inspected "$name" .Id)"
}

group=$(group_of swapless --memory 64m --memory-swap 64m --memory-reservation 32m)
equals no-swap-is-none 0 "$(cat "$group/memory.swap.max")"
equals reservation-is-memory-low 33554432 "$(cat "$group/memory.low")"
group=$(group_of swapping --memory 64m --memory-swap -1)
equals swap-without-limit-is-max max "$(cat "$group/memory.swap.max")"
if [ -e "$group/io.weight" ]; then
    group=$(group_of weighted --blkio-weight 500)
    equals io-weight-comes-of-blkio-weight "default 4950" "$(head -n 1 "$group/io.weight")"
elif [ -e "$group/io.bfq.weight" ]; then
    group=$(group_of weighted --blkio-weight 500)
    equals io-weight-comes-of-blkio-weight "default 500" "$(head -n 1 "$group/io.bfq.weight")"
fi

# Limits that change while it runs.
group=$(group_of changing --memory 64m --cpus 0.5 --pids-limit 50)
check updates d update --memory 96m --memory-swap 192m --cpus 1 --cpu-shares 2048 \
    --cpuset-cpus 0 --pids-limit 60 changing
equals memory-is-updated 100663296 "$(cat "$group/memory.max")"
equals swap-is-updated 100663296 "$(cat "$group/memory.swap.max")"
equals cpus-are-updated "100000 100000" "$(cat "$group/cpu.max")"
equals shares-are-updated 174 "$(cat "$group/cpu.weight")"
equals cpuset-is-updated 0 "$(cat "$group/cpuset.cpus")"
equals pids-are-updated 60 "$(cat "$group/pids.max")"
equals update-is-told 100663296 "$(inspected changing .HostConfig.Memory)"
d rm -f swapless swapping changing weighted >/dev/null 2>&1
