package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A journal in a directory, driven without threads. */
final class TestJournal {
    static final Limits SMALL =
            new Limits(
                    8_192,
                    16_384,
                    1 << 20,
                    Duration.ofHours(1),
                    8,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5));
    static final Identity ALICE = Identity.certificate("alice");
    static final Identity BOB = Identity.user(1000);
    static final Route START = new Route("/containers/{id}/start");
    static final Route LIST = new Route("/containers/json");

    final Path directory;
    final HandClock clock = new HandClock();
    final ReadCounts reads = new ReadCounts();
    final List<Head> told = new ArrayList<>();
    private final SecureRandom random;
    private int sessions;

    TestJournal(Path directory, long seed) {
        this.directory = directory;
        try {
            random = SecureRandom.getInstance("SHA1PRNG");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        random.setSeed(seed);
    }

    FaultyDisk disk() throws IOException {
        return new FaultyDisk(LocalDisk.make(directory));
    }

    Ledger open(Disk disk, Limits limits) throws IOException {
        sessions++;
        Own.Start start =
                new Own.Start(
                        new Token("boot-1"), new Token("session-" + sessions), new Token("0.1"));
        Opened opened = Opened.open(disk, limits, random, told::add, clock.instant());
        return new Ledger(opened, limits, clock, reads, start);
    }

    Ledger open() throws IOException {
        return open(disk(), SMALL);
    }

    /** A journal with some of everything, closed in order. */
    TestJournal filled() throws IOException {
        try (Ledger ledger = open(disk(), SMALL)) {
            for (int i = 0; i < 12; i++) {
                ledger.write(List.of(mutation(ALICE, "c" + i)));
                ledger.write(List.of(decision(BOB, "d" + i)));
                clock.forward(Duration.ofSeconds(7));
                ledger.tick();
            }
        }
        return this;
    }

    static Entry.Mutation mutation(Identity who, String container) {
        return new Entry.Mutation(
                who, Entry.Method.POST, START, objects(container), 204, 12, OptionalLong.empty());
    }

    static Entry.Intent intent(Identity who, String container) {
        return new Entry.Intent(who, Entry.Method.POST, START, objects(container));
    }

    static Entry.Decision decision(Identity who, String container) {
        return new Entry.Decision(
                who,
                Entry.Method.POST,
                START,
                new RuleId("JSEC-C-501"),
                Entry.Verdict.DENY,
                objects(container));
    }

    private static List<ObjectId> objects(String container) {
        return List.of(ObjectId.of(ObjectId.Kind.CONTAINER, container));
    }

    Path segment(int number) {
        return directory.resolve(SegmentName.of(number));
    }

    List<String> text(int number) throws IOException {
        return Files.readAllLines(segment(number));
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        assertThat(JournalReader.read(directory, lines::add)).isZero();
        return lines;
    }

    /** The entries of a kind. */
    List<Line> lines(String kind) {
        return lines().stream().filter(line -> line.kind().equals(kind)).toList();
    }

    Verdict verify(Head... witnessed) {
        return Verifier.verify(directory, List.of(witnessed));
    }

    void assertHolds() {
        assertThat(verify().findings()).isEmpty();
    }
}
