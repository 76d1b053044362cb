import io.jsec.journal.DiskJournal;
import io.jsec.journal.Entry;
import io.jsec.journal.Identity;
import io.jsec.journal.Limits;
import io.jsec.journal.ObjectId;
import io.jsec.journal.Receipt;
import io.jsec.journal.Route;
import io.jsec.journal.Token;
import io.jsec.journal.Verifier;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Appends that wait for the disk, beside the bare write and fdatasync they consist of. */
public final class JournalBench {
    private static final int LINE_BYTES = 340;
    private static final int WARM = 500;

    private JournalBench() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        int runs = Integer.parseInt(args[1]);
        System.out.printf(
                "%-34s %10s %8s %8s %8s%n", "", "appends/s", "p50 ms", "p99 ms", "max ms");
        bare(directory.resolve("bare"), runs);
        for (int writers : new int[] {1, 16, 128}) {
            journal(directory.resolve("journal-" + writers), writers, runs);
        }
    }

    private static void bare(Path file, int runs) throws Exception {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Callable<Boolean> one =
                    () -> {
                        channel.write(ByteBuffer.allocate(LINE_BYTES));
                        channel.force(false);
                        return true;
                    };
            for (int i = 0; i < WARM; i++) {
                one.call();
            }
            long start = System.nanoTime();
            long[] times = times(one, runs);
            print("write, fdatasync, 1 thread", times, System.nanoTime() - start);
        }
    }

    private static long[] times(Callable<Boolean> one, int runs) throws Exception {
        long[] times = new long[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            if (!one.call()) {
                throw new IllegalStateException("refused");
            }
            times[i] = System.nanoTime() - start;
        }
        return times;
    }

    private static void journal(Path directory, int writers, int runs) throws Exception {
        Identity who = Identity.ENGINE;
        ObjectId object = ObjectId.of(ObjectId.Kind.CONTAINER, "0123456789abcdef".repeat(4));
        Entry entry =
                new Entry.Mutation(
                        who,
                        Entry.Method.POST,
                        new Route("/containers/{id}/start"),
                        List.of(object),
                        204,
                        12,
                        OptionalLong.empty());
        try (DiskJournal journal =
                        DiskJournal.open(
                                directory,
                                Limits.DEFAULT,
                                new Token("boot"),
                                new Token("bench"),
                                Clock.systemUTC(),
                                new SecureRandom(),
                                head -> {});
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> one = () -> journal.required(entry) instanceof Receipt.Durable;
            times(one, WARM);
            long start = System.nanoTime();
            List<Future<long[]>> all = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                all.add(threads.submit(() -> times(one, runs)));
            }
            long[] times = new long[writers * runs];
            for (int i = 0; i < writers; i++) {
                System.arraycopy(all.get(i).get(), 0, times, i * runs, runs);
            }
            print("journal, writers: " + writers, times, System.nanoTime() - start);
        }
        long start = System.nanoTime();
        long entries = Verifier.verify(directory, List.of()).entries();
        System.out.printf(
                Locale.ROOT,
                "  verified at %.0f entries/s%n",
                entries * 1e9 / (System.nanoTime() - start));
    }

    private static void print(String what, long[] times, long nanos) {
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%-34s %10.0f %8.2f %8.2f %8.2f%n",
                what,
                times.length * 1e9 / nanos,
                times[times.length / 2] / 1e6,
                times[times.length * 99 / 100] / 1e6,
                times[times.length - 1] / 1e6);
    }
}
