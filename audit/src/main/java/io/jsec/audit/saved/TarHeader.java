package io.jsec.audit.saved;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One block of 512 bytes of a tar archive, read as Go's {@code archive/tar} does, which the engines
 * use: ustar, GNU's and pax's extensions, numbers in octal and in base 256.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX pax</a>
 */
final class TarHeader {
    static final int BLOCK_BYTES = 512;

    private static final int MODE = 100;
    private static final int UID = 108;
    private static final int GID = 116;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int SPARSE_MORE = 482;
    private static final int NAME_BYTES = 100;
    private static final int PREFIX_BYTES = 155;
    private static final int NUMBER_BYTES = 8;
    private static final int SIZE_BYTES = 12;
    private static final int MODE_BITS = 07777;

    private final byte[] block;

    /**
     * Reads a block.
     *
     * @throws IOException where its checksum is wrong
     */
    TarHeader(byte[] block) throws IOException {
        this.block = block;
        int unsigned = 0;
        int signed = 0;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            boolean own = i >= CHECKSUM && i < CHECKSUM + NUMBER_BYTES;
            unsigned += own ? ' ' : block[i] & 0xff;
            signed += own ? ' ' : block[i];
        }
        long sum = number(CHECKSUM, NUMBER_BYTES);
        if (sum != unsigned && sum != signed) {
            throw new IOException("the checksum of a tar header is wrong");
        }
    }

    char type() {
        return (char) block[TYPE];
    }

    /** The size as it is written, also where the kind has no content. */
    long size() throws IOException {
        return number(SIZE, SIZE_BYTES);
    }

    /** Whether blocks with a map of holes follow, as GNU tar's old format has them. */
    boolean isSparseContinued() {
        return type() == 'S' && block[SPARSE_MORE] != 0;
    }

    /** The entry, where pax or GNU said nothing else before it. */
    TarEntry entry(Map<String, String> pax, Optional<String> longName, Optional<String> longLink)
            throws IOException {
        String name = pax.getOrDefault("path", longName.orElse(name()));
        name = pax.getOrDefault("GNU.sparse.name", name);
        String link = pax.getOrDefault("linkpath", longLink.orElse(text(LINK, NAME_BYTES)));
        TarEntry.Kind kind = kind(name);
        boolean content = kind == TarEntry.Kind.FILE || isUnknown();
        long size = pax.containsKey("size") ? whole(pax.get("size")) : size();
        return new TarEntry(
                name,
                kind,
                (int) number(MODE, NUMBER_BYTES) & MODE_BITS,
                pax.containsKey("uid") ? whole(pax.get("uid")) : number(UID, NUMBER_BYTES),
                pax.containsKey("gid") ? whole(pax.get("gid")) : number(GID, NUMBER_BYTES),
                content ? size : 0,
                link);
    }

    private TarEntry.Kind kind(String name) {
        return switch (type()) {
            case '0', '\0', '7', 'S' ->
                    name.endsWith("/") ? TarEntry.Kind.FOLDER : TarEntry.Kind.FILE;
            case '1' -> TarEntry.Kind.HARDLINK;
            case '2' -> TarEntry.Kind.SYMLINK;
            case '5' -> TarEntry.Kind.FOLDER;
            default -> TarEntry.Kind.OTHER;
        };
    }

    /** Devices and pipes have no content, whatever they say; other types do. */
    private boolean isUnknown() {
        return "0\0".indexOf(type()) >= 0 || "123456".indexOf(type()) < 0;
    }

    private String name() {
        String name = text(0, NAME_BYTES);
        boolean posix = new String(block, MAGIC, 6, StandardCharsets.ISO_8859_1).equals("ustar\0");
        String prefix = posix ? text(PREFIX, PREFIX_BYTES) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private String text(int at, int width) {
        int end = at;
        while (end < at + width && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }

    /** Octal digits, or two's complement in base 256 where the first bit is set. */
    private long number(int at, int width) throws IOException {
        if ((block[at] & 0x80) != 0) {
            long value = block[at] & 0x7f;
            for (int i = 1; i < width; i++) {
                if (value > Long.MAX_VALUE >> 8) {
                    throw new IOException("a number of a tar header is too large");
                }
                value = (value << 8) | (block[at + i] & 0xff);
            }
            return value;
        }
        String digits = text(at, width).strip();
        if (!digits.matches("[0-7]{0,20}")) {
            throw new IOException("a number of a tar header is not octal");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static long whole(String digits) throws IOException {
        if (!digits.matches("[0-9]{1,18}")) {
            throw new IOException("a number of a pax header is none: " + shown(digits));
        }
        return Long.parseLong(digits);
    }

    private static String shown(String text) {
        return text.length() > NAME_BYTES ? text.substring(0, NAME_BYTES) + "…" : text;
    }

    /** The records of a pax header: {@code LENGTH KEY=VALUE\n}; the last of a key counts. */
    static Map<String, String> pax(byte[] bytes) throws IOException {
        Map<String, String> records = new HashMap<>();
        int at = 0;
        while (at < bytes.length) {
            int space = at;
            while (space < bytes.length && bytes[space] != ' ' && space - at < NUMBER_BYTES) {
                space++;
            }
            String digits = new String(bytes, at, space - at, StandardCharsets.ISO_8859_1);
            int length = digits.matches("[0-9]{1,7}") ? Integer.parseInt(digits) : 0;
            int end = at + length;
            if (end > bytes.length || end <= space + 1 || bytes[end - 1] != '\n') {
                throw new IOException("a pax header is damaged");
            }
            String text = new String(bytes, space + 1, end - space - 2, StandardCharsets.UTF_8);
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new IOException("a pax header is damaged");
            }
            records.put(text.substring(0, equals), text.substring(equals + 1));
            at = end;
        }
        records.values().removeIf(String::isEmpty);
        return records;
    }
}
