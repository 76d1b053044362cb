#!/bin/sh
# Builds our C programs: static, position independent, no warning accepted.
#   build.sh OUTDIR NAME SOURCEDIR [NAME SOURCEDIR]…
# JSEC_C_FLAGS adds to the compiler's flags: for builds that only tests use.
# Each SOURCEDIR/*.c becomes OUTDIR/NAME. A folder that is not there is an error.
# With musl-gcc (package musl-tools) the programs are small; with cc alone they are static all the
# same.
set -eu
export LC_ALL=C

fail() {
    echo "build.sh: $*" >&2
    exit 1
}

[ $# -ge 3 ] || fail "usage: build.sh OUTDIR NAME SOURCEDIR [NAME SOURCEDIR]…"
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
steps=$here/../plan/steps.tsv
mkdir -p "$1"
out=$(CDPATH='' cd -- "$1" && pwd -P)
shift

gcc_files=
if command -v musl-gcc >/dev/null 2>&1; then
    compiler=musl-gcc
    gcc_files=$(dirname -- "$(gcc -print-file-name=libgcc.a)")
else
    compiler=${CC:-gcc}
    command -v "$compiler" >/dev/null 2>&1 ||
        fail "no C compiler: install gcc (and musl-tools, for small programs)"
fi

flags="-std=gnu17 -O2 -fPIE -Wall -Wextra -Werror -fstack-protector-strong -D_FORTIFY_SOURCE=2
    -fno-plt -ffunction-sections -fdata-sections ${JSEC_C_FLAGS:-}"
# Only gcc has the analyzer.
if "$compiler" -fanalyzer -x c -fsyntax-only /dev/null 2>/dev/null; then
    flags="$flags -fanalyzer"
fi
harden="-Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code -Wl,--build-id=none -Wl,--gc-sections"

# musl's include path lacks the kernel's headers: give it these three folders and nothing else of
# glibc's.
kernel_headers() {
    mkdir -p "$out/.headers"
    asm=/usr/include/asm
    [ -d "$asm" ] || asm=/usr/include/$(gcc -dumpmachine)/asm
    [ -d /usr/include/linux ] && [ -d "$asm" ] ||
        fail "no kernel headers: install linux-libc-dev"
    ln -sfn /usr/include/linux "$out/.headers/linux"
    ln -sfn /usr/include/asm-generic "$out/.headers/asm-generic"
    ln -sfn "$asm" "$out/.headers/asm"
    flags="$flags -idirafter $out/.headers"
}

generate_steps() {
    [ -f "$steps" ] || return 0
    mkdir -p "$out/.generated"
    awk -f "$here/../plan/steps.awk" "$steps" >"$out/.generated/plan_steps.h.new"
    cmp -s "$out/.generated/plan_steps.h.new" "$out/.generated/plan_steps.h" 2>/dev/null ||
        cp "$out/.generated/plan_steps.h.new" "$out/.generated/plan_steps.h"
    flags="$flags -I$out/.generated"
}

# musl-gcc cannot link -static-pie by itself: its specs know no rcrt1.o.
link() {
    if [ -n "$gcc_files" ]; then
        lib=/usr/lib/$(gcc -dumpmachine | sed 's/-gnu$/-musl/')
        [ -f "$lib/rcrt1.o" ] || lib=/usr/lib/musl/lib
        [ -f "$lib/rcrt1.o" ] || fail "musl without rcrt1.o: reinstall musl-dev"
        # shellcheck disable=SC2086
        gcc -nostdlib -static-pie $harden -o "$1" \
            "$lib/rcrt1.o" "$lib/crti.o" "$gcc_files/crtbeginS.o" "$2"/*.o \
            -L"$lib" -Wl,--start-group -lc -lgcc -lgcc_eh -Wl,--end-group \
            "$gcc_files/crtendS.o" "$lib/crtn.o"
    else
        # shellcheck disable=SC2086
        "$compiler" -static-pie $harden -o "$1" "$2"/*.o
    fi
}

# True if everything that made the program is older than it.
fresh() {
    [ -f "$out/$1" ] || return 1
    [ -z "$(find "$2" "$here/build.sh" "$here/../plan" "$here"/*.h -newer "$out/$1" -type f \
        -print 2>/dev/null | head -n 1)" ]
}

build() {
    if ! ls "$2"/*.c >/dev/null 2>&1; then
        echo "build.sh: $1 is left out: no C source in $2 yet" >&2
        return 0
    fi
    source=$(CDPATH='' cd -- "$2" && pwd -P)
    fresh "$1" "$source" && return 0
    objects=$out/.objects/$1
    rm -rf "$objects"
    mkdir -p "$objects"
    # Two at a time: -fanalyzer takes its time.
    # shellcheck disable=SC2086
    (cd "$source" && ls -- *.c | xargs -P 2 -I{} "$compiler" $flags -I"$here" \
        -ffile-prefix-map="$source=$1" -ffile-prefix-map="$here=c" -ffile-prefix-map="$out=build" \
        -c {} -o "$objects/{}.o")
    link "$out/$1.new" "$objects"
    strip --strip-all "$out/$1.new"
    mv "$out/$1.new" "$out/$1"
}

[ -z "$gcc_files" ] || kernel_headers
generate_steps
while [ $# -ge 2 ]; do
    build "$1" "$2"
    shift 2
done
[ $# -eq 0 ] || fail "no source folder given for $1"
