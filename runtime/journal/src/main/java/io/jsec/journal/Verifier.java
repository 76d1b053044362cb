package io.jsec.journal;

import io.jsec.journal.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole journal and says what does not hold. It needs no secret: what the first file
 * announces is believed, and everything behind it follows from that. It may run beside the engine
 * that writes.
 */
public final class Verifier {
    private static final int FILE_BYTES_MAX = 1 << 30;
    private static final int FINDINGS_MAX = 100;
    private static final int KEY_BYTES_MAX = 1 << 16;
    private static final int TRIES_MAX = 5;
    private static final int PAUSE_MS = 50;

    private final Path directory;
    private final List<Head> witnessed;
    private final Set<Long> wanted;
    private final Consumer<Finding> found;
    private final Map<Long, String> seen = new HashMap<>();

    private Verifier(Path directory, List<Head> witnessed, Consumer<Finding> found) {
        this.directory = directory;
        this.witnessed = List.copyOf(witnessed);
        this.wanted = witnessed.stream().map(Head::seq).collect(Collectors.toSet());
        this.found = found;
    }

    /**
     * Verifies the journal in a directory.
     *
     * @param witnessed heads that were kept outside of it
     * @throws JournalException where there is none, or it cannot be read
     */
    public static Verdict verify(Path directory, List<Head> witnessed) {
        Verdict verdict = once(directory, witnessed);
        for (int i = 1; i < TRIES_MAX && couldBeUnderWay(verdict); i++) {
            try {
                // An engine may be writing: then the next look sees the whole of it.
                Thread.sleep(PAUSE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return verdict;
            }
            verdict = once(directory, witnessed);
        }
        return verdict;
    }

    private static Verdict once(Path directory, List<Head> witnessed) {
        List<Finding> findings = new ArrayList<>();
        return new Verifier(directory, witnessed, findings::add).verify(findings);
    }

    private static boolean couldBeUnderWay(Verdict verdict) {
        return !verdict.findings().isEmpty()
                && verdict.findings().stream()
                        .map(Finding::kind)
                        .allMatch(kind -> kind == Kind.UNFINISHED || kind == Kind.KEY);
    }

    private Verdict verify(List<Finding> findings) {
        List<Integer> numbers = JournalReader.numbers(directory);
        @Nullable List<String> before = keys();
        ChainCheck check = ChainCheck.fromStart(found);
        int expected = 1;
        for (int number : numbers) {
            if (number > expected) {
                missing(expected, number - 1);
            }
            expected = number + 1;
            byte[] content = read(SegmentName.of(number), FILE_BYTES_MAX);
            file(check, number, number == numbers.getLast(), content);
        }
        keys(check, before, numbers.getLast());
        witnesses(check, numbers.getLast());
        for (Path aside : PutAside.in(directory)) {
            found.accept(
                    new Finding(
                            String.valueOf(aside.getFileName()),
                            0,
                            Kind.ASIDE,
                            "a journal that was damaged is kept here, and another was begun: what"
                                    + " is wrong, jsec journal verify --directory says of it"));
        }
        return new Verdict(
                findings.subList(0, Math.min(findings.size(), FINDINGS_MAX)),
                Math.max(0, findings.size() - FINDINGS_MAX),
                numbers.size(),
                check.entries(),
                check.checkpoints(),
                check.head(),
                check.unsealed(),
                check.sealedAt());
    }

    private void missing(int from, int to) {
        for (int number = from; number <= to; number++) {
            found.accept(
                    new Finding(SegmentName.of(number), 0, Kind.MISSING, "the file is missing"));
        }
    }

    /** Hands over what does not hold in a journal of one file, without what lies beside it. */
    static void verify(byte[] onlyFile, Consumer<Finding> found) {
        ChainCheck check = ChainCheck.fromStart(found);
        new Verifier(Path.of(""), List.of(), found).file(check, 1, true, onlyFile);
    }

    private void file(ChainCheck check, int number, boolean last, byte[] content) {
        SegmentText text = SegmentText.of(content);
        int line = 0;
        boolean reserve = false;
        for (String each : text.lines()) {
            line++;
            check.line(new ChainCheck.Place(number, line), each);
            if (wanted.contains(check.head().seq())) {
                seen.put(check.head().seq(), check.head().hash());
            }
            if (line == 1) {
                reserve = each.contains("\"place\":\"reserve\"");
            }
        }
        String name = SegmentName.of(number);
        if (!text.rest().isEmpty() || line == 0) {
            found.accept(
                    new Finding(
                            name,
                            line + 1,
                            Kind.UNFINISHED,
                            "the last line has no end: a write was cut off, which the next start of"
                                    + " the engine will say, or the end was changed"));
        }
        if (text.paddingBytes() > 0 && !(last && reserve && text.cleanPadding())) {
            found.accept(
                    new Finding(
                            name,
                            line + 1,
                            Kind.MALFORMED,
                            "something that is no line stands behind the last one"));
        }
    }

    /** The public halves in the file of keys, where it can be read. */
    private @Nullable List<String> keys() {
        Path file = directory.resolve(KeySlots.NAME);
        if (!Files.isReadable(file)) {
            return null;
        }
        return KeySlots.read(read(KeySlots.NAME, KEY_BYTES_MAX)).stream()
                .flatMap(Optional::stream)
                .map(CheckpointKey::publicText)
                .toList();
    }

    private void keys(ChainCheck check, @Nullable List<String> before, int last) {
        List<String> after = keys();
        if (before == null || after == null || check.key().isEmpty()) {
            return;
        }
        if (!before.contains(check.key()) && !after.contains(check.key())) {
            found.accept(
                    new Finding(
                            SegmentName.of(last),
                            0,
                            Kind.KEY,
                            "the key beside it is not the one its last checkpoint announces: the"
                                    + " files or the key were rolled back, cut or replaced"));
        }
    }

    private void witnesses(ChainCheck check, int last) {
        long end = check.head().seq();
        // What one saw that is not here any more, the one that saw most tells best.
        witnessed.stream()
                .mapToLong(Head::seq)
                .filter(seq -> seq > end)
                .max()
                .ifPresent(seq ->
                        witnessed(
                                last,
                                "it ends with entry "
                                        + end
                                        + ", and a witness saw entry "
                                        + seq
                                        + ": it was cut or rolled back"));
        for (Head head : witnessed) {
            boolean here = !head.equals(Head.EMPTY) && head.seq() <= end;
            if (here && !head.hash().equals(seen.get(head.seq()))) {
                witnessed(
                        last,
                        "entry "
                                + head.seq()
                                + " is not the one a witness saw: what is here was written later");
            }
        }
    }

    private void witnessed(int last, String sentence) {
        found.accept(new Finding(SegmentName.of(last), 0, Kind.WITNESS, sentence));
    }

    private byte[] read(String name, int bytesMax) {
        Path file = directory.resolve(name);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("it is not a file");
            }
            if (Files.size(file) > bytesMax) {
                throw new IOException("it is longer than " + bytesMax + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static JournalException unreadable(Path file, IOException e) {
        return new JournalException(
                "reading " + file, LocalDisk.reason(e), "as the user whose engine it is", e);
    }
}
