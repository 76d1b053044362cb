package io.jsec.launch;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What of /proc and /sys nobody inside sees, and what nobody inside writes.
 *
 * <p>The union of what moby, Podman and containerd hide (sources: {@code oci/defaults.go} of moby,
 * {@code pkg/config/default.go} of containers/common, {@code oci/spec_opts.go} of containerd), and
 * further files that describe the kernel or the machine to an attacker and that ordinary programs
 * do not read. /proc/cpuinfo, /proc/meminfo, /proc/stat and /proc/vmstat stay.
 */
final class HiddenPaths {
    /** Hidden by at least one of the engines named above. */
    static final List<String> MASKED_ELSEWHERE =
            List.of(
                    "/proc/acpi",
                    "/proc/asound",
                    "/proc/interrupts",
                    "/proc/kcore",
                    "/proc/keys",
                    "/proc/latency_stats",
                    "/proc/sched_debug",
                    "/proc/scsi",
                    "/proc/timer_list",
                    "/proc/timer_stats",
                    "/sys/devices/virtual/powercap",
                    "/sys/firmware",
                    "/sys/fs/selinux");

    /** Hidden here besides. */
    static final List<String> MASKED_HERE =
            List.of(
                    "/proc/config.gz",
                    "/proc/dma",
                    "/proc/driver",
                    "/proc/iomem",
                    "/proc/ioports",
                    "/proc/kallsyms",
                    "/proc/key-users",
                    "/proc/kmsg",
                    "/proc/kpagecgroup",
                    "/proc/kpagecount",
                    "/proc/kpageflags",
                    "/proc/modules",
                    "/proc/mtrr",
                    "/proc/pagetypeinfo",
                    "/proc/schedstat",
                    "/proc/slabinfo",
                    "/proc/softirqs",
                    "/proc/vmallocinfo",
                    "/sys/class/dmi",
                    "/sys/devices/virtual/dmi",
                    "/sys/fs/bpf",
                    "/sys/module",
                    "/sys/power");

    /**
     * Read-only unless asked otherwise. All of /proc: besides the host's settings, what a process
     * may write there are the memory and the settings of its own user's other processes.
     */
    private static final List<String> READ_ONLY = List.of("/proc", "/sys");

    /** Read-only with every engine, and /sys as a whole. */
    private static final List<String> READ_ONLY_ELSEWHERE =
            List.of(
                    "/proc/bus",
                    "/proc/fs",
                    "/proc/irq",
                    "/proc/sys",
                    "/proc/sysrq-trigger",
                    "/sys");

    private HiddenPaths() {}

    /** Every path that nobody inside writes below. */
    static List<String> readOnly(boolean wholeProc) {
        return wholeProc ? READ_ONLY : READ_ONLY_ELSEWHERE;
    }

    /** Every path that is hidden, with what each CPU tells of its temperature (a side channel). */
    static List<String> masked(int possibleCpus) {
        int cpus = possibleCpus <= SysSteps.CPUS_SHOWN_MAX ? possibleCpus : 0;
        Stream<String> throttles =
                IntStream.range(0, cpus)
                        .mapToObj(cpu -> SysSteps.CPU + "/cpu" + cpu + "/thermal_throttle");
        return Stream.of(MASKED_ELSEWHERE.stream(), MASKED_HERE.stream(), throttles)
                .flatMap(paths -> paths)
                .toList();
    }
}
