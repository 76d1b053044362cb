package io.jsec.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code docker top}: the processes of a container, read from /proc by this program; nothing is
 * started for it. They are those in the mount namespace of the container's first process, which is
 * never another's: a pid namespace may be.
 */
final class Processes {
    private final Path proc;
    private final Clock clock;

    /**
     * @param proc the host's
     * @param clock with the zone that times are written in
     */
    Processes(Path proc, Clock clock) {
        this.proc = proc;
        this.clock = clock;
    }

    /**
     * Its processes, by number.
     *
     * @param first of them, on the host; 0 where it is not known
     * @param slot whose ids it has, if any
     * @param arguments of ps
     */
    TopView top(int first, OptionalInt slot, String arguments) {
        List<PsColumn> columns = PsArguments.columns(arguments);
        if (first <= 0) {
            throw EngineException.unknownProcess();
        }
        PsColumn.Host host =
                new PsColumn.Host(
                        CgroupFiles.pairs(read("stat")).getOrDefault("btime", 0L),
                        StatsReader.total(read("meminfo").orElse("")) / 1024,
                        clock.instant().atZone(clock.getZone()));
        long root = slot.isPresent() ? Archives.slotRoot(slot.getAsInt()) : 0;
        List<List<String>> rows = new ArrayList<>();
        for (int pid : beside(first)) {
            facts(pid)
                    .map(process -> process.inside(root))
                    .ifPresent(process ->
                            rows.add(
                                    columns.stream().map(each -> each.of(process, host)).toList()));
        }
        return new TopView(columns.stream().map(PsColumn::title).toList(), rows);
    }

    private List<Integer> beside(int first) {
        Optional<String> namespace = namespace(Integer.toString(first));
        List<Integer> pids = new ArrayList<>();
        if (namespace.isEmpty()) {
            return pids;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (namespace(name).equals(namespace)) {
                    pids.add(Integer.parseInt(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pids.stream().sorted().toList();
    }

    /** Absent for processes of others, which nobody may look into, and for those that ended. */
    private Optional<String> namespace(String pid) {
        try {
            return Optional.of(Files.readSymbolicLink(proc.resolve(pid + "/ns/mnt")).toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<ProcessFacts> facts(int pid) {
        Optional<String> stat = read(pid + "/stat");
        Optional<String> status = read(pid + "/status");
        return stat.isEmpty() || status.isEmpty()
                ? Optional.empty()
                : ProcessFacts.parse(
                        pid, stat.get(), status.get(), read(pid + "/cmdline").orElse(""));
    }

    private Optional<String> read(String file) {
        return CgroupFiles.read(proc.resolve(file));
    }
}
