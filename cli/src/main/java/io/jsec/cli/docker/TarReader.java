package io.jsec.cli.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An archive as engines send it: ustar, with the extended headers of pax and GNU's long names.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax</a>
 */
final class TarReader {
    static final int BLOCK_BYTES = 512;
    private static final int EXTENDED_BYTES_MAX = 1 << 20;

    private final InputStream in;

    /** Bytes of the current entry, with its padding, that nobody has read. */
    private long left;

    private long padding;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** The next entry; its content is then what {@link #content} gives. */
    Optional<TarEntry> next() throws IOException {
        Map<String, String> extended = new HashMap<>();
        while (true) {
            in.skipNBytes(left + padding);
            left = 0;
            padding = 0;
            byte[] block = in.readNBytes(BLOCK_BYTES);
            if (block.length == 0 || isZero(block)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
                return Optional.empty();
            }
            if (block.length < BLOCK_BYTES) {
                throw new EOFException("the archive breaks off");
            }
            long size = number(block, 124, 12);
            char flag = (char) block[156];
            switch (flag) {
                case 'x' -> pax(extended, extendedHeader(size));
                case 'g' -> extendedHeader(size);
                case 'L' -> extended.put("path", text(extendedHeader(size), 0, (int) size));
                case 'K' -> extended.put("linkpath", text(extendedHeader(size), 0, (int) size));
                default -> {
                    return Optional.of(entry(block, flag, size, extended));
                }
            }
        }
    }

    private TarEntry entry(byte[] block, char flag, long size, Map<String, String> extended)
            throws IOException {
        TarEntry.Kind kind = kind(flag);
        long bytes = Long.parseLong(extended.getOrDefault("size", Long.toString(size)));
        if (bytes < 0) {
            throw new IOException("an entry of " + bytes + " bytes");
        }
        left = kind == TarEntry.Kind.FILE ? bytes : 0;
        padding = (BLOCK_BYTES - left % BLOCK_BYTES) % BLOCK_BYTES;
        String prefix = text(block, 345, 155);
        String own = text(block, 0, 100);
        boolean ustar = text(block, 257, 5).equals("ustar") && block[263] == '0';
        String name = ustar && !prefix.isEmpty() ? prefix + "/" + own : own;
        name = extended.getOrDefault("path", name);
        while (name.length() > 1 && name.endsWith("/")) {
            name = name.substring(0, name.length() - 1);
        }
        return new TarEntry(
                kind,
                name,
                extended.getOrDefault("linkpath", text(block, 157, 100)),
                (int) number(block, 100, 8) & 07777,
                Long.parseLong(extended.getOrDefault("uid", "" + number(block, 108, 8))),
                Long.parseLong(extended.getOrDefault("gid", "" + number(block, 116, 8))),
                left,
                time(extended.get("mtime"), number(block, 136, 12)));
    }

    private static TarEntry.Kind kind(char flag) throws IOException {
        if (flag == '\0' || flag == '7') {
            return TarEntry.Kind.FILE;
        }
        for (TarEntry.Kind kind : TarEntry.Kind.values()) {
            if (kind.flag() == flag) {
                return kind;
            }
        }
        throw new IOException("an entry of the unknown kind " + (int) flag);
    }

    private static Instant time(@org.jspecify.annotations.Nullable String exact, long seconds) {
        if (exact == null || !exact.matches("-?[0-9]{1,11}(\\.[0-9]{1,30})?")) {
            return Instant.ofEpochSecond(seconds);
        }
        BigDecimal time = new BigDecimal(exact);
        return Instant.ofEpochSecond(
                time.longValue(), time.remainder(BigDecimal.ONE).movePointRight(9).longValue());
    }

    private byte[] extendedHeader(long size) throws IOException {
        if (size < 0 || size > EXTENDED_BYTES_MAX) {
            throw new IOException("an extended header of " + size + " bytes");
        }
        byte[] bytes = in.readNBytes((int) size);
        if (bytes.length < size) {
            throw new EOFException("the archive breaks off");
        }
        in.skipNBytes((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES);
        return bytes;
    }

    private static void pax(Map<String, String> extended, byte[] bytes) throws IOException {
        int at = 0;
        while (at < bytes.length) {
            int space = at;
            while (space < bytes.length && bytes[space] != ' ') {
                space++;
            }
            String digits = new String(bytes, at, space - at, StandardCharsets.US_ASCII);
            if (!digits.matches("[0-9]{1,7}")) {
                throw new IOException("a record of an extended header without length");
            }
            int end = at + Integer.parseInt(digits);
            if (end > bytes.length || end <= space + 1) {
                throw new IOException("a record of an extended header is too long");
            }
            String record = new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals > 0) {
                String value = record.substring(equals + 1);
                boolean number = "size uid gid".contains(record.substring(0, equals));
                if (number && !value.matches("[0-9]{1,18}")) {
                    throw new IOException("a record of an extended header is no number");
                }
                extended.put(record.substring(0, equals), value);
            }
            at = end;
        }
    }

    /** The content of the current entry; what is not read of it is skipped. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int count = in.read(target, offset, (int) Math.min(length, left));
                if (count < 0) {
                    throw new EOFException("the archive breaks off");
                }
                left -= count;
                return count;
            }
        };
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] block, int at, int max) {
        int end = at;
        while (end < at + max && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }

    /** Octal digits, or with the first bit set a binary number. */
    private static long number(byte[] block, int at, int length) throws IOException {
        if ((block[at] & 0x80) != 0) {
            long value = block[at] & 0x7f;
            for (int i = 1; i < length; i++) {
                value = (value << 8) | (block[at + i] & 0xff);
            }
            return value;
        }
        String digits = text(block, at, length).strip();
        if (!digits.matches("[0-7]{0,20}")) {
            throw new IOException("a number of a header is not octal");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
}
