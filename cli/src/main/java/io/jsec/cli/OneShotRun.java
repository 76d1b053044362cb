package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.launch.ContainerSpec;
import io.jsec.launch.EtcFiles;
import io.jsec.launch.IdMaps;
import io.jsec.launch.LaunchHost;
import io.jsec.launch.LaunchPlan;
import io.jsec.launch.LauncherPaths;
import io.jsec.launch.OneShot;
import io.jsec.launch.Step;
import io.jsec.launch.Streams;
import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of {@code run}: everything that can be refused is refused before anything is made. */
final class OneShotRun {
    /** Neither standard input nor a terminal. */
    static final Streams PIPES = new Streams(false, false, 24, 80);

    private final Environment environment;
    private final Places places;
    private final ContainerStore store;

    OneShotRun(Environment environment) {
        this.environment = environment;
        this.places = Places.here(environment);
        this.store = new ContainerStore(places.store());
    }

    /**
     * A container that is made and not started.
     *
     * @param plan verified, with the removal of what dead launches left
     * @param maps of the launcher's own namespace
     * @param claim the container's directory
     * @param locks what the launcher keeps
     * @param stopSignal what the container gets for SIGTERM
     */
    private record Ready(
            LaunchPlan plan,
            IdMaps maps,
            ContainerStore.Claim claim,
            List<Fd> locks,
            int stopSignal) {
        Ready {
            locks = List.copyOf(locks);
        }
    }

    /**
     * Starts the container; this process becomes the launcher.
     *
     * @throws CliException where it cannot; nothing is left behind then
     */
    int start(SpecReader reader, RunOptions options, Streams streams) {
        Distribution distribution = Distribution.here();
        LauncherPaths paths =
                new LauncherPaths(distribution.launcher(), Optional.of(distribution.command()));
        Ready ready = ready(reader, options, streams);
        try {
            throw OneShot.exec(
                    ready.plan(),
                    paths,
                    ready.maps(),
                    ready.locks(),
                    ready.stopSignal(),
                    environment.variables());
        } catch (LinuxException e) {
            store.discard(ready.claim());
            throw CliException.failed(
                    Code.DISTRIBUTION,
                    "starting jsec-launch",
                    String.valueOf(e.getMessage()),
                    "building the distribution again");
        }
    }

    /** Everything of {@link #start} but the start. */
    private Ready ready(SpecReader reader, RunOptions options, Streams streams) {
        store.prepare();
        Source source = Source.of(options, environment, places.store());
        String id = ContainerId.random(ContainerId::urandom);
        ContainerSpec spec = reader.read(id, store.directory(id), source, streams);
        LaunchIdentity identity = LaunchIdentity.lease(places, spec);
        LaunchHost host = HostReader.prepared(places, spec, identity.form(), environment);
        PreparedLaunch launch = PreparedLaunch.of(spec, host);
        launch.plan()
                .warnings()
                .forEach(text -> environment.err().println("warning: " + Printable.of(text)));
        List<ContainerStore.Claim> stale = store.claimStale();
        ContainerStore.Claim claim = store.create(id, spec.name(), spec.lifecycle().remove());
        try {
            fill(claim.directory(), source.rootfs(), EtcFiles.of(spec, host));
        } catch (RuntimeException e) {
            store.discard(claim);
            throw e;
        }
        List<Fd> locks = new ArrayList<>(identity.locks());
        locks.add(claim.lock());
        stale.forEach(each -> locks.add(each.lock()));
        return new Ready(
                sweeping(launch.plan(), stale),
                IdMaps.of(host.identity()),
                claim,
                locks,
                spec.lifecycle().stopSignal());
    }

    /**
     * The plan that also removes, after the end, what dead launches of {@code --rm} left behind.
     */
    private static LaunchPlan sweeping(LaunchPlan plan, List<ContainerStore.Claim> stale) {
        List<Step> steps = new ArrayList<>();
        stale.forEach(claim -> steps.add(new Step.Cleanup(claim.directory().toString())));
        steps.addAll(plan.steps());
        return new LaunchPlan(steps, plan.warnings());
    }

    private static void fill(Path directory, Path rootfs, EtcFiles files) {
        try {
            for (Map.Entry<String, String> file : files.byName().entrySet()) {
                Path path = directory.resolve("etc").resolve(file.getKey());
                Files.writeString(path, file.getValue());
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
            }
            // The root's own mode is the upper layer's: it must not change what the image says.
            Files.setPosixFilePermissions(
                    directory.resolve("upper"), Files.getPosixFilePermissions(rootfs));
        } catch (IOException e) {
            throw CliException.failed(
                    Code.STORE,
                    "filling " + directory,
                    IoReason.of(e),
                    "a store with room, owned by this user");
        }
    }
}
