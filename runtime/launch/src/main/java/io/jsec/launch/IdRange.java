package io.jsec.launch;

/**
 * One line of an id map.
 *
 * @param inside the first id inside
 * @param outside the first id one level out
 * @param count how many follow each other, at least 1
 */
public record IdRange(long inside, long outside, long count) {
    private static final long IDS = 1L << 32;

    /** Within the 32 bits of an id; (uid_t) -1 is no id. */
    public IdRange {
        boolean starts = inside >= 0 && outside >= 0 && count >= 1;
        if (!starts || inside + count >= IDS || outside + count >= IDS) {
            throw new IllegalArgumentException(
                    "id range " + inside + " " + outside + " " + count + " out of bounds");
        }
    }

    /** Whether an outer id is among those this line reaches. */
    boolean reaches(long outer) {
        return outer >= outside && outer < outside + count;
    }

    /** As /proc/PID/uid_map has it, with single spaces. */
    @Override
    public String toString() {
        return inside + " " + outside + " " + count;
    }
}
