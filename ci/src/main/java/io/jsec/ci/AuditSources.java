package io.jsec.ci;

import io.jsec.audit.PolicyException;
import io.jsec.audit.collect.ApiProbe;
import io.jsec.audit.collect.CertificateCollector;
import io.jsec.audit.collect.ClientCollector;
import io.jsec.audit.collect.Collector;
import io.jsec.audit.collect.DaemonCollector;
import io.jsec.audit.collect.EngineAddress;
import io.jsec.audit.collect.EngineCollector;
import io.jsec.audit.collect.HostCollector;
import io.jsec.audit.collect.InspectCollector;
import io.jsec.audit.collect.SavedCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What {@code jsec audit} judges. */
final class AuditSources {
    /** Sockets of engines, below the root and below the user's runtime folder. */
    private static final List<String> SYSTEM =
            List.of("/run/docker.sock", "/run/podman/podman.sock", "/run/jsec/jsec.sock");

    private static final List<String> OWN =
            List.of("docker.sock", "podman/podman.sock", "jsec/jsec.sock");

    private static final Path ROOT = Path.of("/");
    private static final Duration PROBE = Duration.ofSeconds(3);

    @Option(
            names = {"-H", "--host"},
            paramLabel = "ADDRESS",
            description = {
                "An engine, as unix:///PATH or tcp://HOST:PORT; may be given several times.",
                "Without it: DOCKER_HOST, or every engine whose socket is found."
            })
    List<String> hosts = new ArrayList<>();

    @Option(
            names = "--inspect",
            paramLabel = "FILE",
            description =
                    "Judge what docker inspect printed, and nothing else; - is standard input.")
    List<String> inspected = new ArrayList<>();

    @Option(
            names = "--image",
            paramLabel = "PATH",
            description =
                    "Judge saved images, and nothing else: an archive of docker save, or an OCI"
                            + " layout; may be given several times.")
    List<String> images = new ArrayList<>();

    /** Whether something is named that is judged instead of the host. */
    private boolean named() {
        return !inspected.isEmpty() || !images.isEmpty();
    }

    /** A part of what is judged without naming anything. */
    enum Part {
        HOST,
        CONFIGURATION,
        ENGINES
    }

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description =
                    "Judge some parts only: host (with the engine's files), configuration (of"
                            + " dockerd, with certificates), engines (with what they run); "
                            + "separated by commas.")
    List<String> only = new ArrayList<>();

    private boolean counts(Part part) {
        List<Part> parts =
                only.stream().map(word -> CheckCommand.word(Part.class, "--only", word)).toList();
        return parts.isEmpty() || parts.contains(part);
    }

    /** What is judged, by name. */
    String subject(CiEnvironment environment) {
        if (named()) {
            return Stream.concat(inspected.stream(), images.stream())
                    .collect(Collectors.joining(" "));
        }
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "this host";
        }
    }

    /** Whether everything is judged that can be. */
    boolean whole() {
        return !named() && only.isEmpty();
    }

    /** Collectors for all that was asked for. */
    List<Collector> collectors(CiEnvironment environment, Duration timeout) {
        List<Collector> all = new ArrayList<>();
        for (String file : inspected) {
            all.add(inspect(file, environment));
        }
        for (String file : images) {
            all.add(new SavedCollector(environment.directory().resolve(file), file));
        }
        if (!named()) {
            DaemonCollector daemons = new DaemonCollector(ROOT, ownConfiguration(environment));
            if (counts(Part.HOST)) {
                ApiProbe probe = new ApiProbe(PROBE);
                all.add(new HostCollector(subject(environment), ROOT, daemons, probe));
                all.add(new ClientCollector(subject(environment), environment.variables()));
            }
            if (counts(Part.CONFIGURATION)) {
                all.add(daemons);
                String home = environment.variables().getOrDefault("HOME", "");
                List<String> homes = home.startsWith("/") ? List.of(home) : List.of();
                all.add(new CertificateCollector(ROOT, daemons, homes, environment.clock()));
            }
        }
        List<EngineAddress> engines = counts(Part.ENGINES) ? engines(environment) : List.of();
        for (EngineAddress engine : engines) {
            String scope = engines.size() == 1 ? "" : engine.text() + "/";
            all.add(new EngineCollector(engine, scope, timeout));
        }
        return all;
    }

    private static Collector inspect(String file, CiEnvironment environment) {
        if (file.equals("-")) {
            return new InspectCollector("stdin", environment::in);
        }
        Path path = environment.directory().resolve(file);
        return new InspectCollector(file, () -> Files.newInputStream(path));
    }

    private List<EngineAddress> engines(CiEnvironment environment) {
        List<String> named = new ArrayList<>(hosts);
        String variable = environment.variables().getOrDefault("DOCKER_HOST", "");
        if (named.isEmpty() && !named() && !variable.isEmpty()) {
            named.add(variable);
        }
        List<EngineAddress> all = new ArrayList<>();
        for (String text : named) {
            try {
                all.add(EngineAddress.parse(text, certificates(environment.variables())));
            } catch (IllegalArgumentException e) {
                throw new PolicyException(
                        "-H refused: " + e.getMessage() + ". Instead: -H unix:///run/docker.sock");
            }
        }
        if (named.isEmpty() && !named()) {
            found(environment).forEach(path -> all.add(new EngineAddress.Unix(path)));
        }
        return all;
    }

    /** As docker does: TLS where {@code DOCKER_TLS_VERIFY} is set. */
    private static Optional<Path> certificates(Map<String, String> variables) {
        if (variables.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
            return Optional.empty();
        }
        String set = variables.getOrDefault("DOCKER_CERT_PATH", "");
        return Optional.of(
                set.isEmpty()
                        ? Path.of(variables.getOrDefault("HOME", "/"), ".docker")
                        : Path.of(set));
    }

    private static Set<Path> found(CiEnvironment environment) {
        Set<Path> all = new LinkedHashSet<>();
        List<Path> candidates = new ArrayList<>(SYSTEM.stream().map(Path::of).toList());
        String runtime = environment.variables().getOrDefault("XDG_RUNTIME_DIR", "");
        if (!runtime.isEmpty()) {
            OWN.forEach(name -> candidates.add(Path.of(runtime, name)));
        }
        for (Path each : candidates) {
            if (Files.exists(each)) {
                all.add(each);
            }
        }
        return all;
    }

    private static Optional<Path> ownConfiguration(CiEnvironment environment) {
        String home = environment.variables().getOrDefault("HOME", "");
        String set = environment.variables().getOrDefault("XDG_CONFIG_HOME", "");
        if (!set.isEmpty()) {
            return Optional.of(Path.of(set, "docker", "daemon.json"));
        }
        return home.isEmpty()
                ? Optional.empty()
                : Optional.of(Path.of(home, ".config", "docker", "daemon.json"));
    }
}
