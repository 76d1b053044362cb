package io.jsec.audit.saved;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Goes through a tar archive from its begin to its end. */
final class TarReader {
    private static final int EXTENSION_BYTES_MAX = 1024 * 1024;
    private static final int NAME_CHARACTERS_MAX = 4_096;
    private static final int EXTENSIONS_MAX = 8;
    private static final int BLOCK = TarHeader.BLOCK_BYTES;

    private final InputStream in;
    private long offset;
    private long content;
    private long padding;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** Where the content of the current entry starts, or goes on, in bytes. */
    long offset() {
        return offset;
    }

    /**
     * The next entry; what is left of the current one is skipped.
     *
     * @return empty at the end
     * @throws IOException where the archive ends too early, or is none
     */
    Optional<TarEntry> next() throws IOException {
        skip(content + padding);
        Map<String, String> pax = Map.of();
        Optional<String> name = Optional.empty();
        Optional<String> link = Optional.empty();
        for (int i = 0; i < EXTENSIONS_MAX; i++) {
            Optional<TarHeader> found = header();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            TarHeader header = found.get();
            switch (header.type()) {
                case 'x' -> pax = TarHeader.pax(extension(header));
                case 'g' -> extension(header);
                case 'L' -> name = Optional.of(text(extension(header)));
                case 'K' -> link = Optional.of(text(extension(header)));
                default -> {
                    return Optional.of(start(header, header.entry(pax, name, link)));
                }
            }
        }
        throw new IOException("a tar entry has more than " + EXTENSIONS_MAX + " headers");
    }

    private TarEntry start(TarHeader header, TarEntry entry) throws IOException {
        if (entry.name().length() > NAME_CHARACTERS_MAX) {
            throw new IOException(
                    "a name of the archive has more than " + NAME_CHARACTERS_MAX + " characters");
        }
        boolean more = header.isSparseContinued();
        while (more) {
            byte[] map = block();
            more = map.length == BLOCK && map[504] != 0;
        }
        content = entry.size();
        padding = (BLOCK - content % BLOCK) % BLOCK;
        return entry;
    }

    private byte[] extension(TarHeader header) throws IOException {
        long size = header.size();
        if (size > EXTENSION_BYTES_MAX) {
            throw new IOException(
                    "a header of the archive has "
                            + size
                            + " bytes, more than "
                            + EXTENSION_BYTES_MAX);
        }
        content = size;
        padding = (BLOCK - size % BLOCK) % BLOCK;
        byte[] bytes = new byte[(int) size];
        if (read(bytes) < size) {
            throw ended();
        }
        skip(padding);
        return bytes;
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int nul = text.indexOf('\0');
        return nul < 0 ? text : text.substring(0, nul);
    }

    /** Two blocks of zeros end an archive, and so does the end of the file between entries. */
    private Optional<TarHeader> header() throws IOException {
        content = 0;
        padding = 0;
        byte[] block = block();
        if (block.length == 0) {
            return Optional.empty();
        }
        if (isZero(block)) {
            byte[] second = block();
            if (second.length == 0 || isZero(second)) {
                return Optional.empty();
            }
            throw new IOException("a block of zeros stands amid the archive");
        }
        return Optional.of(new TarHeader(block));
    }

    private byte[] block() throws IOException {
        byte[] block = in.readNBytes(BLOCK);
        offset += block.length;
        if (block.length != 0 && block.length != BLOCK) {
            throw ended();
        }
        return block;
    }

    private static boolean isZero(byte[] block) {
        for (byte each : block) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    private static IOException ended() {
        return new EOFException("the archive ends too early");
    }

    private void skip(long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw ended();
        }
        offset += bytes;
    }

    /**
     * Content of the current entry, as much as there is and the array takes.
     *
     * @return how many bytes
     */
    int read(byte[] into) throws IOException {
        int wanted = (int) Math.min(into.length, content);
        int got = in.readNBytes(into, 0, wanted);
        if (got < wanted) {
            throw ended();
        }
        offset += got;
        content -= got;
        return got;
    }
}
