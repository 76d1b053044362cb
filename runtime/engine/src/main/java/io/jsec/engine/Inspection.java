package io.jsec.engine;

import io.jsec.launch.HostIdentity;
import io.jsec.linux.AppArmor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code docker inspect}: everything known of a container. */
final class Inspection {
    private final ContainerStorage storage;
    private final ImageSource images;
    private final Listing listing;
    private final Donors donors;
    private final EngineSettings.Defaults defaults;
    private final Path proc;

    /**
     * @param defaults what containers have without asking
     * @param proc the host's
     */
    Inspection(
            ContainerStorage storage,
            ImageSource images,
            Listing listing,
            Donors donors,
            EngineSettings.Defaults defaults,
            Path proc) {
        this.storage = storage;
        this.images = images;
        this.listing = listing;
        this.donors = donors;
        this.defaults = defaults;
        this.proc = proc;
    }

    ContainerView view(LiveContainer container, List<String> execs, boolean sizes) {
        ContainerRecord record = container.record();
        return new ContainerView(
                record.id(),
                record.name(),
                record.created(),
                ConfigMerge.argv(record.config()),
                record.state(),
                record.state().pid(),
                container.health(),
                record.restarts(),
                record.imageId(),
                named(record),
                record.host(),
                record.mounts().stream().map(MountPlan::point).toList(),
                files(record),
                execs,
                container.log().view(),
                record.lease().title(),
                appArmor(proc, record.state().pid()),
                LaunchSpecs.security(record.host(), defaults).noNewPrivileges(),
                record.lease().loosened(),
                record.lease().warnings(),
                sizes ? Optional.of(listing.sizes(record)) : Optional.empty());
    }

    /**
     * As the kernel says it of a running container's command, which is the child of an init where
     * the container has one.
     *
     * @param first its first process; 0 where it has none
     */
    static String appArmor(Path proc, int first) {
        Stream<Integer> command =
                Stream.of(first).flatMap(pid -> HostPids.children(proc, pid).stream());
        return Stream.concat(Stream.of(first), command)
                .flatMap(pid -> AppArmor.of(proc, pid).stream())
                .filter(label -> label.endsWith(" (enforce)") || label.endsWith(" (complain)"))
                .map(label -> label.substring(0, label.lastIndexOf(' ')))
                .findFirst()
                .orElse("");
    }

    /** With the host name it has. */
    private ContainerConfig named(ContainerRecord record) {
        HostIdentity names = donors.names(record);
        return record.config().toBuilder().names(names.hostname(), names.domain()).build();
    }

    private ContainerView.ContainerFiles files(ContainerRecord record) {
        Path directory = storage.directory(record.id());
        Path etc =
                donors.sharing(record.host().namespaces()).etc().orElse(directory).resolve("etc");
        return new ContainerView.ContainerFiles(
                present(etc.resolve("resolv.conf")),
                present(etc.resolve("hostname")),
                present(etc.resolve("hosts")),
                lowers(record),
                directory.resolve("upper").toString(),
                directory.resolve("work").toString());
    }

    private List<String> lowers(ContainerRecord record) {
        try {
            return images.lowers(record.layers()).stream().map(Path::toString).toList();
        } catch (EngineException e) {
            return List.of();
        }
    }

    private static String present(Path file) {
        return Files.exists(file) ? file.toString() : "";
    }
}
