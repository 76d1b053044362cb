package io.jsec.engine;

import java.util.Optional;

/**
 * One process, as the kernel tells of it.
 *
 * @param pid on the host
 * @param stat the fields of its stat behind its name
 * @param uid as the engine's user namespace counts, or, once {@link #inside}, as the container's
 * @param gid likewise
 * @param lockedKib memory it holds locked
 * @param residentKib memory it has, which status counts exactly and stat does not
 * @param name of its program, at most 15 bytes
 * @param command its arguments, joined by spaces; empty for a zombie
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
record ProcessFacts(
        int pid,
        Stat stat,
        String uid,
        String gid,
        long lockedKib,
        long residentKib,
        String name,
        String command) {
    private static final int FIELDS_LEAST = 21;

    /**
     * Of stat.
     *
     * @param ticks of processor time, in user and kernel mode
     * @param startedTicks after boot
     */
    record Stat(
            String state,
            String parent,
            String group,
            String session,
            long terminal,
            String foreground,
            long ticks,
            long nice,
            long threads,
            long startedTicks,
            long virtualBytes) {}

    /** Absent where the texts are not the kernel's: the process ended meanwhile. */
    static Optional<ProcessFacts> parse(int pid, String stat, String status, String command) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        String[] fields = stat.substring(close + 1).strip().split("\\s+", -1);
        if (fields.length < FIELDS_LEAST) {
            return Optional.empty();
        }
        Stat parsed =
                new Stat(
                        fields[0],
                        fields[1],
                        fields[2],
                        fields[3],
                        number(fields[4]),
                        fields[5],
                        number(fields[11]) + number(fields[12]),
                        number(fields[16]),
                        number(fields[17]),
                        number(fields[19]),
                        number(fields[20]));
        return Optional.of(
                new ProcessFacts(
                        pid,
                        parsed,
                        field(status, "Uid:"),
                        field(status, "Gid:"),
                        number(field(status, "VmLck:")),
                        number(field(status, "VmRSS:")),
                        stat.substring(open + 1, close),
                        command.replace('\0', ' ').strip()));
    }

    /**
     * The same in ids of a container.
     *
     * @param root the first id of its range; an id below it is nobody's there, and told as ?
     */
    ProcessFacts inside(long root) {
        return new ProcessFacts(
                pid,
                stat,
                inside(uid, root),
                inside(gid, root),
                lockedKib,
                residentKib,
                name,
                command);
    }

    private static String inside(String id, long root) {
        if (root == 0) {
            return id;
        }
        long number = number(id);
        return number < root ? "?" : Long.toString(number - root);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.split("\\s+", -1)[1])
                .findFirst()
                .orElse("?");
    }
}
