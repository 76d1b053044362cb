package io.jsec.engine;

import io.jsec.launch.CgroupView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The files of a container's control groups, read as texts; parsers are pure. */
final class CgroupFiles {
    private final CgroupView view;
    private final String id;

    CgroupFiles(CgroupView view, String id) {
        this.view = view;
        this.id = id;
    }

    /** Whether they are of version 2. */
    boolean unified() {
        return view instanceof CgroupView.V2;
    }

    /** A file of the group of a controller; empty where it is not there. */
    Optional<String> text(String controller, String file) {
        return directory(controller).flatMap(group -> read(group.resolve(id).resolve(file)));
    }

    private Optional<Path> directory(String controller) {
        return switch (view) {
            case CgroupView.V2 v2 -> Optional.of(v2.directory());
            case CgroupView.V1 v1 ->
                    v1.hierarchies().stream()
                            .filter(each -> each.controllers().contains(controller))
                            .map(CgroupView.Hierarchy::directory)
                            .findFirst();
            case CgroupView.None _ -> Optional.empty();
        };
    }

    /** A file of the kernel's; empty where it is not there. */
    static Optional<String> read(Path file) {
        try {
            // Not all is text: a process names itself as it likes.
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** One number; {@code max} is none. */
    static OptionalLong number(Optional<String> text) {
        String word = text.map(String::strip).orElse("");
        return word.matches("\\d{1,19}") ? parse(word) : OptionalLong.empty();
    }

    private static OptionalLong parse(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.of(Long.MAX_VALUE);
        }
    }

    /** Lines of a word and a number: {@code cpu.stat}, {@code memory.stat}. */
    static Map<String, Long> pairs(Optional<String> text) {
        Map<String, Long> pairs = new LinkedHashMap<>();
        for (String line : text.orElse("").split("\n", -1)) {
            int space = line.indexOf(' ');
            if (space > 0) {
                parse(line, space).ifPresent(value -> pairs.put(line.substring(0, space), value));
            }
        }
        return pairs;
    }

    private static OptionalLong parse(String line, int space) {
        return number(Optional.of(line.substring(space + 1)));
    }

    /** Bytes of a line of /proc/meminfo, {@code MemTotal:}; 0 where there is none. */
    static long meminfo(String text, String title) {
        for (String line : text.split("\n", -1)) {
            String[] words = line.split("\\s+", -1);
            if (words[0].equals(title) && words.length > 1) {
                return number(Optional.of(words[1])).orElse(0) * 1024;
            }
        }
        return 0;
    }

    /** {@code io.stat} of version 2: {@code 8:0 rbytes=1 wbytes=2 rios=3 wios=4 …}. */
    static List<StatsSample.Io> ioStat(String text) {
        List<StatsSample.Io> all = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] words = line.strip().split("\\s+", -1);
            int[] device = device(words[0]);
            if (device.length == 2) {
                Map<String, Long> values = new LinkedHashMap<>();
                for (int i = 1; i < words.length; i++) {
                    String[] pair = words[i].split("=", 2);
                    if (pair.length == 2) {
                        number(Optional.of(pair[1])).ifPresent(v -> values.put(pair[0], v));
                    }
                }
                all.add(io(device, "Read", values, "rbytes", "rios"));
                all.add(io(device, "Write", values, "wbytes", "wios"));
            }
        }
        return all;
    }

    private static StatsSample.Io io(
            int[] device, String op, Map<String, Long> values, String bytes, String operations) {
        return new StatsSample.Io(
                device[0],
                device[1],
                op,
                values.getOrDefault(bytes, 0L),
                values.getOrDefault(operations, 0L));
    }

    /**
     * {@code blkio.throttle.io_service_bytes} and {@code …io_serviced} of version 1: {@code 8:0
     * Read 4096}.
     */
    static List<StatsSample.Io> blkio(String bytes, String operations) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String line : operations.split("\n", -1)) {
            int space = line.lastIndexOf(' ');
            if (space > 0) {
                parse(line, space).ifPresent(v -> counts.put(line.substring(0, space), v));
            }
        }
        List<StatsSample.Io> all = new ArrayList<>();
        for (String line : bytes.split("\n", -1)) {
            String[] words = line.strip().split("\\s+", -1);
            int[] device = device(words[0]);
            boolean moved =
                    words.length == 3 && (words[1].equals("Read") || words[1].equals("Write"));
            if (device.length == 2 && moved) {
                long operationCount = counts.getOrDefault(words[0] + " " + words[1], 0L);
                number(Optional.of(words[2]))
                        .ifPresent(value ->
                                all.add(
                                        new StatsSample.Io(
                                                device[0],
                                                device[1],
                                                words[1],
                                                value,
                                                operationCount)));
            }
        }
        return all;
    }

    private static int[] device(String text) {
        if (!text.matches("\\d{1,9}:\\d{1,9}")) {
            return new int[0];
        }
        String[] parts = text.split(":", -1);
        return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
    }
}
