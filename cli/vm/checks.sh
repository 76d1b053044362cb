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

finish() {
    rm -f "$log"
    [ "$failures" = 0 ]
    exit $?
}
