package io.jsec.launch;

import io.jsec.linux.AppArmor;
import io.jsec.linux.HostFiles;
import io.jsec.linux.KernelName;
import io.jsec.linux.KernelVersion;
import io.jsec.linux.Landlock;
import io.jsec.linux.Resource;
import io.jsec.linux.Rlimits;
import io.jsec.linux.Uname;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the host a launch happens on: only what the compiler asks for, as every start pays for it.
 */
public final class LaunchHostReader {
    private static final int LAST_CAPABILITY_KNOWN = 40;

    private LaunchHostReader() {}

    /**
     * The host this process runs on.
     *
     * @param cgroups as {@link CgroupPlacement} found and prepared them
     * @param identity the ids of the launch
     * @param store in owner form
     * @param workspaces as setup made them for this identity
     */
    public static LaunchHost read(
            HostFiles host,
            CgroupView cgroups,
            IdentityForm identity,
            Path store,
            List<LaunchHost.Workspace> workspaces) {
        KernelName kernel = Uname.read();
        KernelVersion version =
                KernelVersion.parse(kernel.release()).orElse(new KernelVersion(0, 0));
        return new LaunchHost(
                kernel.machine(),
                version.major(),
                version.minor(),
                Landlock.abi(),
                cgroups,
                identity,
                store,
                workspaces,
                possibleCpus(host),
                memoryNodes(host),
                hardLimits(),
                AppArmor.mayEnter(host, Confinement.PROFILE),
                (int) host.number("/proc/self/oom_score_adj").orElse(0),
                (int) host.sysctl("kernel.cap_last_cap").orElse(LAST_CAPABILITY_KNOWN),
                host.exists("/proc/self/ns/time"),
                new LaunchHost.HostFiles(
                        content(host, "/etc/hosts"), content(host, "/etc/resolv.conf")));
    }

    /** The last number of {@code 0-7}, plus one. */
    static int possibleCpus(HostFiles host) {
        String text = host.text("/sys/devices/system/cpu/possible").orElse("0");
        String last = text.substring(Math.max(text.lastIndexOf('-'), text.lastIndexOf(',')) + 1);
        boolean legal = last.matches("\\d{1,5}");
        return legal ? Integer.parseInt(last) + 1 : Runtime.getRuntime().availableProcessors();
    }

    /** Node 0 alone where the kernel knows of none. */
    static CpuSet memoryNodes(HostFiles host) {
        String text = host.text("/sys/devices/system/node/has_memory").orElse("");
        return text.isEmpty() ? CpuSet.first(1) : CpuSet.parse(text);
    }

    private static Map<Resource, Long> hardLimits() {
        Map<Resource, Long> limits = new EnumMap<>(Resource.class);
        for (Resource resource : Resource.values()) {
            limits.put(resource, Rlimits.of(resource).hard());
        }
        return limits;
    }

    private static String content(HostFiles host, String path) {
        return host.text(path).map(text -> text + "\n").orElse("");
    }
}
