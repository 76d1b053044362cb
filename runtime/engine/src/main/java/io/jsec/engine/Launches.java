package io.jsec.engine;

import io.jsec.launch.ContainerSpec;
import io.jsec.launch.DefaultDiff;
import io.jsec.launch.Departure;
import io.jsec.launch.LaunchHost;
import io.jsec.launch.LaunchHostReader;
import io.jsec.launch.LaunchPlan;
import io.jsec.launch.LimitFiles;
import io.jsec.launch.NetworkMode;
import io.jsec.launch.PlanCompiler;
import io.jsec.launch.PlanVerifier;
import io.jsec.launch.Refusal;
import io.jsec.launch.RefusedException;
import io.jsec.launch.SeccompChoice;
import io.jsec.launch.Violation;
import io.jsec.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** From a container's record to a plan that may run: compiled, verified, its files made. */
final class Launches {
    private final EngineSettings settings;
    private final ImageSource images;
    private final ContainerStorage storage;
    private final Identities identities;
    private final Donors donors;
    private final Sidecars sidecars;

    Launches(
            EngineSettings settings,
            ImageSource images,
            ContainerStorage storage,
            Identities identities,
            Donors donors,
            Sidecars sidecars) {
        this.settings = settings;
        this.images = images;
        this.storage = storage;
        this.identities = identities;
        this.donors = donors;
        this.sidecars = sidecars;
    }

    /**
     * A launch that may happen. Its slot is leased until {@link Identities#release}.
     *
     * @param plan verified
     * @param lease for the container's record
     */
    record Ready(ContainerSpec spec, LaunchPlan plan, ContainerRecord.Lease lease) {}

    /**
     * Compiles and verifies, and makes the files of /etc.
     *
     * @throws EngineException with every reason against it
     */
    Ready prepare(ContainerRecord container, HostConfig.ConsoleSize size) {
        OptionalInt leased = OptionalInt.empty();
        boolean done = false;
        try {
            Optional<Donors.Ids> shared = donors.running(container);
            ContainerSpec spec = spec(container, size);
            Identities.Lease lease = lease(spec, shared);
            leased = lease.slot();
            LaunchHost host = host(lease, spec);
            LaunchPlan plan = PlanCompiler.compile(spec, host);
            verify(plan, spec, host);
            if (spec.network() != NetworkMode.SHARED) {
                EtcWriter.write(
                        storage.directory(container.id()), spec, host, container.host().network());
            }
            done = true;
            return new Ready(
                    spec,
                    plan,
                    new ContainerRecord.Lease(
                            leased,
                            lease.form().title(),
                            loosened(spec),
                            List.copyOf(plan.warnings())));
        } catch (RefusedException e) {
            throw refused(e);
        } catch (LinuxException | IOException e) {
            throw EngineException.internal(
                    "preparing the container " + container.shortId() + ": " + e.getMessage(), e);
        } finally {
            if (!done) {
                identities.release(container.id(), leased);
            }
        }
    }

    private Identities.Lease lease(ContainerSpec spec, Optional<Donors.Ids> shared) {
        boolean degrade = spec.confinement().degrade();
        return shared.isPresent()
                ? identities.share(spec.id(), shared.get(), spec.userns(), degrade)
                : identities.lease(spec.id(), spec.userns(), degrade);
    }

    /**
     * Everything that can be known to be wrong before a container is made, but for what depends on
     * its ids.
     *
     * @throws EngineException with every reason against it
     */
    void check(ContainerRecord container) {
        try {
            ContainerSpec spec = spec(container, LaunchSpecs.size(container.host()));
            LaunchHost host = shown(spec);
            List<Refusal> beyond = LimitFiles.beyond(spec.limits(), host);
            if (!beyond.isEmpty()) {
                throw new RefusedException(beyond);
            }
            EtcWriter.files(spec, host, container.host().network());
        } catch (RefusedException e) {
            throw refused(e);
        }
    }

    /**
     * What a container comes to that only its image and the compiler of profiles tell.
     *
     * @throws EngineException with every reason against it
     */
    RequestFacts.Seen see(ContainerRecord container) {
        try {
            ContainerSpec spec = spec(container, LaunchSpecs.size(container.host()));
            List<String> calls =
                    spec.confinement().seccomp() instanceof SeccompChoice.Custom custom
                            ? custom.beyond()
                            : List.of();
            return new RequestFacts.Seen(spec.user().uid() == 0, !calls.isEmpty(), calls);
        } catch (RefusedException e) {
            throw refused(e);
        }
    }

    /** The sentences of a refusal, as one message. */
    static EngineException refused(RefusedException e) {
        return EngineException.badParameter(
                e.refusals().stream().map(Refusal::sentence).collect(Collectors.joining("; ")));
    }

    private ContainerSpec spec(ContainerRecord container, HostConfig.ConsoleSize size) {
        List<Path> layers = images.lowers(container.layers());
        List<Path> all = new ArrayList<>(List.of(storage.upper(container.id())));
        all.removeIf(upper -> !java.nio.file.Files.isDirectory(upper));
        all.addAll(layers);
        return LaunchSpecs.of(
                container,
                storage.directory(container.id()),
                layers,
                LayeredText.accounts(all),
                donors.sharing(container.host().namespaces()),
                donors.names(container),
                sidecars.file(container.id()),
                size,
                settings.defaults());
    }

    private LaunchHost host(Identities.Lease lease, ContainerSpec spec) {
        List<LaunchHost.Workspace> workspaces =
                lease.slot().isPresent()
                        ? settings.workspaces().in(lease.slot().getAsInt(), spec.user())
                        : List.of();
        return LaunchHostReader.read(
                settings.host(), settings.cgroups(), lease.form(), settings.store(), workspaces);
    }

    /** The host for what does not depend on ids. */
    private LaunchHost shown(ContainerSpec spec) {
        return host(new Identities.Lease(settings.ids().single(), OptionalInt.empty()), spec);
    }

    private static List<String> loosened(ContainerSpec spec) {
        return DefaultDiff.of(spec).stream()
                .filter(departure -> departure.rule().loosening())
                .map(Departure::sentence)
                .toList();
    }

    private static void verify(LaunchPlan plan, ContainerSpec spec, LaunchHost host) {
        List<Violation> violations = PlanVerifier.verify(plan, spec, host);
        if (!violations.isEmpty()) {
            throw EngineException.internal(
                    "the compiled plan breaks its own invariants, which is a bug of jsec: "
                            + violations.stream()
                                    .map(Violation::sentence)
                                    .collect(Collectors.joining("; "))
                            + "; nothing was started");
        }
    }
}
