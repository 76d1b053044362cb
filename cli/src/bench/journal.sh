# Sourced by cli/bench: appends to a journal that wait for the disk, beside bare fdatasync(2).
# BENCH_DIR names a directory on the disk to be measured; by default /var/tmp.

journal() {
    [ -x "$dist/bin/jsec" ] || mvn -q -DskipTests package
    work=$(mktemp -d "${BENCH_DIR:-/var/tmp}/jsec-bench.XXXXXX")
    trap 'status=$?; rm -rf "$work"; exit "$status"' EXIT
    trap 'exit 130' INT TERM
    echo "$(uname -sr), $(nproc) cores, $(stat -f -c %T "$work") at $work"
    "$java" -cp "$dist/lib/*" cli/src/bench/JournalBench.java "$work" "$many"
}
