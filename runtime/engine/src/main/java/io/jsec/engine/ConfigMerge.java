package io.jsec.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A request's configuration over an image's, by Docker's rules. Pure. */
final class ConfigMerge {
    private ConfigMerge() {}

    /**
     * The configuration that runs.
     *
     * @param asked of the request
     * @param image of the image
     */
    static ContainerConfig merge(ContainerConfig asked, ContainerConfig image) {
        Map<String, String> labels = new LinkedHashMap<>(image.labels());
        // Whose an image is, is not whose a container is.
        labels.keySet().removeIf(label -> label.startsWith(Access.RESERVED));
        labels.putAll(asked.labels());
        boolean ownEntry = asked.entrypoint().isPresent();
        boolean reset = asked.entrypoint().filter(ConfigMerge::nothing).isPresent();
        Optional<List<String>> entrypoint =
                ownEntry ? asked.entrypoint().filter(_ -> !reset) : image.entrypoint();
        boolean ownCmd = asked.cmd().filter(words -> !words.isEmpty()).isPresent();
        Optional<List<String>> cmd = ownCmd ? asked.cmd() : ownEntry ? asked.cmd() : image.cmd();
        return asked.toBuilder()
                .user(asked.user().isEmpty() ? image.user() : asked.user())
                .exposedPorts(union(asked.exposedPorts(), image.exposedPorts()))
                .env(env(asked.env(), image.env()))
                .cmd(cmd)
                .entrypoint(entrypoint)
                .healthcheck(health(asked.healthcheck(), image.healthcheck()))
                .volumes(union(asked.volumes(), image.volumes()))
                .workingDir(asked.workingDir().isEmpty() ? image.workingDir() : asked.workingDir())
                .labels(labels)
                .stop(
                        asked.stopSignal().isEmpty() ? image.stopSignal() : asked.stopSignal(),
                        asked.stopTimeoutSeconds().isPresent()
                                ? asked.stopTimeoutSeconds()
                                : image.stopTimeoutSeconds())
                .shell(asked.shell().isEmpty() ? image.shell() : asked.shell())
                .build();
    }

    /**
     * The words that run, entrypoint first.
     *
     * @throws EngineException in dockerd's words where there are none
     */
    static List<String> argv(ContainerConfig config) {
        List<String> words = new ArrayList<>(config.entrypoint().orElse(List.of()));
        words.addAll(config.cmd().orElse(List.of()));
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw EngineException.badParameter("no command specified");
        }
        return List.copyOf(words);
    }

    private static boolean nothing(List<String> words) {
        return words.isEmpty() || words.equals(List.of(""));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    /** The image's first, each name once; a name without a value takes one away. */
    private static List<String> env(List<String> asked, List<String> image) {
        Map<String, String> all = new LinkedHashMap<>();
        image.forEach(entry -> all.put(name(entry), entry));
        for (String entry : asked) {
            if (entry.indexOf('=') > 0) {
                all.put(name(entry), entry);
            } else if (entry.isEmpty() || entry.startsWith("=")) {
                throw EngineException.badParameter("invalid environment variable: " + entry);
            } else {
                all.remove(entry);
            }
        }
        return List.copyOf(all.values());
    }

    private static String name(String entry) {
        int equals = entry.indexOf('=');
        return equals < 0 ? entry : entry.substring(0, equals);
    }

    private static Optional<HealthConfig> health(
            Optional<HealthConfig> asked, Optional<HealthConfig> image) {
        if (asked.isEmpty() || image.isEmpty()) {
            return asked.or(() -> image);
        }
        HealthConfig own = asked.get();
        HealthConfig base = image.get();
        return Optional.of(
                new HealthConfig(
                        own.test().isEmpty() ? base.test() : own.test(),
                        either(own.interval(), base.interval()),
                        either(own.timeout(), base.timeout()),
                        either(own.startPeriod(), base.startPeriod()),
                        either(own.startInterval(), base.startInterval()),
                        own.retries() == 0 ? base.retries() : own.retries()));
    }

    private static Duration either(Duration own, Duration base) {
        return own.isZero() ? base : own;
    }
}
