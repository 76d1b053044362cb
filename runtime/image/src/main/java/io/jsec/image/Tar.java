package io.jsec.image;

import static io.jsec.image.TarFormat.BLOCK_BYTES;
import static io.jsec.image.TarFormat.LONG_NUMBER_BYTES;
import static io.jsec.image.TarFormat.NUMBER_BYTES;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Layers as tar archives of files and folders. Writing is deterministic: the same entries give the
 * same bytes, with owner 0:0 and time 0. Reading accepts what writing produces and refuses every
 * other kind of entry by an {@link IllegalArgumentException}.
 */
final class Tar {
    private static final int ENTRIES_MAX = 4_096;
    private static final int END_BLOCKS = 2;

    private Tar() {}

    static byte[] write(List<TarEntry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (TarEntry entry : entries) {
            out.writeBytes(header(entry));
            out.writeBytes(entry.content());
            out.writeBytes(new byte[padding(entry.content().length)]);
        }
        out.writeBytes(new byte[END_BLOCKS * BLOCK_BYTES]);
        return out.toByteArray();
    }

    private static byte[] header(TarEntry entry) {
        String name = entry.folder() ? entry.path() + "/" : entry.path();
        if (name.length() > TarFormat.NAME_BYTES_MAX) {
            throw new IllegalArgumentException("a name over 100 bytes: " + name);
        }
        byte[] block = new byte[BLOCK_BYTES];
        TarFormat.putText(block, TarFormat.NAME, name);
        TarFormat.putNumber(block, TarFormat.MODE, NUMBER_BYTES, entry.mode());
        TarFormat.putNumber(block, TarFormat.UID, NUMBER_BYTES, 0);
        TarFormat.putNumber(block, TarFormat.GID, NUMBER_BYTES, 0);
        TarFormat.putNumber(block, TarFormat.SIZE, LONG_NUMBER_BYTES, entry.content().length);
        TarFormat.putNumber(block, TarFormat.TIME, LONG_NUMBER_BYTES, 0);
        block[TarFormat.TYPE] = (byte) (entry.folder() ? TarFormat.FOLDER : TarFormat.FILE);
        TarFormat.seal(block);
        return block;
    }

    static List<TarEntry> read(byte[] archive) {
        List<TarEntry> entries = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        int at = 0;
        while (true) {
            byte[] block = slice(archive, at, BLOCK_BYTES);
            at += BLOCK_BYTES;
            if (isEmpty(block)) {
                break;
            }
            TarFormat.checkSeal(block);
            long size = TarFormat.number(block, TarFormat.SIZE, LONG_NUMBER_BYTES);
            TarEntry entry = entry(block, slice(archive, at, size));
            if (!paths.add(entry.path())) {
                throw new IllegalArgumentException("'" + entry.path() + "' comes twice");
            }
            if (entries.size() == ENTRIES_MAX) {
                throw new IllegalArgumentException("more than " + ENTRIES_MAX + " entries");
            }
            entries.add(entry);
            at += (int) size + padding((int) size);
        }
        if (!isEmpty(slice(archive, at, (long) archive.length - at))) {
            throw new IllegalArgumentException("bytes behind the end of the archive");
        }
        return entries;
    }

    private static TarEntry entry(byte[] block, byte[] content) {
        String name = TarFormat.text(block, TarFormat.NAME, TarFormat.NAME_BYTES_MAX);
        if (block[TarFormat.PREFIX] != 0) {
            throw new IllegalArgumentException("'" + name + "' has a name in two parts");
        }
        if (TarFormat.number(block, TarFormat.UID, NUMBER_BYTES) != 0
                || TarFormat.number(block, TarFormat.GID, NUMBER_BYTES) != 0) {
            throw new IllegalArgumentException("'" + name + "' does not belong to root");
        }
        int mode = (int) TarFormat.number(block, TarFormat.MODE, NUMBER_BYTES);
        return switch ((char) block[TarFormat.TYPE]) {
            case TarFormat.FILE -> new TarEntry(name, mode, false, content);
            case TarFormat.FOLDER -> {
                String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
                yield new TarEntry(path, mode, true, content);
            }
            default ->
                    throw new IllegalArgumentException("'" + name + "' is neither file nor folder");
        };
    }

    private static int padding(int size) {
        return (BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES;
    }

    private static byte[] slice(byte[] archive, int at, long size) {
        if (size < 0 || size > archive.length - (long) at) {
            throw new IllegalArgumentException("the archive ends too early");
        }
        return Arrays.copyOfRange(archive, at, at + (int) size);
    }

    private static boolean isEmpty(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
