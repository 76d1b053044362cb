package io.jsec.cli;

import io.jsec.launch.CgroupView;
import io.jsec.launch.CpuSet;
import io.jsec.launch.IdentityForm;
import io.jsec.launch.LaunchHost;
import io.jsec.launch.Resource;
import io.jsec.linux.Caller;
import io.jsec.linux.CgroupDelegation;
import io.jsec.linux.HostFiles;
import io.jsec.linux.HostView;
import io.jsec.linux.KernelAnswers;
import io.jsec.linux.KernelVersion;
import io.jsec.linux.Rlimit;
import io.jsec.linux.Rlimits;
import io.jsec.linux.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a launch and the doctor look at, read from the host this process runs on. */
final class HostReader {
    private HostReader() {}

    /** The host as the probes see it. */
    static HostView view(Environment environment) {
        HostFiles files = HostFiles.here();
        Caller caller = Caller.current(files);
        return new HostView(
                files,
                KernelAnswers.ask(),
                caller,
                StorePlace.ask(Places.here(environment).store()),
                userSocket(environment),
                java.util.Optional.empty(),
                environment.variable("DOCKER_HOST"));
    }

    private static Path userSocket(Environment environment) {
        Path run =
                environment
                        .variable("XDG_RUNTIME_DIR")
                        .map(Path::of)
                        .filter(Path::isAbsolute)
                        .map(directory -> directory.resolve("jsec"))
                        .orElseGet(() ->
                                environment
                                        .path(environment.variable("HOME").orElse("/"))
                                        .resolve(".local/state/jsec/run"));
        return run.resolve("jsec.sock");
    }

    /** The host's name, for reports. */
    static String hostname() {
        return HostFiles.here().text("/proc/sys/kernel/hostname").orElse("unknown");
    }

    /**
     * The host as the compiler sees it.
     *
     * @param store in owner form
     * @param identity the ids this launch has
     */
    static LaunchHost launchHost(Path store, IdentityForm identity) {
        HostFiles files = HostFiles.here();
        KernelAnswers kernel = KernelAnswers.ask();
        KernelVersion version = kernel.version();
        return new LaunchHost(
                io.jsec.linux.Uname.read().machine(),
                version.major(),
                version.minor(),
                kernel.landlockAbi(),
                cgroups(files),
                identity,
                store,
                List.of(),
                possibleCpus(files),
                hardLimits(),
                files.text("/sys/module/apparmor/parameters/enabled").orElse("N").equals("Y"),
                (int) files.number("/proc/self/oom_score_adj").orElse(0),
                (int) files.number("/proc/sys/kernel/cap_last_cap").orElse(40),
                files.exists("/proc/self/ns/time"),
                new LaunchHost.HostFiles(raw("/etc/hosts"), raw("/etc/resolv.conf")));
    }

    /** Where this user may make control groups. */
    private static CgroupView cgroups(HostFiles files) {
        List<CgroupDelegation> delegations = CgroupDelegation.read(files, Caller.current(files));
        for (CgroupDelegation delegation : delegations) {
            if (delegation.unified() && !delegation.controllers().isEmpty()) {
                return new CgroupView.V2(Path.of(delegation.directory()), delegation.controllers());
            }
        }
        List<CgroupView.Hierarchy> hierarchies =
                delegations.stream()
                        .filter(delegation -> !delegation.unified())
                        .map(delegation ->
                                new CgroupView.Hierarchy(
                                        Path.of(delegation.directory()),
                                        List.copyOf(delegation.controllers()),
                                        delegation.memoryNodes()))
                        .toList();
        return hierarchies.isEmpty()
                ? new CgroupView.None(
                        "no control group is delegated to this user",
                        "jsec setup as root, or --security-opt jsec.degrade=1 to go without")
                : new CgroupView.V1(hierarchies);
    }

    private static int possibleCpus(HostFiles files) {
        String text = files.text("/sys/devices/system/cpu/possible").orElse("0");
        int[] numbers = CpuSet.parse(text).numbers();
        return numbers[numbers.length - 1] + 1;
    }

    private static Map<Resource, Long> hardLimits() {
        Map<Resource, Long> limits = new EnumMap<>(Resource.class);
        for (Resource resource : Resource.values()) {
            limits.put(resource, Rlimits.of(Rlimit.Resource.valueOf(resource.name())).hard());
        }
        return limits;
    }

    private static String raw(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            return "";
        }
    }
}
