package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a journal, compared with a list: what was answered as durable is what is read.
 */
class ModelTest {
    private static final int STEPS = 60;

    @TempDir Path directory;
    private final List<String> model = new ArrayList<>();
    private final List<Head> heads = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_was_answered_is_read_in_its_order_whatever_happens(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        TestJournal journal = new TestJournal(directory, seed);
        FaultyDisk disk = journal.disk();
        Ledger ledger = journal.open(disk, TestJournal.SMALL);
        boolean full = false;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0 -> {
                    ledger.close();
                    disk.release();
                    disk = journal.disk();
                    disk.full(full);
                    ledger = journal.open(disk, TestJournal.SMALL);
                }
                case 1 -> {
                    // As after kill -9: nothing is closed, the kernel takes back what it held.
                    disk.release();
                    tear(journal, random);
                    disk = journal.disk();
                    disk.full(full);
                    ledger = journal.open(disk, TestJournal.SMALL);
                }
                case 2 -> {
                    full = !full;
                    disk.full(full);
                }
                case 3, 4 -> {
                    journal.clock.forward(Duration.ofSeconds(random.nextInt(90)));
                    ledger.tick();
                }
                default -> write(ledger, random, step);
            }
            assertThat(ledger.head()).isEqualTo(JournalReader.head(directory));
        }
        ledger.close();

        assertThat(journal.verify(heads.toArray(new Head[0])).findings())
                .as("seed " + seed)
                .isEmpty();
        assertThat(read(journal)).as("seed " + seed).isEqualTo(model);
    }

    private void write(Ledger ledger, SplittableRandom random, int step) {
        List<Entry> batch = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            String name = "s" + step + "-" + i;
            batch.add(
                    random.nextBoolean()
                            ? TestJournal.mutation(TestJournal.ALICE, name)
                            : TestJournal.decision(Identity.user(random.nextInt(3)), name));
        }
        List<Receipt> receipts = ledger.write(batch);
        assertThat(receipts).hasSameSizeAs(batch);
        for (int i = 0; i < receipts.size(); i++) {
            if (receipts.get(i) instanceof Receipt.Durable each) {
                model.add(EntryText.kind(batch.get(i)) + " container/s" + step + "-" + i);
                heads.add(each.head());
            }
        }
    }

    /** Leaves the beginning of another line at the end of the last file, as a killed write does. */
    private static void tear(TestJournal journal, SplittableRandom random) throws IOException {
        List<Integer> numbers = SegmentName.numbers(new LocalDisk(journal.directory).names());
        Path last = journal.segment(numbers.getLast());
        byte[] content = Files.readAllBytes(last);
        if (random.nextBoolean() && content[content.length - 1] == '\n') {
            Files.writeString(
                    last,
                    "{\"seq\":999,\"time\"".substring(0, random.nextInt(1, 16)),
                    java.nio.file.StandardOpenOption.APPEND);
        }
    }

    private static List<String> read(TestJournal journal) {
        return journal.lines().stream()
                .filter(line -> line.kind().equals("mutation") || line.kind().equals("decision"))
                .map(line -> line.kind() + " " + line.texts("objects").getFirst())
                .toList();
    }
}
