# The road on a stock kernel: the demo as an ordinary user and with setup, slots on ext4, and
# limits of cgroup v2 seen from inside and held.
. "$JSEC_ROOT/cli/vm/checks.sh"

jsec=$JSEC_DIST/bin/jsec
[ -x "$jsec" ] || { not_ok distribution "$jsec is missing: mvn package"; finish; }
out=$(mktemp)
errors=$(mktemp)

# reports NAME COMMAND…: runs a probe, which must end with 0, and keeps its report in $out.
reports() {
    name=$1
    shift
    status=0
    "$@" >"$out" 2>"$errors" || status=$?
    if [ "$status" = 0 ]; then
        ok "$name"
    else
        not_ok "$name" "status $status: $(tail -n 2 "$errors" | tr '\n' ' ' | cut -c1-300)" \
            "$(allowed)"
    fi
}

# What the report in $out says was allowed.
allowed() {
    grep '"verdict":"ALLOWED"' "$out" | sed 's/.*{"id":"\([^"]*\)".*/\1/' | tr '\n' ' '
}

# field KEY: its value in the report in $out.
field() {
    grep -o "\"$1\":\"[^\"]*\"" "$out" | head -n 1 | cut -d'"' -f4
}

# exits NAME STATUS COMMAND…
exits() {
    name=$1
    wanted=$2
    shift 2
    status=0
    "$@" >"$out" 2>"$errors" || status=$?
    if [ "$status" = "$wanted" ]; then
        ok "$name"
    else
        not_ok "$name" "wanted status $wanted, got $status:" \
            "$(tail -n 2 "$errors" | tr '\n' ' ' | cut -c1-300)"
    fi
}

make_user
reports demo-of-an-ordinary-user as_user "$jsec" demo --format json
equals demo-of-an-ordinary-user-allows-nothing "" "$(allowed)"
equals owner-form-begins-with-the-user "0 0 1; 1 1 65535" "$(field uid_map)"

mount --bind "$JSEC_VM_DISK/state" /var/lib/jsec
check setup "$jsec" setup --yes --slots 4
check setup-is-complete "$jsec" setup --check
check launcher-has-its-apparmor-profile grep -q '^jsec-launch (' \
    /sys/kernel/security/apparmor/profiles
equals store-is-on-ext4 ext4 "$(findmnt -n -o FSTYPE --target /var/lib/jsec/store)"

reports demo-of-root "$jsec" demo --yes --format json
equals demo-of-root-allows-nothing "" "$(allowed)"
case $(field uid_map) in
    '0 0 '* | '') not_ok slot-has-its-own-ids "the map is '$(field uid_map)'" ;;
    '0 '*' 65536') ok slot-has-its-own-ids ;;
    *) not_ok slot-has-its-own-ids "the map is '$(field uid_map)'" ;;
esac

reports limited-probe "$jsec" run --standalone --rm --memory 64m --pids-limit 50 --cpu-shares 512 \
    --cpuset-cpus 0 jsec/probe --format json
equals memory-limit-is-seen 67108864 "$(field memory_max)"
equals process-limit-is-seen 50 "$(field pids_max)"
equals cpu-weight-is-seen 59 "$(field cpu_weight)"
equals cpuset-is-seen 0 "$(field cpuset)"

busybox_root sh tail sleep nproc
check import "$jsec" setup --import-rootfs /srv/busybox=busybox
root=/var/lib/jsec/store/rootfs/busybox
exits memory-hog-is-killed 137 "$jsec" run --rm --memory 32m --rootfs "$root" tail /dev/zero
# The shell ends with 2 where it may not fork, and with 9 where it sees another processor.
exits limits-hold 2 "$jsec" run --rm --cpuset-cpus 1 --pids-limit 8 --rootfs "$root" \
    sh -c 'test "$(nproc)" = 1 || exit 9; for i in 1 2 3 4 5 6 7 8 9; do sleep 5 & done'
check process-limit-holds grep -q "can't fork" "$errors"

equals nothing-is-left-in-cgroups "launch" \
    "$(find /sys/fs/cgroup/jsec -mindepth 1 -type d -printf '%f ' | sed 's/ $//')"
equals no-process-is-left "" "$(pgrep -x jsec-launch; pgrep -x jsec-probe; pgrep -x java)"
rm -f "$out" "$errors"
finish
