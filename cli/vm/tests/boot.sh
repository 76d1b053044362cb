# The machine is what the other tests think it is.
. "$JSEC_ROOT/cli/vm/checks.sh"

case $(uname -r) in
    6.1.*) ok kernel-is-stock ;;
    *) not_ok kernel-is-stock "it is $(uname -r)" ;;
esac
for controller in cpu cpuset memory pids io; do
    has "cgroup2-has-$controller" "$controller" "$(cat /sys/fs/cgroup/cgroup.controllers)"
    has "cgroup2-delegates-$controller" "$controller" \
        "$(cat /sys/fs/cgroup/cgroup.subtree_control)"
done
for module in landlock yama apparmor; do
    has "security-module-$module" "$module" "$(cat /sys/kernel/security/lsm)"
done
equals apparmor-is-on Y "$(cat /sys/module/apparmor/parameters/enabled)"
check apparmor-loads-profiles sh -c \
    'echo "profile jsec-vm-test /nonexistent { }" | apparmor_parser --replace'
equals disk-is-ext4 ext4 "$(findmnt -n -o FSTYPE "$JSEC_VM_DISK")"
check host-files-are-writable-copies sh -c 'touch /etc/vm-test && rm /etc/vm-test'
check user-namespaces unshare -Ur true
. "$JSEC_ROOT/cli/src/main/dist/lib/jdk.sh"
check jdk-is-found find_jdk
check java-starts "${jdk:-/nonexistent}/bin/java" -version
check disk-is-writable sh -c "echo x >$JSEC_VM_DISK/x"
finish
