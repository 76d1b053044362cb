package io.jsec.journal;

import io.jsec.journal.Finding.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows a journal line by line, and says what does not fit. Not safe for several threads. */
final class ChainCheck {
    private final Consumer<Finding> findings;
    private long seq;

    /** The hashes that the next line may follow; none: any, after a line that has no hash. */
    private List<String> bases;

    private @Nullable String key;
    private @Nullable String journal;
    private Head head;
    private long entries;
    private long checkpoints;
    private long unsealed;
    private @Nullable Instant sealedAt;

    private ChainCheck(Consumer<Finding> findings, Head base) {
        this.findings = findings;
        this.seq = base.seq();
        this.bases = List.of(base.hash());
        this.head = base;
    }

    /** A journal from its first line on: what its first file announces is believed. */
    static ChainCheck fromStart(Consumer<Finding> findings) {
        return new ChainCheck(findings, Head.EMPTY);
    }

    /** A journal from a file on: what that file says of those before it is believed. */
    static ChainCheck from(SegmentHead first, long seq, Consumer<Finding> findings) {
        ChainCheck check = new ChainCheck(findings, new Head(seq - 1, first.prev()));
        check.key = first.key();
        check.journal = first.journal();
        return check;
    }

    /** The last line that could be read. */
    Head head() {
        return head;
    }

    /** The public half that the next checkpoint must be signed with. */
    String key() {
        return key == null ? "" : key;
    }

    long entries() {
        return entries;
    }

    long checkpoints() {
        return checkpoints;
    }

    /** How many lines follow the last good checkpoint. */
    long unsealed() {
        return unsealed;
    }

    /** When the last good checkpoint was written. */
    Optional<Instant> sealedAt() {
        return Optional.ofNullable(sealedAt);
    }

    /** A whole line. */
    void line(Place place, String text) {
        Line line = Line.parse(text).orElse(null);
        entries++;
        unsealed++;
        if (line == null) {
            found(place, Kind.MALFORMED, "this is not a line as a journal writes it");
            int end = Chain.bodyEnd(text);
            bases = end < 0 ? List.of() : List.of(Chain.statedHash(text, end));
            seq++;
            return;
        }
        Link link = link(line);
        boolean fits = order(place, line, link);
        if (place.line() == 1) {
            head(place, line, fits);
        } else if (line.kind().equals(SegmentHead.KIND)) {
            found(place, Kind.MOVED, "the first line of a file stands inside of one");
        } else if (line.kind().equals(Checkpoint.KIND)) {
            checkpoint(place, line, fits ? link.base : null);
        }
        seq = line.seq();
        head = new Head(seq, line.hash());
        bases = link.holds(line) ? List.of(line.hash()) : List.of(link.hash, line.hash());
    }

    /**
     * How a line follows what is before it.
     *
     * @param base the hash before it, or nothing where any may be
     * @param hash its own, as that makes it
     */
    private record Link(@Nullable String base, String hash) {
        boolean holds(Line line) {
            return hash.equals(line.hash());
        }
    }

    /** By which of the hashes that may stand before a line it follows: the first if by none. */
    private Link link(Line line) {
        if (bases.isEmpty()) {
            return new Link(null, line.hash());
        }
        String body = line.body();
        List<Link> links =
                bases.stream().map(base -> new Link(base, Chain.hash(base, body))).toList();
        return links.stream().filter(link -> link.holds(line)).findFirst().orElse(links.getFirst());
    }

    private boolean order(Place place, Line line, Link link) {
        if (line.seq() > seq + 1) {
            found(place, Kind.MISSING, missing(seq + 1, line.seq() - 1) + " missing before this");
            return false;
        }
        if (line.seq() <= seq) {
            found(
                    place,
                    Kind.MOVED,
                    "entry "
                            + line.seq()
                            + " stands here again or out of its place, behind "
                            + seq);
            return false;
        }
        if (!link.holds(line)) {
            found(
                    place,
                    Kind.CHANGED,
                    "entry " + line.seq() + " was changed, or another was put in its place");
            return false;
        }
        return link.base != null;
    }

    private static String missing(long from, long to) {
        return from == to ? "entry " + from + " is" : "entries " + from + " to " + to + " are";
    }

    private void head(Place place, Line line, boolean fits) {
        SegmentHead first = SegmentHead.of(line).orElse(null);
        if (first == null) {
            found(place, Kind.MISSING, "the first line of the file is not there");
            return;
        }
        if (journal != null && !first.journal().equals(journal)) {
            found(place, Kind.FOREIGN, "the file belongs to another journal, " + first.journal());
        } else if (first.number() != place.number()) {
            found(place, Kind.MOVED, "the file was written as number " + first.number());
        } else if (fits && key != null && !first.key().equals(key)) {
            found(place, Kind.FORGED, "it announces another key than the last checkpoint did");
        } else if (fits && !bases.contains(first.prev())) {
            found(place, Kind.CHANGED, "it names another line before it than there is");
        }
        key = first.key();
        journal = journal == null ? first.journal() : journal;
    }

    /**
     * A checkpoint.
     *
     * @param base the hash before it, where that is certain
     */
    private void checkpoint(Place place, Line line, @Nullable String base) {
        Checkpoint checkpoint = Checkpoint.of(line).orElse(null);
        if (checkpoint == null) {
            found(place, Kind.MALFORMED, "a checkpoint has no key or no signature");
            return;
        }
        if (base != null) {
            if (key != null && checkpoint.isSignedBy(key, base)) {
                checkpoints++;
                unsealed = 0;
                sealedAt = line.time();
            } else {
                found(
                        place,
                        Kind.FORGED,
                        "the checkpoint is not signed by the key that was announced: it is forged,"
                                + " or something since the checkpoint before was changed");
            }
        }
        key = checkpoint.next();
    }

    private void found(Place place, Kind kind, String sentence) {
        findings.accept(new Finding(place.file(), place.line(), kind, sentence));
    }

    /**
     * Where a line stands.
     *
     * @param number of the file
     * @param line from 1
     */
    record Place(int number, int line) {
        String file() {
            return SegmentName.of(number);
        }
    }
}
