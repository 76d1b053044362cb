package io.jsec.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ids of {@code /etc/subuid} and {@code /etc/subgid} that newuidmap and newgidmap let one user
 * map.
 *
 * @param uids ranges in the file's order
 * @param gids ranges in the file's order
 * @param problems lines that have not the documented form, with file and number
 * @see <a href="https://man7.org/linux/man-pages/man5/subuid.5.html">subuid(5)</a>
 */
public record SubordinateIds(List<Range> uids, List<Range> gids, List<String> problems) {
    private static final long ID_MAX = 0xffff_fffeL;

    /**
     * Consecutive ids of the host.
     *
     * @param first at least 1: the host's root is never subordinate
     * @param count at least 1
     */
    public record Range(long first, long count) {
        /** Checks that every id is legal. */
        public Range {
            if (first < 1 || count < 1 || first + count - 1 > ID_MAX) {
                throw new IllegalArgumentException(first + ":" + count + " is no range of ids");
            }
        }

        /** Whether an id lies within. */
        public boolean contains(long id) {
            return id >= first && id < first + count;
        }
    }

    /** Copies the lists. */
    public SubordinateIds {
        uids = List.copyOf(uids);
        gids = List.copyOf(gids);
        problems = List.copyOf(problems);
    }

    /** Reads both files of a host for a user, whose lines start with its name or its number. */
    public static SubordinateIds read(HostFiles host, String name, int uid) {
        List<String> problems = new ArrayList<>();
        List<Range> uids = parse("/etc/subuid", host.lines("/etc/subuid"), name, uid, problems);
        List<Range> gids = parse("/etc/subgid", host.lines("/etc/subgid"), name, uid, problems);
        return new SubordinateIds(uids, gids, problems);
    }

    /** The range of user ids the engine maps: see {@link #chosen(List)}. */
    public Optional<Range> uidRange() {
        return chosen(uids);
    }

    /** The range of group ids the engine maps. */
    public Optional<Range> gidRange() {
        return chosen(gids);
    }

    /** The first range that holds a whole container (65,535 beside its root), else the first. */
    private static Optional<Range> chosen(List<Range> ranges) {
        Optional<Range> whole = ranges.stream().filter(range -> range.count >= 65_535).findFirst();
        return whole.isPresent() ? whole : ranges.stream().findFirst();
    }

    private static List<Range> parse(
            String file, List<String> lines, String name, int uid, List<String> problems) {
        List<Range> ranges = new ArrayList<>();
        String number = Integer.toUnsignedString(uid);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] fields = line.split(":", -1);
            Optional<Range> range = fields.length == 3 ? range(fields) : Optional.empty();
            if (range.isEmpty() || fields[0].isEmpty()) {
                problems.add(file + ":" + (i + 1) + ": \"" + line + "\" is not name:first:count");
            } else if (fields[0].equals(name) || fields[0].equals(number)) {
                ranges.add(range.get());
            }
        }
        return ranges;
    }

    private static Optional<Range> range(String[] fields) {
        try {
            return Optional.of(new Range(Long.parseLong(fields[1]), Long.parseLong(fields[2])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
