# Finds a JDK 25 for the scripts that source it: find_jdk sets jdk, or fails.
# shellcheck shell=sh

is_jdk_25() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS= read -r line; do
        case $line in
            'JAVA_VERSION="25"' | 'JAVA_VERSION="25.'*) return 0 ;;
        esac
    done <"$1/release"
    return 1
}

find_jdk() {
    for jdk in "${JAVA_HOME-}" /usr/lib/jvm/*25* /opt/*jdk*25* /opt/java/*; do
        [ -n "$jdk" ] && is_jdk_25 "$jdk" && return 0
    done
    if java=$(command -v java); then
        java=$(readlink -f -- "$java")
        jdk=${java%/bin/java}
        is_jdk_25 "$jdk" && return 0
    fi
    return 1
}
