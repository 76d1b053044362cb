package io.jsec.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client of docker that reads numbered lines, and is started again whenever the engine under it
 * dies. Of what one of them reads, no line is missing, doubled or out of order.
 */
final class ChaosReader implements Runnable {
    private final Daemon daemon;
    private final List<String> words;
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger lines = new AtomicInteger();
    private volatile boolean over;
    private volatile @Nullable Process process;

    /**
     * @param words of docker
     */
    ChaosReader(Daemon daemon, String... words) {
        this.daemon = daemon;
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        this.words = List.copyOf(command);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    /** How many were read. */
    int lines() {
        return lines.get();
    }

    void finish() {
        over = true;
        Process now = process;
        if (now != null) {
            now.destroy();
        }
    }

    @Override
    public void run() {
        while (!over) {
            try {
                Process started = daemon.client(words);
                process = started;
                if (over) {
                    started.destroy();
                }
                read(started);
                started.waitFor();
            } catch (IOException e) {
                if (!over) {
                    failures.add(words + ": " + e);
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void read(Process from) throws IOException {
        try (BufferedReader reader = from.inputReader()) {
            // The first may be the rest of a line, and the last its beginning.
            String held = reader.readLine();
            held = held == null ? null : reader.readLine();
            long before = -1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                before = follow(before, held == null ? "" : held);
                held = line;
            }
        }
    }

    private long follow(long before, String line) {
        lines.incrementAndGet();
        if (!line.matches("n \\d+ end")) {
            failures.add(words + ": after line " + before + " comes '" + line + "'");
            return before;
        }
        long number = Long.parseLong(line.split(" ", -1)[1]);
        if (before >= 0 && number != before + 1) {
            failures.add(words + ": after line " + before + " comes line " + number);
        }
        return number;
    }
}
