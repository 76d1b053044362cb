package io.jsec.linux;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every probe of a host, in the order people read them.
 *
 * <p>Nothing is changed and nothing is started: files and a handful of system calls answer.
 */
public final class HostFacts {
    private HostFacts() {}

    /** Asks everything. */
    public static List<Probe> probes(HostView host) {
        return Stream.of(
                        KernelProbes.of(host),
                        UserNamespaceProbes.of(host),
                        IdProbes.of(host),
                        WallProbes.of(host),
                        CgroupProbes.of(host),
                        DeviceProbes.of(host),
                        SysctlProbes.of(host),
                        StoreProbes.of(host),
                        EngineProbes.of(host))
                .flatMap(List::stream)
                .toList();
    }
}
