package io.jsec.engine;

import java.util.List;

/** What a client with restraints reads in the place of secrets. Pure. */
final class Hidden {
    private static final String VALUE = "(hidden)";

    private Hidden() {}

    /** A container whose variables have no values. */
    static ContainerView env(ContainerView view) {
        List<String> names = view.config().env().stream().map(Hidden::variable).toList();
        return new ContainerView(
                view.id(),
                view.name(),
                view.created(),
                view.argv(),
                view.state(),
                view.pid(),
                view.health(),
                view.restartCount(),
                view.imageId(),
                view.config().toBuilder().env(names).build(),
                view.host(),
                view.mounts(),
                view.files(),
                view.execIds(),
                view.log(),
                view.identity(),
                view.appArmor(),
                view.noNewPrivileges(),
                view.loosened(),
                view.warnings(),
                view.sizes());
    }

    private static String variable(String entry) {
        int equals = entry.indexOf('=');
        return equals < 0 ? entry : entry.substring(0, equals + 1) + VALUE;
    }

    /**
     * An engine without what tells its host from others: name, distribution, directories, labels,
     * warnings, and who else listens.
     */
    static InfoView host(InfoView info, InfoView.Counts counts) {
        InfoView.HostView host = info.host();
        return new InfoView(
                info.id(),
                "",
                info.version(),
                counts,
                new InfoView.HostView(
                        host.kernel(),
                        "Linux",
                        "",
                        host.machine(),
                        host.cpus(),
                        host.memoryBytes(),
                        host.cgroupVersion()),
                "",
                info.time(),
                info.logDriver(),
                info.securityOptions(),
                info.limits(),
                List.of(),
                List.of(),
                0);
    }
}
