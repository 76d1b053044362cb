package io.jsec.daemon;

import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.ContainerConfig;
import io.jsec.engine.CreateRequest;
import io.jsec.engine.HealthConfig;
import io.jsec.engine.HostConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what {@code POST /containers/create} and {@code POST /commit} send. */
final class ConfigReader {
    private ConfigReader() {}

    /**
     * A container to be made.
     *
     * @param name of the query
     */
    static CreateRequest create(Optional<String> name, Fields request) {
        RefusedOptions.check(request.node());
        ContainerConfig config = config(request);
        HostConfig host =
                request.object("HostConfig").map(HostReader::read).orElse(HostConfig.DEFAULT);
        host = host.with(network(host, request));
        return new CreateRequest(name.map(ConfigReader::withoutSlash), config, host);
    }

    private static String withoutSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /** Where a request names one network and no mode, the network is the mode. */
    private static HostConfig.NamespaceConfig network(HostConfig host, Fields request) {
        String mode = host.namespaces().network();
        if (request.isTrue("NetworkDisabled")) {
            mode = "none";
        }
        Optional<Fields> endpoints =
                request.object("NetworkingConfig").flatMap(net -> net.object("EndpointsConfig"));
        if (endpoints.isPresent() && !endpoints.orElseThrow().names().isEmpty()) {
            var names = endpoints.orElseThrow().names();
            if (names.size() > 1) {
                throw new StatusException(
                        400, "several networks are not supported: they come with networks");
            }
            String only = names.iterator().next();
            if (mode.equals("default")) {
                mode = only;
            }
        }
        return host.namespaces().withNetwork(mode);
    }

    /** What runs. */
    static ContainerConfig config(Fields fields) {
        return ContainerConfig.builder(fields.text("Image").orElse(""))
                .names(fields.text("Hostname").orElse(""), fields.text("Domainname").orElse(""))
                .user(fields.text("User").orElse(""))
                .streams(
                        new ContainerConfig.StreamConfig(
                                fields.isTrue("AttachStdin"),
                                fields.isTrue("AttachStdout"),
                                fields.isTrue("AttachStderr"),
                                fields.isTrue("OpenStdin"),
                                fields.isTrue("StdinOnce")))
                .exposedPorts(fields.keys("ExposedPorts"))
                .tty(fields.isTrue("Tty"))
                .env(fields.texts("Env"))
                .cmd(fields.words("Cmd"))
                .entrypoint(fields.words("Entrypoint"))
                .healthcheck(fields.object("Healthcheck").map(ConfigReader::health))
                .volumes(fields.keys("Volumes"))
                .workingDir(fields.text("WorkingDir").orElse(""))
                .labels(fields.table("Labels"))
                .stop(fields.text("StopSignal").orElse(""), optional(fields.small("StopTimeout")))
                .shell(fields.texts("Shell"))
                .build();
    }

    private static OptionalInt optional(Optional<Integer> value) {
        return value.isPresent() ? OptionalInt.of(value.orElseThrow()) : OptionalInt.empty();
    }

    private static HealthConfig health(Fields fields) {
        return new HealthConfig(
                fields.texts("Test"),
                nanos(fields, "Interval"),
                nanos(fields, "Timeout"),
                nanos(fields, "StartPeriod"),
                nanos(fields, "StartInterval"),
                fields.small("Retries").orElse(0));
    }

    private static Duration nanos(Fields fields, String key) {
        return Duration.ofNanos(fields.number(key).orElse(0L));
    }
}
