package io.jsec.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Command lines of jsec-launch. Pure; descriptors are numbers that stay open at execve. */
final class LauncherCommand {
    /** Sockets of clients the launcher takes. */
    static final int SOCKETS_MAX = 8;

    private static final String NAME = "jsec-launch";

    private LauncherCommand() {}

    /**
     * One container, in the foreground.
     *
     * @param plan descriptor of the sealed plan
     * @param locks descriptors the launcher holds while the container lives
     * @param stopSignal what the container gets when the launcher is told SIGTERM
     */
    static List<String> once(
            int plan,
            IdMaps maps,
            List<Integer> locks,
            int stopSignal,
            Optional<Path> failureExec) {
        List<String> words = words("once");
        words.add("--plan-fd");
        words.add(Integer.toString(plan));
        addMaps(words, maps);
        addLocks(words, locks);
        words.add("--stop-signal");
        words.add(Integer.toString(stopSignal));
        failureExec.ifPresent(path -> {
            words.add("--failure-exec");
            words.add(path.toString());
        });
        return List.copyOf(words);
    }

    /** The launcher that stays: it binds the socket itself. */
    static List<String> resident(Path socket, IdMaps maps, Optional<Path> views) {
        List<String> words = words("resident");
        words.add("--socket");
        words.add(socket.toString());
        addMaps(words, maps);
        views.ifPresent(path -> {
            words.add("--views");
            words.add(path.toString());
        });
        return List.copyOf(words);
    }

    /**
     * The launcher that stays, with an engine.
     *
     * @param sockets of the engine's clients, at most {@link #SOCKETS_MAX}
     * @param locks descriptors the launcher holds while anything of it lives
     */
    static List<String> engine(
            Path socket,
            IdMaps maps,
            Optional<Path> views,
            List<ApiSocket> sockets,
            List<Integer> locks,
            EngineProgram engine) {
        if (sockets.size() > SOCKETS_MAX) {
            throw new IllegalArgumentException(sockets.size() + " sockets");
        }
        List<String> words = new ArrayList<>(resident(socket, maps, views));
        for (ApiSocket each : sockets) {
            switch (each) {
                case ApiSocket.Bound bound -> {
                    words.add("--listen");
                    words.add(argument(bound));
                }
                case ApiSocket.Loopback loopback -> {
                    words.add("--listen-tcp");
                    words.add(loopback.text());
                }
                case ApiSocket.HandedDown handed -> {
                    words.add("--listen-fd");
                    words.add(Integer.toString(handed.descriptor()));
                }
            }
        }
        addLocks(words, locks);
        engine.environment().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> {
                    words.add("--engine-env");
                    words.add(entry.getKey() + "=" + entry.getValue());
                });
        words.add("--");
        words.addAll(engine.command());
        return List.copyOf(words);
    }

    private static String argument(ApiSocket.Bound bound) {
        String group = bound.group().isPresent() ? ":" + bound.group().getAsInt() : "";
        return bound.path() + ":" + Integer.toOctalString(bound.mode()) + group;
    }

    /** Removes trees whose files belong to subordinate ids. */
    static List<String> remove(IdMaps maps, List<Path> directories) {
        List<String> words = words("remove");
        addMaps(words, maps);
        for (Path directory : directories) {
            if (!directory.isAbsolute()) {
                throw new IllegalArgumentException("relative directory " + directory);
            }
            words.add(directory.toString());
        }
        return List.copyOf(words);
    }

    private static List<String> words(String verb) {
        return new ArrayList<>(List.of(NAME, verb));
    }

    private static void addLocks(List<String> words, List<Integer> locks) {
        for (int lock : locks) {
            words.add("--lock-fd");
            words.add(Integer.toString(lock));
        }
    }

    private static void addMaps(List<String> words, IdMaps maps) {
        words.add("--uid-map");
        words.add(IdMaps.argument(maps.uids()));
        words.add("--gid-map");
        words.add(IdMaps.argument(maps.gids()));
    }
}
