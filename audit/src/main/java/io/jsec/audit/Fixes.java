package io.jsec.audit;

import static java.util.Objects.requireNonNull;

import io.jsec.rules.Edit;
import io.jsec.rules.Evaluation;
import io.jsec.rules.Evidence;
import io.jsec.rules.Facts;
import io.jsec.rules.Finding;
import io.jsec.rules.Rule;
import io.jsec.rules.read.ReadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/**
 * Mends what rules declare a safe edit for. A file is written as a whole, beside a copy of what it
 * was; it stays as it is where the edits would not cure, or would break it.
 */
public final class Fixes {
    private static final String BACKUP = ".jsec-bak";
    private static final String MODE = "unix:mode";
    private static final int PERMISSIONS = 07777;

    /** A file to write. */
    private record Change(Path file, String path, String before, String after) {}

    /** A file whose permission bits to set. */
    private record ModeChange(Path file, int before, int after) {
        ModeChange both(ModeChange other) {
            return new ModeChange(file, before, after & other.after);
        }

        String text() {
            return "mode %04o -> %04o %s".formatted(before, after, file);
        }
    }

    private final Path root;
    private final List<Rule<?>> rules;
    private final Function<String, Evaluation.Settings> settings;
    private final Map<Path, ModeChange> modes = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Fixes(Path root, List<Rule<?>> rules, Function<String, Evaluation.Settings> settings) {
        this.root = root;
        this.rules = rules;
        this.settings = settings;
    }

    /** What would mend the failures of a policy check. */
    public static Fixes of(PolicyCheck.Outcome outcome, List<Rule<?>> rules) {
        return of(outcome.root(), outcome.result(), rules, outcome.settings());
    }

    /** What would mend the failures of an audit of this host. */
    public static Fixes of(LiveAudit.Outcome outcome, List<Rule<?>> rules) {
        return of(Path.of("/"), outcome.result(), rules, outcome.settings());
    }

    private static Fixes of(
            Path root,
            AuditResult result,
            List<Rule<?>> rules,
            Function<String, Evaluation.Settings> settings) {
        Fixes fixes = new Fixes(root, rules, settings);
        Map<String, List<List<Edit>>> edits = new LinkedHashMap<>();
        for (Finding finding : result.in(Finding.State.FAIL)) {
            for (Evidence evidence : finding.evidence()) {
                if (evidence.edits().isEmpty()) {
                    continue;
                }
                if (evidence.edits().getFirst() instanceof Edit.SetMode mode) {
                    fixes.mode(mode);
                } else {
                    String path = evidence.edits().getFirst().path();
                    edits.computeIfAbsent(path, each -> new ArrayList<>()).add(evidence.edits());
                }
            }
        }
        edits.forEach(fixes::plan);
        return fixes;
    }

    private void mode(Edit.SetMode edit) {
        Path file = root.resolve(edit.path());
        try {
            int now = (Integer) requireNonNull(Files.getAttribute(file.toRealPath(), MODE));
            int bits = now & PERMISSIONS;
            // Never more than there was: the file may have changed since.
            int after = bits & edit.mode();
            Path real = file.toRealPath();
            if (bits != after) {
                modes.merge(real, new ModeChange(real, bits, after), ModeChange::both);
            }
        } catch (IOException e) {
            notes.add(edit.path() + " is left as it is: " + e.getMessage());
        }
    }

    /** What was left undone, one sentence each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private void plan(String path, List<List<Edit>> edits) {
        Path file = root.resolve(path);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                notes.add(path + " is left as it is: it is no plain file");
                return;
            }
            String before = Files.readString(file);
            String after = new TextEdits(path, before).apply(edits);
            boolean better = failures(path, file, after) < failures(path, file, before);
            if (!better) {
                notes.add(path + " is left as it is: the edits would not mend it");
            } else {
                changes.add(new Change(file, path, before, after));
            }
        } catch (IOException e) {
            notes.add(path + " is left as it is: " + e.getMessage());
        }
    }

    /** How many places break a rule; a file that cannot be read is the worst. */
    private int failures(String path, Path file, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Optional<FileKind> kind = FileKind.of(file.getFileName().toString(), "FROM x");
        if (kind.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        Evaluation evaluation = new Evaluation(rules, settings.apply(path));
        Discovery.Found found = new Discovery.Found(kind.get(), file, path);
        int failures = 0;
        try {
            for (Facts facts : FactsReader.read(found, bytes, other -> bytes(path, other, bytes))) {
                failures +=
                        (int)
                                evaluation.judge(facts).stream()
                                        .filter(each -> each.state() == Finding.State.FAIL)
                                        .count();
            }
        } catch (ReadException e) {
            return Integer.MAX_VALUE;
        }
        return failures;
    }

    private Optional<byte[]> bytes(String path, String other, byte[] bytes) throws IOException {
        if (other.equals(path)) {
            return Optional.of(bytes);
        }
        Path file = root.resolve(other);
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.readAllBytes(file))
                : Optional.empty();
    }

    /** The changes as a unified diff; empty where there are none. */
    public String diff() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(out)) {
            for (Change change : changes) {
                String head = "--- a/" + change.path() + "\n+++ b/" + change.path() + "\n";
                out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
                RawText before = new RawText(change.before().getBytes(StandardCharsets.UTF_8));
                RawText after = new RawText(change.after().getBytes(StandardCharsets.UTF_8));
                EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, before, after);
                formatter.format(edits, before, after);
                formatter.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        modes.values()
                .forEach(each ->
                        out.writeBytes((each.text() + "\n").getBytes(StandardCharsets.UTF_8)));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Writes the files, each with a copy of what it was; what was done, one line a file. */
    public List<String> write() {
        List<String> done = new ArrayList<>();
        for (Change change : changes) {
            try {
                write(change);
                done.add("mended: " + change.path() + ", before: " + change.path() + BACKUP);
            } catch (FileAlreadyExistsException e) {
                done.add(
                        change.path()
                                + " is left as it is: "
                                + e.getFile()
                                + " is there already."
                                + " Instead: move it away");
            } catch (IOException e) {
                done.add(change.path() + " is left as it is: " + e.getMessage());
            }
        }
        for (ModeChange each : modes.values()) {
            try {
                Files.setAttribute(each.file(), MODE, each.after());
                done.add("mended: " + each.text());
            } catch (IOException e) {
                done.add(each.file() + " is left as it is: " + e.getMessage());
            }
        }
        return done;
    }

    private static void write(Change change) throws IOException {
        Path backup = change.file().resolveSibling(change.file().getFileName() + BACKUP);
        if (!Files.readString(change.file()).equals(change.before())) {
            throw new IOException("somebody else wrote it meanwhile");
        }
        Files.copy(change.file(), backup, StandardCopyOption.COPY_ATTRIBUTES);
        Path next = Files.createTempFile(change.file().getParent(), ".jsec-", ".tmp");
        try {
            Files.copy(
                    change.file(),
                    next,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            try (FileChannel channel =
                    FileChannel.open(
                            next, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(change.after());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, change.file(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
