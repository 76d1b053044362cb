package io.jsec.audit.collect;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.audit.Unreadable;
import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Facts;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.read.DaemonArguments;
import io.jsec.rules.read.DaemonReader;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of every dockerd that runs: its command line from {@code /proc}, with the
 * configuration file as the process sees it. Where none runs, the file alone is judged.
 *
 * <p>What a running engine has not reloaded yet is not told from what it has.
 */
public final class DaemonCollector implements Collector {
    private static final String FILE = "/etc/docker/daemon.json";
    private static final long BYTES_MAX = 8L * 1024 * 1024;

    private final Path root;
    private final Optional<Path> own;

    @GuardedBy("this")
    private @Nullable Collected collected;

    /**
     * A collector.
     *
     * @param root where {@code proc} and {@code etc} lie; {@code /} but in tests
     * @param own the configuration file of a rootless engine of the caller, if its user has one
     */
    public DaemonCollector(Path root, Optional<Path> own) {
        this.root = root;
        this.own = own;
    }

    /** A dockerd that runs, with its words and the place of its command line. */
    private record Running(long pid, List<Located<String>> words) {
        String name() {
            return "dockerd process " + pid;
        }
    }

    @Override
    public Target target() {
        return new Target(Target.Kind.DAEMON, FILE);
    }

    /** Several collectors ask what runs; all see the same. */
    @Override
    public synchronized Collected collect() throws IOException {
        if (collected == null) {
            collected = read();
        }
        return collected;
    }

    private Collected read() throws IOException {
        List<Facts> facts = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        List<Running> running = running();
        for (Running each : running) {
            read(each, facts, unreadable);
        }
        if (running.isEmpty()) {
            List<Path> files = new ArrayList<>(List.of(root.resolve(FILE.substring(1))));
            own.ifPresent(files::add);
            for (Path file : files) {
                file(file, file.toString(), unreadable).ifPresent(facts::add);
            }
        }
        return new Collected(facts, unreadable, List.of());
    }

    private void read(Running engine, List<Facts> facts, List<Unreadable> unreadable) {
        Target target = new Target(Target.Kind.DAEMON, engine.name());
        DaemonFacts arguments =
                DaemonArguments.read(target, SourceLocation.whole(engine.name()), engine.words());
        String named = arguments.text("config-file").orElse(defaultFile(arguments));
        // Its own mount namespace may show another file under the same name.
        Path seen = process(engine.pid()).resolve("root").resolve(named.substring(1));
        Path file = Files.isReadable(seen) ? seen : root.resolve(named.substring(1));
        int before = unreadable.size();
        Optional<DaemonFacts> read =
                named.startsWith("/") ? file(file, named, unreadable) : Optional.empty();
        if (!named.startsWith("/")) {
            unreadable.add(
                    unreadable(named, "the engine was started with a path relative to a folder"));
        }
        // Without its file nothing that is absent on the line is known to be absent.
        if (unreadable.size() == before) {
            facts.add(read.map(each -> DaemonArguments.merge(each, arguments)).orElse(arguments));
        }
    }

    private String defaultFile(DaemonFacts arguments) {
        boolean rootless = arguments.truth("rootless").orElse(false);
        return rootless ? own.map(Path::toString).orElse(FILE) : FILE;
    }

    private Optional<DaemonFacts> file(Path file, String name, List<Unreadable> unreadable) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IOException("the file has more than " + BYTES_MAX + " bytes");
            }
            return Optional.of(DaemonReader.read(name, Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (ReadException e) {
            Target target = new Target(Target.Kind.DAEMON, name);
            unreadable.add(new Unreadable(target, e.at(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            unreadable.add(unreadable(name, "cannot be read: " + e.getMessage()));
        }
        return Optional.empty();
    }

    private static Unreadable unreadable(String name, String why) {
        Target target = new Target(Target.Kind.DAEMON, name);
        return new Unreadable(target, SourceLocation.whole(name), why);
    }

    private Path process(long pid) {
        return root.resolve("proc").resolve(Long.toString(pid));
    }

    private List<Running> running() throws IOException {
        List<Running> running = new ArrayList<>();
        Path proc = root.resolve("proc");
        if (!Files.isDirectory(proc)) {
            return running;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                words(process)
                        .filter(words -> isEngine(words.getFirst()))
                        .ifPresent(words -> running.add(engine(process, words)));
            }
        }
        running.sort((one, other) -> Long.compare(one.pid(), other.pid()));
        return running;
    }

    private static boolean isEngine(String program) {
        return program.substring(program.lastIndexOf('/') + 1).equals("dockerd");
    }

    private static Running engine(Path process, List<String> words) {
        long pid = Long.parseLong(process.getFileName().toString());
        SourceLocation at = SourceLocation.whole("dockerd process " + pid);
        return new Running(
                pid, words.stream().skip(1).map(word -> new Located<>(word, at)).toList());
    }

    /** The words of a process; none where it has ended, or is one of the kernel's. */
    private static Optional<List<String>> words(Path process) {
        try {
            byte[] bytes = Files.readAllBytes(process.resolve("cmdline"));
            List<String> words = List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
            return words.isEmpty() ? Optional.empty() : Optional.of(words);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
