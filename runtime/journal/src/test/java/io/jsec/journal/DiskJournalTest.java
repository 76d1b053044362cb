package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskJournalTest {
    private static final int WRITERS = 16;
    private static final int EACH = 40;

    @TempDir Path directory;

    private DiskJournal open(Limits limits) {
        return DiskJournal.open(
                directory.resolve("journal"),
                limits,
                new Token("boot-1"),
                new Token("0.1.0"),
                Clock.systemUTC(),
                new SecureRandom(),
                head -> {});
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        assertThat(JournalReader.read(directory.resolve("journal"), lines::add)).isZero();
        return lines;
    }

    @Test
    void many_writers_get_each_his_own_place() throws Exception {
        Set<Long> places = new HashSet<>();
        try (DiskJournal journal = open(TestJournal.SMALL);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Receipt>>> all = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                all.add(threads.submit(writes(journal, writer)));
            }
            for (Future<List<Receipt>> each : all) {
                for (Receipt receipt : each.get()) {
                    assertThat(receipt).isInstanceOf(Receipt.Durable.class);
                    assertThat(places.add(((Receipt.Durable) receipt).head().seq())).isTrue();
                }
            }
        }
        assertThat(places).hasSize(WRITERS * EACH);
        assertThat(lines().stream().filter(line -> line.kind().equals("mutation")))
                .hasSize(WRITERS * EACH)
                .allMatch(line -> places.contains(line.seq()));
        assertThat(Verifier.verify(directory.resolve("journal"), List.of()).findings()).isEmpty();
    }

    private static Callable<List<Receipt>> writes(Journal journal, int writer) {
        return () -> {
            List<Receipt> receipts = new ArrayList<>();
            for (int i = 0; i < EACH; i++) {
                receipts.add(
                        journal.required(TestJournal.mutation(Identity.user(writer), "c" + i)));
            }
            return receipts;
        };
    }

    @Test
    void a_durable_entry_is_in_the_file_when_its_writer_hears_of_it() {
        try (DiskJournal journal = open(Limits.DEFAULT)) {
            for (int i = 0; i < 20; i++) {
                Receipt receipt =
                        journal.required(TestJournal.mutation(TestJournal.ALICE, "c" + i));
                assertThat(receipt).isInstanceOf(Receipt.Durable.class);
                assertThat(lines().getLast().hash())
                        .isEqualTo(((Receipt.Durable) receipt).head().hash());
                assertThat(journal.head()).isEqualTo(((Receipt.Durable) receipt).head());
            }
        }
    }

    @Test
    void what_was_appended_is_there_after_closing_in_its_order() {
        try (DiskJournal journal = open(Limits.DEFAULT)) {
            for (int i = 0; i < 200; i++) {
                journal.append(TestJournal.decision(TestJournal.ALICE, "d" + i));
            }
            journal.read(TestJournal.ALICE, TestJournal.LIST);
        }
        List<Line> decisions =
                lines().stream().filter(line -> line.kind().equals("decision")).toList();
        assertThat(decisions).hasSize(200);
        for (int i = 0; i < 200; i++) {
            assertThat(decisions.get(i).texts("objects")).containsExactly("container/d" + i);
        }
        assertThat(lines().stream().filter(line -> line.kind().equals("reads"))).hasSize(1);
    }

    @Test
    void a_closed_journal_refuses_and_closing_twice_does_nothing() {
        DiskJournal journal = open(Limits.DEFAULT);
        journal.close();
        journal.close();
        journal.append(TestJournal.decision(TestJournal.ALICE, "d"));

        assertThat(journal.required(TestJournal.mutation(TestJournal.ALICE, "c")))
                .isEqualTo(new Receipt.Refused(Receipt.Reason.CLOSED, "the journal is closed"));
        assertThat(lines()).extracting(Line::kind).doesNotContain("mutation", "decision");
    }

    @Test
    void closing_beside_writers_leaves_nobody_waiting() throws Exception {
        for (int round = 0; round < 10; round++) {
            DiskJournal journal = open(TestJournal.SMALL);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<List<Receipt>>> all = new ArrayList<>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    all.add(threads.submit(writes(journal, writer)));
                }
                journal.close();
                for (Future<List<Receipt>> each : all) {
                    assertThat(each.get()).hasSize(EACH);
                }
            }
        }
        assertThat(Verifier.verify(directory.resolve("journal"), List.of()).findings()).isEmpty();
    }

    @Test
    void files_are_the_owners_only() throws IOException {
        open(Limits.DEFAULT).close();

        Path made = directory.resolve("journal");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        for (String name : new LocalDisk(made).names()) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(made.resolve(name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    /** A process that writes until it is killed, and prints each head it was answered. */
    public static final class Writer {
        private Writer() {}

        /** Writes into the directory that is named. */
        public static void main(String[] args) {
            DiskJournal journal =
                    DiskJournal.open(
                            Path.of(args[0]),
                            TestJournal.SMALL,
                            new Token("boot-1"),
                            new Token("0.1.0"),
                            Clock.systemUTC(),
                            new SecureRandom(),
                            head -> {});
            for (int i = 0; true; i++) {
                Receipt receipt = journal.required(TestJournal.mutation(Identity.ENGINE, "c" + i));
                System.out.println(((Receipt.Durable) receipt).head());
                System.out.flush();
            }
        }
    }

    // Promise P26
    @Test
    void a_process_that_is_killed_loses_no_entry_that_it_told_of()
            throws IOException, InterruptedException, ExecutionException {
        Path made = directory.resolve("journal");
        List<Head> told = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Writer.class.getName(),
                                    made.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            try (java.io.BufferedReader out = process.inputReader()) {
                for (int i = 0; i < 20 + 7 * round; i++) {
                    told.add(Head.parse(String.valueOf(out.readLine())).orElseThrow());
                }
                process.destroyForcibly().waitFor();
            }
        }
        open(TestJournal.SMALL).close();

        assertThat(Verifier.verify(made, told).findings()).isEmpty();
        assertThat(lines().stream().filter(line -> line.kind().equals("start"))).hasSize(4);
    }
}
