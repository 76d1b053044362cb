package io.jsec.cli.setup;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of /etc/subuid or /etc/subgid.
 *
 * @param user whose ids (a name or a number)
 * @param first the first id
 * @param count how many
 */
record SubordinateRange(String user, long first, long count) {
    /** Ids a container and a slot have. */
    static final long SLOT_IDS = 65_536;

    /** The lines of a text in subuid(5)'s form. */
    static List<SubordinateRange> parse(String text) {
        List<SubordinateRange> ranges = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.strip().split(":", -1);
            if (fields.length == 3
                    && fields[1].matches("[0-9]{1,10}")
                    && fields[2].matches("[0-9]{1,10}")) {
                ranges.add(
                        new SubordinateRange(
                                fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2])));
            }
        }
        return List.copyOf(ranges);
    }

    /** The first id after the range. */
    long end() {
        return first + count;
    }

    boolean overlaps(long otherFirst, long otherEnd) {
        return first < otherEnd && otherFirst < end();
    }

    /**
     * The lowest multiple of 65,536 from which count ids are free.
     *
     * @param taken every range in use, in either file, and every account as a range of one
     * @param lowest where to begin
     * @param highest the last id that may be given
     * @param count how many are wanted
     * @return the first id, or -1 if there is no such place
     */
    static long free(List<SubordinateRange> taken, long lowest, long highest, long count) {
        long start = aligned(lowest);
        boolean moved = true;
        while (moved) {
            moved = false;
            for (SubordinateRange range : taken) {
                if (range.overlaps(start, start + count)) {
                    start = aligned(range.end());
                    moved = true;
                }
            }
        }
        return start + count - 1 <= highest ? start : -1;
    }

    private static long aligned(long id) {
        return (id + SLOT_IDS - 1) / SLOT_IDS * SLOT_IDS;
    }

    /** How many slots a range of that many ids has besides the store's own 65,536. */
    static int slots(long count) {
        return (int) Math.max(0, count / SLOT_IDS - 1);
    }

    /** How many ids that many slots and the store need. */
    static long idsFor(int slots) {
        return SLOT_IDS * (slots + 1L);
    }
}
