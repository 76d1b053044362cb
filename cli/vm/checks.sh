# For test scripts in the machine: source it, then say what must hold.
# Each check prints one line. A script goes on after a failure and ends with `finish`.

failures=0
log=$(mktemp)

ok() {
    echo "ok $1"
    mark
}

# When that was, in seconds since the start of the machine; no check.
mark() {
    echo "# $(cut -d. -f1 /proc/uptime) s"
}

# not_ok NAME WHY…
not_ok() {
    name=$1
    shift
    echo "not ok $name: $*"
    failures=$((failures + 1))
}

# check NAME COMMAND…: the command succeeds; what it printed is in $log.
check() {
    name=$1
    shift
    if "$@" >"$log" 2>&1; then
        ok "$name"
    else
        not_ok "$name" "status $?: $(tail -n 3 "$log" | tr '\n' ' ' | cut -c1-300)"
    fi
}

# equals NAME WANTED GOT
equals() {
    if [ "$2" = "$3" ]; then
        ok "$1"
    else
        not_ok "$1" "wanted '$2', got '$(printf %s "$3" | tr '\n' ' ' | cut -c1-300)'"
    fi
}

# has NAME WORD TEXT: the word is one of the text's.
has() {
    case " $(printf %s "$3" | tr '\n,' '  ') " in
        *" $2 "*) ok "$1" ;;
        *) not_ok "$1" "'$2' is not in '$(printf %s "$3" | tr '\n' ' ' | cut -c1-300)'" ;;
    esac
}

# contains NAME WORDS TEXT: the words are in the text.
contains() {
    case $3 in
        *"$2"*) ok "$1" ;;
        *) not_ok "$1" "'$2' is not in '$(printf %s "$3" | tr '\n' ' ' | cut -c1-300)'" ;;
    esac
}

# within NAME LEAST MOST GOT: a number, whose fraction does not count.
within() {
    number=${4%%.*}
    case $number in
        '' | *[!0-9]*) not_ok "$1" "'$4' is no number" ;;
        *)
            if [ "$number" -ge "$2" ] && [ "$number" -le "$3" ]; then
                ok "$1"
            else
                not_ok "$1" "$4 is not within $2 and $3"
            fi
            ;;
    esac
}

# as_user COMMAND…: as an ordinary user with subordinate ids, whose state is on ext4.
as_user() {
    setpriv --reuid jsectest --regid jsectest --init-groups env -i PATH="$PATH" LANG=C.UTF-8 \
        HOME="$JSEC_VM_DISK/home" "$@"
}

make_user() {
    id -u jsectest >/dev/null 2>&1 || useradd --no-create-home --shell /bin/sh jsectest
    for file in /etc/subuid /etc/subgid; do
        grep -q '^jsectest:' "$file" || echo jsectest:200000:65536 >>"$file"
    done
    chmod 755 "$JSEC_VM_DISK"
    mkdir -p "$JSEC_VM_DISK/home" "$JSEC_VM_DISK/state" /var/lib/jsec
    chown jsectest:jsectest "$JSEC_VM_DISK/home"
}

# busybox_root APPLET…: a root file system of one program, in /srv/busybox.
busybox_root() {
    mkdir -p /srv/busybox/bin /srv/busybox/proc /srv/busybox/sys /srv/busybox/dev \
        /srv/busybox/tmp /srv/busybox/etc /srv/busybox/root
    cp /bin/busybox /srv/busybox/bin/busybox
    for name; do
        ln -sf busybox "/srv/busybox/bin/$name"
    done
}

finish() {
    rm -f "$log"
    [ "$failures" = 0 ]
    exit $?
}
