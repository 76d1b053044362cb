package io.jsec.ca;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file of records: read as far as it grew, appended to by one writer who holds the lock. What
 * follows the last line feed is the rest of a write that was cut off: readers leave it out, the
 * next writer removes it.
 *
 * <p>Not safe for several threads: its owner sees to that.
 */
final class StateLog {
    /** The longest file. */
    static final long FILE_BYTES_MAX = 256L << 20;

    private final Path file;
    private long position;
    private long number;
    private String hash = Entry.START;

    StateLog(Path file) {
        this.file = file;
    }

    /** The file. */
    Path file() {
        return file;
    }

    /** The hash that binds everything read so far. */
    String head() {
        return hash;
    }

    /** How many records were read so far. */
    long count() {
        return number;
    }

    /** How many bytes follow the last whole record that was read: of a write that was cut off. */
    long rest() {
        try {
            return Files.size(file) - position;
        } catch (IOException e) {
            throw PrivateFiles.failed("reading " + file, e);
        }
    }

    /**
     * The records that were added since the last call.
     *
     * @throws CaException where the file is shorter than it was, or a whole line is damaged
     */
    List<Entry> poll() {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return poll(channel);
        } catch (IOException e) {
            throw PrivateFiles.failed("reading " + file, e);
        }
    }

    private List<Entry> poll(FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < position) {
            throw damaged("it was cut: it has " + size + " bytes and had " + position);
        }
        if (size > FILE_BYTES_MAX) {
            throw damaged("it is longer than " + FILE_BYTES_MAX + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) (size - position));
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // Until it is full or the file ends.
        }
        return lines(Arrays.copyOf(buffer.array(), buffer.position()));
    }

    private List<Entry> lines(byte[] bytes) {
        List<Entry> entries = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String text = new String(bytes, from, i - from, StandardCharsets.ISO_8859_1);
                Entry.Line line =
                        Entry.parse(text, hash)
                                .filter(read -> read.entry().number() == number + 1)
                                .orElseThrow(() ->
                                        damaged("line " + (number + 1) + " is not as written"));
                entries.add(line.entry());
                hash = line.hash();
                number++;
                position += i + 1 - from;
                from = i + 1;
            }
        }
        return entries;
    }

    /**
     * Adds a record and returns once it is on the disk. The caller holds the lock and has polled.
     *
     * @return the record
     */
    Entry append(Instant time, String kind, Map<String, String> fields) {
        Entry entry =
                new Entry(number + 1, Instant.ofEpochMilli(time.toEpochMilli()), kind, fields);
        byte[] line = entry.line(hash).getBytes(StandardCharsets.US_ASCII);
        if (line.length > Entry.LINE_BYTES_MAX) {
            throw new IllegalArgumentException("a record of " + line.length + " bytes");
        }
        boolean first = position == 0;
        try (FileChannel channel =
                FileChannel.open(file, options(), PrivateFiles.mode(file, PrivateFiles.SECRET))) {
            write(channel, line);
        } catch (IOException e) {
            throw PrivateFiles.failed("writing " + file, e);
        }
        if (first) {
            PrivateFiles.sync(file);
        }
        hash =
                Entry.parse(new String(line, 0, line.length - 1, StandardCharsets.US_ASCII), hash)
                        .orElseThrow()
                        .hash();
        position += line.length;
        number++;
        return entry;
    }

    private static Set<java.nio.file.OpenOption> options() {
        return Set.of(
                StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private void write(FileChannel channel, byte[] line) throws IOException {
        // Removes what a writer left that was cut off.
        channel.truncate(position);
        ByteBuffer buffer = ByteBuffer.wrap(line);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer, position + buffer.position());
            }
            channel.force(true);
        } catch (IOException e) {
            try {
                channel.truncate(position);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private CaException damaged(String why) {
        return CaException.failed(
                "reading the CA's state " + file,
                why + "; nothing is issued from a state that was changed by somebody else",
                "put the copy of your backup in its place, then jsec ca check");
    }
}
