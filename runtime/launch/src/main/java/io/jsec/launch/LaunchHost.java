package io.jsec.launch;

import io.jsec.linux.Resource;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a launch needs to know of the host: plain data, the second input of the plan compiler.
 *
 * @param machine the processor as uname(2) names it: x86_64, aarch64
 * @param kernelMajor the kernel's version, first number
 * @param kernelMinor second number
 * @param landlockAbi 0 where there is no Landlock
 * @param cgroups where groups may be made
 * @param identity the ids this launch has
 * @param store the store's directory in owner form
 * @param workspaces directories a slot may write to
 * @param possibleCpus 1 and more, of /sys/devices/system/cpu/possible
 * @param memoryNodes those with memory
 * @param hardLimits the hard limit jsec itself has, a resource each; absent ones are not known
 * @param appArmor whether the kernel has {@link Confinement#PROFILE} and lets jsec enter it
 * @param oomScoreAdj the launcher's own
 * @param lastCapability of /proc/sys/kernel/cap_last_cap
 * @param timeNamespaces whether the kernel has them
 * @param files the host's own files that a container on its network sees
 */
public record LaunchHost(
        String machine,
        int kernelMajor,
        int kernelMinor,
        int landlockAbi,
        CgroupView cgroups,
        IdentityForm identity,
        Path store,
        List<Workspace> workspaces,
        int possibleCpus,
        CpuSet memoryNodes,
        Map<Resource, Long> hardLimits,
        boolean appArmor,
        int oomScoreAdj,
        int lastCapability,
        boolean timeNamespaces,
        HostFiles files) {
    /** Copied; paths are absolute. */
    public LaunchHost {
        workspaces = List.copyOf(workspaces);
        Map<Resource, Long> sorted = new EnumMap<>(Resource.class);
        sorted.putAll(hardLimits);
        hardLimits = Map.copyOf(sorted);
        store = SpecPaths.host("the store", store);
        if (possibleCpus < 1 || landlockAbi < 0 || lastCapability < 0) {
            throw new IllegalArgumentException("a host without CPUs or with negative numbers");
        }
    }

    /** Whether the kernel is at least this version. */
    public boolean kernelAtLeast(int major, int minor) {
        return kernelMajor > major || (kernelMajor == major && kernelMinor >= minor);
    }

    /** This host with another identity, as a lease gives it. */
    public LaunchHost withIdentity(IdentityForm other) {
        return new LaunchHost(
                machine,
                kernelMajor,
                kernelMinor,
                landlockAbi,
                cgroups,
                other,
                store,
                workspaces,
                possibleCpus,
                memoryNodes,
                hardLimits,
                appArmor,
                oomScoreAdj,
                lastCapability,
                timeNamespaces,
                files);
    }

    /**
     * A directory of the owner's which slots may write to.
     *
     * @param directory as people name it
     * @param view as this launch's slot sees it
     */
    public record Workspace(Path directory, Path view) {
        /** Absolute. */
        public Workspace {
            directory = SpecPaths.host("a workspace", directory);
            view = SpecPaths.host("a workspace's view", view);
        }
    }

    /**
     * Contents of the host's files, for containers on its network.
     *
     * @param hosts of /etc/hosts
     * @param resolvConf of /etc/resolv.conf
     */
    public record HostFiles(String hosts, String resolvConf) {
        /** No file was there. */
        public static final HostFiles EMPTY = new HostFiles("", "");
    }
}
