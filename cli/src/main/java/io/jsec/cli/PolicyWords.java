package io.jsec.cli;

import io.jsec.daemon.DaemonConfig;
import io.jsec.engine.AdmissionGround;
import io.jsec.engine.AdmissionPolicy;
import io.jsec.engine.ContainerConfig;
import io.jsec.engine.EngineException;
import io.jsec.engine.Foresight;
import io.jsec.engine.HostConfig;
import io.jsec.engine.LogConfig;
import io.jsec.engine.Resources;
import io.jsec.engine.RestartPolicy;
import io.jsec.launch.CgroupPlacement;
import io.jsec.launch.CpuQuota;
import io.jsec.launch.Limits;
import io.jsec.launch.Ulimit;
import io.jsec.linux.Caller;
import io.jsec.linux.HostFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The words of a {@code run} before the admission policy of an engine: what it would say to {@code
 * docker run} with them.
 */
final class PolicyWords {
    private final RunOptions options;
    private final Environment environment;
    private final EnginePlaces engine;

    PolicyWords(RunOptions options, Environment environment) {
        this.options = options;
        this.environment = environment;
        this.engine = EnginePlaces.ofUser(environment);
    }

    /**
     * The verdict.
     *
     * @param named the file of a policy that is not the engine's
     */
    Foresight.Verdict verdict(Optional<Path> named) {
        DaemonConfig config =
                Files.exists(engine.daemonJson())
                        ? DaemonCommand.read(engine.daemonJson())
                        : DaemonConfig.DEFAULT;
        AdmissionPolicy policy =
                named.map(file -> new EnginePolicy(file, true))
                        .orElseGet(() -> EnginePolicy.of(config, engine.policy()))
                        .read();
        try {
            return Foresight.create(
                    policy,
                    ground(config),
                    options.name == null ? "asked for" : options.name,
                    config(),
                    host(),
                    MountOptions.parse(options, environment));
        } catch (EngineException e) {
            throw CliException.refused(
                    Code.VALUE,
                    "explain",
                    String.valueOf(e.getMessage()),
                    "the words of a docker run");
        }
    }

    private AdmissionGround ground(DaemonConfig config) {
        Places places = Places.ofEngine(environment);
        HostFiles files = HostFiles.here();
        List<Path> guarded =
                new ArrayList<>(
                        List.of(
                                engine.api(),
                                engine.config(),
                                config.dataRoot().orElse(places.state())));
        config.own().policy().ifPresent(guarded::add);
        return new AdmissionGround(
                EngineCommand.defaults(config),
                LaunchIdentity.slots(places),
                CgroupPlacement.detect(files, Caller.current(files)),
                config.own().allow(),
                guarded);
    }

    private ContainerConfig config() {
        boolean directory = options.rootfs != null;
        List<String> words = options.words;
        String image = directory || words.isEmpty() ? "" : words.getFirst();
        List<String> command = image.isEmpty() ? words : words.subList(1, words.size());
        List<String> env = new ArrayList<>();
        for (String file : options.envFiles) {
            env.addAll(EnvFile.read(environment.path(file), environment.variables()));
        }
        for (String entry : options.env) {
            String inherited = environment.variables().get(entry);
            env.add(inherited == null ? entry : entry + "=" + inherited);
        }
        return ContainerConfig.builder(image)
                .user(options.user == null ? "" : options.user)
                .env(env)
                .cmd(Optional.of(command))
                .entrypoint(Optional.ofNullable(options.entrypoint).map(List::of))
                .build();
    }

    private HostConfig host() {
        List<String> security = new ArrayList<>(options.securityOpts);
        if (options.userns != null) {
            security.add("jsec.userns=" + options.userns);
        }
        return new HostConfig(
                storage(),
                new HostConfig.SecurityConfig(
                        options.privileged,
                        options.capAdd,
                        options.capDrop,
                        options.groups,
                        security,
                        "",
                        Map.of(),
                        List.of(),
                        0),
                HostConfig.NamespaceConfig.DEFAULT.withNetwork(
                        options.network == null ? "default" : options.network),
                HostConfig.NetworkConfig.DEFAULT,
                resources(LimitOptions.parse(options)),
                LogConfig.DEFAULT,
                RestartPolicy.NO,
                options.remove,
                options.init ? Optional.of(true) : Optional.empty(),
                Optional.empty());
    }

    private HostConfig.StorageConfig storage() {
        Map<String, String> tmpfs = new LinkedHashMap<>();
        for (String text : options.tmpfs) {
            int colon = text.indexOf(':');
            tmpfs.put(
                    colon < 0 ? text : text.substring(0, colon),
                    colon < 0 ? "" : text.substring(colon + 1));
        }
        return new HostConfig.StorageConfig(
                List.of(), List.of(), tmpfs, List.of(), options.readOnly, 0);
    }

    private Resources resources(Limits limits) {
        List<String> ulimits = new ArrayList<>();
        for (Ulimit limit : limits.ulimits()) {
            ulimits.add(limit.resource().optionName() + "=" + limit.soft() + ":" + limit.hard());
        }
        long shares = limits.cpu().shares().orElse(0);
        return new Resources(
                shares,
                0,
                limits.cpu().quota().map(CpuQuota::periodMicros).orElse(0L),
                limits.cpu().quota().map(CpuQuota::quotaMicros).orElse(0L),
                "",
                "",
                limits.memory().bytes().orElse(0),
                0,
                0,
                OptionalInt.empty(),
                limits.pids().orElse(0),
                0,
                List.of(),
                List.of(),
                false,
                ulimits);
    }
}
