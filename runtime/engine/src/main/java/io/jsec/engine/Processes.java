package io.jsec.engine;

import io.jsec.launch.CgroupView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * {@code docker top}: the processes of a container, read from /proc by this program; nothing is
 * started for it. Processes are told by the pid namespace of the container's first.
 */
final class Processes {
    private static final List<String> TITLES =
            List.of("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD");

    private static final long TICKS_A_SECOND = 100;

    private final CgroupView cgroups;
    private final Path proc;
    private final Clock clock;

    /**
     * @param proc of the pid namespace whose numbers control groups show here
     */
    Processes(CgroupView cgroups, Path proc, Clock clock) {
        this.cgroups = cgroups;
        this.proc = proc;
        this.clock = clock;
    }

    TopView top(ContainerRecord container, String arguments) {
        String asked = arguments.strip();
        if (!asked.isEmpty() && !asked.equals("-ef")) {
            throw EngineException.unsupported(
                    "docker top " + asked,
                    "the engine reads /proc itself and starts no ps",
                    "docker top without arguments, or docker exec with a ps of the image");
        }
        List<List<String>> rows = new ArrayList<>();
        long boot = bootSeconds();
        for (int pid : pids(container)) {
            row(pid, container.lease().slot(), boot).ifPresent(rows::add);
        }
        return new TopView(TITLES, rows);
    }

    private List<Integer> pids(ContainerRecord container) {
        CgroupFiles files = new CgroupFiles(cgroups, container.id());
        Optional<String> text =
                files.text("freezer", "cgroup.procs").or(() -> files.text("pids", "cgroup.procs"));
        if (text.isEmpty()) {
            throw EngineException.unsupported(
                    "docker top",
                    "the container has no control group that lists its processes",
                    "docker exec with a ps of the image; jsec setup delegates control groups");
        }
        try (Stream<String> lines = text.get().lines()) {
            return lines.filter(line -> line.matches("\\d{1,9}"))
                    .map(Integer::valueOf)
                    .sorted()
                    .toList();
        }
    }

    private long bootSeconds() {
        return CgroupFiles.pairs(read("stat")).getOrDefault("btime", 0L);
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(proc.resolve(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<List<String>> row(int pid, OptionalInt slot, long boot) {
        Optional<String> stat = read(pid + "/stat");
        Optional<String> status = read(pid + "/status");
        if (stat.isEmpty() || status.isEmpty()) {
            return Optional.empty();
        }
        String command = read(pid + "/cmdline").orElse("").replace('\0', ' ').strip();
        String uid = uid(status.get(), slot);
        return row(pid, stat.get(), uid, command, boot, clock.instant());
    }

    /** One line of ps -ef. Pure. */
    static Optional<List<String>> row(
            int pid, String stat, String uid, String command, long boot, Instant now) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        String[] fields = stat.substring(close + 1).strip().split("\\s+", -1);
        if (fields.length < 20) {
            return Optional.empty();
        }
        long ticks = number(fields[11]) + number(fields[12]);
        long started = boot + number(fields[19]) / TICKS_A_SECOND;
        long age = Math.max(1, now.getEpochSecond() - started);
        long percent = Math.min(99, ticks * 100 / TICKS_A_SECOND / age);
        String name = "[" + stat.substring(open + 1, close) + "]";
        return Optional.of(
                List.of(
                        uid,
                        Integer.toString(pid),
                        fields[1],
                        Long.toString(percent),
                        since(started, now),
                        tty(number(fields[4])),
                        time(ticks / TICKS_A_SECOND),
                        command.isEmpty() ? name : command));
    }

    private static long number(String text) {
        return CgroupFiles.number(Optional.of(text)).orElse(0);
    }

    /** Who runs it, in ids of the container, whichever slot it has. Pure. */
    static String uid(String status, OptionalInt slot) {
        for (String line : status.split("\n", -1)) {
            if (line.startsWith("Uid:")) {
                long uid = number(line.split("\\s+", -1)[1]);
                long root = slot.isPresent() ? Archives.slotRoot(slot.getAsInt()) : 0;
                return uid < root ? "?" : Long.toString(uid - root);
            }
        }
        return "?";
    }

    private static String since(long started, Instant now) {
        Instant at = Instant.ofEpochSecond(started);
        LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
        boolean today = day.equals(now.atZone(ZoneOffset.UTC).toLocalDate());
        return today ? at.toString().substring(11, 16) : day.toString().substring(5);
    }

    private static String tty(long device) {
        long minor = (device & 0xff) | ((device >> 12) & 0xfff00);
        return ((device >> 8) & 0xfff) == 136 ? "pts/" + minor : "?";
    }

    private static String time(long seconds) {
        return "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
