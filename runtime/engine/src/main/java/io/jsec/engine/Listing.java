package io.jsec.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** {@code docker ps}: which containers, and what is shown of each. */
final class Listing {
    private static final Set<String> KEYS =
            Set.of(
                    "ancestor",
                    "before",
                    "exited",
                    "expose",
                    "health",
                    "id",
                    "is-task",
                    "isolation",
                    "label",
                    "label!",
                    "name",
                    "network",
                    "publish",
                    "since",
                    "status",
                    "volume");

    private static final int PATTERN_CHARS_MAX = 256;

    private final Registry registry;
    private final ImageSource images;
    private final ContainerStorage storage;
    private final Clock clock;

    Listing(Registry registry, ImageSource images, ContainerStorage storage, Clock clock) {
        this.registry = registry;
        this.images = images;
        this.storage = storage;
        this.clock = clock;
    }

    /** Those that match, newest first. */
    List<ContainerSummary> list(ListRequest request) {
        request.filters().checkKeys(KEYS);
        Filters filters = request.filters();
        boolean limited = request.limit().isPresent();
        boolean all = request.all() || limited || filters.has("status") || filters.has("exited");
        Predicate<LiveContainer> wanted = wanted(filters);
        Stream<LiveContainer> found =
                registry.all().reversed().stream()
                        .filter(each -> all || runs(each.record().state()))
                        .filter(wanted);
        if (limited) {
            found = found.limit(request.limit().getAsInt());
        }
        return found.map(each -> summary(each, request.sizes())).toList();
    }

    /** As Docker: what restarts runs. */
    private static boolean runs(ContainerState state) {
        return state.alive() || state instanceof ContainerState.Restarting;
    }

    private Predicate<LiveContainer> wanted(Filters filters) {
        List<Pattern> names = patterns(filters.values("name"));
        Optional<Instant> before = time(filters, "before");
        Optional<Instant> since = time(filters, "since");
        checkWords(filters);
        return each -> {
            ContainerRecord record = each.record();
            return named(names, record.name())
                    && any(filters, "id", id -> record.id().startsWith(id))
                    && filters.matches(record.config().labels())
                    && any(filters, "status", word -> record.state().status().word().equals(word))
                    && any(filters, "exited", code -> exited(record, code))
                    && any(filters, "health", word -> health(each).equals(word))
                    && any(filters, "ancestor", image -> ancestor(record, image))
                    && any(filters, "volume", volume -> mounts(record, volume))
                    && any(filters, "network", network -> network(record).equals(network))
                    && any(filters, "expose", port -> exposes(record, port))
                    && any(filters, "publish", _ -> false)
                    && any(filters, "is-task", word -> !filters.flag("is-task", false))
                    && before.filter(time -> !record.created().isBefore(time)).isEmpty()
                    && since.filter(time -> !record.created().isAfter(time)).isEmpty();
        };
    }

    private static void checkWords(Filters filters) {
        for (String word : filters.values("status")) {
            boolean known =
                    Stream.of(ContainerState.Status.values())
                            .anyMatch(status -> status.word().equals(word));
            if (!known) {
                throw EngineException.badParameter("invalid filter 'status=" + word + "'");
            }
        }
        for (String code : filters.values("exited")) {
            if (!code.matches("-?[0-9]{1,9}")) {
                throw EngineException.badParameter("invalid filter 'exited=" + code + "'");
            }
        }
        for (String word : filters.values("health")) {
            if (!Set.of("starting", "healthy", "unhealthy", "none").contains(word)) {
                throw EngineException.badParameter("invalid filter 'health=" + word + "'");
            }
        }
    }

    private static boolean any(Filters filters, String key, Predicate<String> matches) {
        return !filters.has(key) || filters.values(key).stream().anyMatch(matches);
    }

    private static List<Pattern> patterns(List<String> texts) {
        return texts.stream()
                .map(text -> {
                    if (text.length() > PATTERN_CHARS_MAX) {
                        throw EngineException.badParameter("invalid filter 'name=" + text + "'");
                    }
                    try {
                        return Pattern.compile(text);
                    } catch (PatternSyntaxException e) {
                        return Pattern.compile(Pattern.quote(text));
                    }
                })
                .toList();
    }

    /** With and without the slash, as Docker. */
    private static boolean named(List<Pattern> patterns, String name) {
        return patterns.isEmpty()
                || patterns.stream()
                        .anyMatch(pattern ->
                                pattern.matcher(name).find() || pattern.matcher("/" + name).find());
    }

    private Optional<Instant> time(Filters filters, String key) {
        return filters.values(key).stream()
                .map(ref -> registry.find(ref).record().created())
                .reduce((one, other) -> other);
    }

    private static boolean exited(ContainerRecord record, String code) {
        ContainerState state = record.state();
        return !state.alive()
                && !state.past().finishedAt().equals(Instant.EPOCH)
                && state.past().exitCode() == Integer.parseInt(code);
    }

    private boolean ancestor(ContainerRecord record, String image) {
        if (record.config().image().equals(image) || record.imageId().equals(image)) {
            return true;
        }
        try {
            return images.find(image).id().equals(record.imageId());
        } catch (EngineException e) {
            return false;
        }
    }

    private static boolean mounts(ContainerRecord record, String volume) {
        return record.mounts().stream()
                .anyMatch(mount ->
                        mount.name().equals(volume)
                                || mount.target().equals(volume)
                                || mount.source().equals(volume));
    }

    private static boolean exposes(ContainerRecord record, String port) {
        String full = port.contains("/") ? port : port + "/tcp";
        return record.config().exposedPorts().contains(full);
    }

    /** none or host. */
    static String network(ContainerRecord record) {
        String mode = record.host().namespaces().network();
        return mode.equals("host") ? "host" : "none";
    }

    private static String health(LiveContainer container) {
        return container.health().map(HealthView::status).orElse("none");
    }

    /** One line. */
    ContainerSummary summary(LiveContainer container, boolean sizes) {
        ContainerRecord record = container.record();
        return new ContainerSummary(
                record.id(),
                record.name(),
                imageName(record),
                record.imageId(),
                command(record),
                record.created(),
                record.state(),
                status(record.state(), container.health(), clock.instant()),
                record.config().exposedPorts(),
                record.config().labels(),
                network(record),
                record.mounts().stream().map(MountPlan::point).toList(),
                sizes ? Optional.of(sizes(record)) : Optional.empty());
    }

    /** What it takes on disk. */
    ContainerView.DiskSizes sizes(ContainerRecord record) {
        long rw = Trees.bytes(storage.upper(record.id()));
        long image = images.lowers(record.layers()).stream().mapToLong(Trees::bytes).sum();
        return new ContainerView.DiskSizes(rw, OptionalLong.of(rw + image));
    }

    /** What it changed, in bytes. */
    long upperBytes(ContainerRecord record) {
        return Trees.bytes(storage.upper(record.id()));
    }

    /** As typed, or the id where that name means another image by now. */
    private String imageName(ContainerRecord record) {
        try {
            ImageSource.Found now = images.find(record.config().image());
            return now.id().equals(record.imageId()) ? record.config().image() : record.imageId();
        } catch (EngineException e) {
            return record.imageId();
        }
    }

    private static String command(ContainerRecord record) {
        StringBuilder line = new StringBuilder();
        for (String word : ConfigMerge.argv(record.config())) {
            line.append(line.isEmpty() ? "" : " ");
            line.append(word.indexOf(' ') >= 0 ? "'" + word + "'" : word);
        }
        return line.toString();
    }

    /** Docker's words: {@code Up 3 minutes (healthy)}. Pure. */
    static String status(ContainerState state, Optional<HealthView> health, Instant now) {
        ContainerState.Past past = state.past();
        return switch (state) {
            case ContainerState.Running _ ->
                    "Up "
                            + span(Duration.between(past.startedAt(), now))
                            + health.map(view -> " (" + healthWord(view.status()) + ")").orElse("");
            case ContainerState.Paused _ ->
                    "Up " + span(Duration.between(past.startedAt(), now)) + " (Paused)";
            case ContainerState.Restarting _ ->
                    "Restarting ("
                            + past.exitCode()
                            + ") "
                            + span(Duration.between(past.finishedAt(), now))
                            + " ago";
            case ContainerState.Removing _ -> "Removal In Progress";
            case ContainerState.Dead _ -> "Dead";
            case ContainerState.Created _ -> "Created";
            case ContainerState.Exited _ ->
                    "Exited ("
                            + past.exitCode()
                            + ") "
                            + span(Duration.between(past.finishedAt(), now))
                            + " ago";
        };
    }

    private static String healthWord(String status) {
        return status.equals("starting") ? "health: starting" : status;
    }

    /** A time as people say it, in Docker's words. */
    static String span(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        long minutes = seconds / 60;
        long hours = Math.round(seconds / 3600.0);
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds == 1) {
            return "1 second";
        }
        if (seconds < 60) {
            return seconds + " seconds";
        }
        if (minutes == 1) {
            return "About a minute";
        }
        if (minutes < 60) {
            return minutes + " minutes";
        }
        if (hours == 1) {
            return "About an hour";
        }
        if (hours < 48) {
            return hours + " hours";
        }
        if (hours < 24 * 7 * 2) {
            return hours / 24 + " days";
        }
        if (hours < 24 * 30 * 2) {
            return hours / 24 / 7 + " weeks";
        }
        if (hours < 24 * 365 * 2) {
            return hours / 24 / 30 + " months";
        }
        return hours / 24 / 365 + " years";
    }
}
