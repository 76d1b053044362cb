package io.jsec.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads a journal's entries, without verifying them. */
public final class JournalReader {
    private JournalReader() {}

    /**
     * Hands over each entry, oldest first, and says how many lines were none.
     *
     * @throws JournalException where there is no journal, or it cannot be read
     */
    public static long read(Path directory, Consumer<Line> each) {
        long skipped = 0;
        for (int number : numbers(directory)) {
            try {
                skipped += readFile(directory.resolve(SegmentName.of(number)), each);
            } catch (IOException e) {
                throw unreadable(directory, e);
            }
        }
        return skipped;
    }

    /**
     * The last line that is whole, by the hash it states.
     *
     * @throws JournalException where there is no journal, or it cannot be read
     */
    public static Head head(Path directory) {
        Head[] last = {Head.EMPTY};
        // A file that was being begun may have no line yet.
        for (int number : lastTwo(directory)) {
            try {
                readFile(
                        directory.resolve(SegmentName.of(number)),
                        line -> last[0] = new Head(line.seq(), line.hash()));
            } catch (IOException e) {
                throw unreadable(directory, e);
            }
        }
        return last[0];
    }

    private static List<Integer> lastTwo(Path directory) {
        List<Integer> numbers = numbers(directory);
        return numbers.subList(Math.max(0, numbers.size() - 2), numbers.size());
    }

    static List<Integer> numbers(Path directory) {
        try {
            List<Integer> numbers = SegmentName.numbers(new LocalDisk(directory).names());
            if (numbers.isEmpty()) {
                throw new IOException("there is no journal in it");
            }
            return numbers;
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static JournalException unreadable(Path directory, IOException e) {
        return new JournalException(
                "reading the journal in " + directory,
                LocalDisk.reason(e),
                "--directory DIR, where the journal is, as the user whose engine it is",
                e);
    }

    private static int readFile(Path file, Consumer<Line> each) throws IOException {
        int skipped = 0;
        for (String text : SegmentText.of(Files.readAllBytes(file)).lines()) {
            Line line = Line.parse(text).orElse(null);
            if (line == null) {
                skipped++;
            } else {
                each.accept(line);
            }
        }
        return skipped;
    }
}
