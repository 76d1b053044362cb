package io.jsec.cli;

import io.jsec.launch.ContainerSpec;
import io.jsec.launch.EtcFiles;
import io.jsec.launch.LaunchHost;
import io.jsec.launch.LaunchPlan;
import io.jsec.launch.PlanCodec;
import io.jsec.launch.Step;
import io.jsec.launch.Streams;
import io.jsec.linux.Fd;
import io.jsec.linux.Memfd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The steps of {@code run}: everything that can be refused is refused before anything is made. */
final class OneShotRun {
    /** Neither standard input nor a terminal. */
    static final Streams PIPES = new Streams(false, false, 24, 80);

    private final Environment environment;
    private final Places places;

    OneShotRun(Environment environment) {
        this.environment = environment;
        this.places = Places.here(environment);
    }

    /**
     * Starts the container and does not return.
     *
     * @throws CliException where it cannot; nothing is left behind then
     */
    int start(SpecReader reader, RunOptions options, Streams streams) {
        Distribution distribution = Distribution.here();
        Path launcher = distribution.launcher();
        ContainerStore store = new ContainerStore(places.store());
        store.prepare();
        Source source = Source.of(options, environment, places.store());
        String id = ContainerId.random(new SecureRandom());
        ContainerSpec spec = reader.read(id, store.directory(id), source, streams);
        LaunchIdentity identity = LaunchIdentity.lease(places, spec);
        LaunchHost host = HostReader.launchHost(places.store(), identity.form());
        PreparedLaunch launch = PreparedLaunch.of(spec, host);
        launch.plan().warnings().forEach(environment.err()::println);
        List<ContainerStore.Claim> stale = store.claimStale();
        ContainerStore.Claim claim = store.create(id, spec.name(), spec.lifecycle().remove());
        try {
            fill(claim.directory(), source.rootfs(), EtcFiles.of(spec, host));
            Fd plan = Memfd.sealed("jsec-plan", PlanCodec.encode(sweeping(launch.plan(), stale)));
            List<Fd> locks = new ArrayList<>(identity.locks());
            locks.add(claim.lock());
            stale.forEach(each -> locks.add(each.lock()));
            throw LauncherProcess.once(
                    launcher, distribution.command(), plan, host.identity(), locks, environment);
        } catch (RuntimeException e) {
            store.discard(claim);
            throw e;
        }
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
