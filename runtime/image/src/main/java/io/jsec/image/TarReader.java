package io.jsec.image;

import static io.jsec.image.TarFormat.BLOCK_BYTES;
import static io.jsec.image.TarFormat.LONG_NUMBER_BYTES;
import static io.jsec.image.TarFormat.NUMBER_BYTES;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jsec.image.TarMember.Extent;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive as a stream: ustar, pax, GNU (long names, sparse files) and what came before
 * them. It holds one header at a time. What is not an archive is an {@link
 * IllegalArgumentException}; what ends too early an {@link EOFException}.
 */
final class TarReader {
    static final int HEADER_BYTES_MAX = 1024 * 1024;
    private static final int LINK = 157;
    private static final int NAME_BYTES = 100;
    private static final int PREFIX_BYTES = 155;
    private static final long ID_MAX = 0xffff_fffeL;
    private static final int MODE_MASK = 07777;

    private final InputStream in;
    private final byte[] block = new byte[BLOCK_BYTES];
    private long contentLeft;
    private int paddingLeft;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** What comes before a header and speaks of it. */
    private record Ahead(@Nullable String path, @Nullable String link, PaxRecords pax) {
        static final Ahead NOTHING = new Ahead(null, null, PaxRecords.NONE);
    }

    /** The next member, whose content can then be read; null at the end of the archive. */
    @Nullable TarMember next() throws IOException {
        skipContent();
        Ahead ahead = Ahead.NOTHING;
        while (readBlock()) {
            TarFields.checkSum(block);
            long size = TarFields.number(block, TarFormat.SIZE, LONG_NUMBER_BYTES);
            switch (block[TarFormat.TYPE]) {
                case 'L' -> ahead = new Ahead(longName(size), ahead.link(), ahead.pax());
                case 'K' -> ahead = new Ahead(ahead.path(), longName(size), ahead.pax());
                case 'x' ->
                        ahead = new Ahead(ahead.path(), ahead.link(), PaxRecords.parse(body(size)));
                case 'g' -> body(size);
                default -> {
                    return member(ahead, size);
                }
            }
        }
        return null;
    }

    /** Reads content of the member, as stored; -1 at its end. */
    int read(byte[] buffer) throws IOException {
        if (contentLeft == 0) {
            return -1;
        }
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, contentLeft));
        if (count < 0) {
            throw new EOFException("the archive ends within a file");
        }
        contentLeft -= count;
        return count;
    }

    private TarMember member(Ahead ahead, long headerSize) throws IOException {
        PaxRecords pax = ahead.pax();
        String path = path(ahead);
        TarKind kind = kind(path);
        boolean gnuSparse = block[TarFormat.TYPE] == 'S';
        String paxSize = pax.get("size");
        long stored = paxSize != null ? PaxRecords.decimal(paxSize) : headerSize;
        byte[] header = block.clone();
        if (kind != TarKind.FILE) {
            stored = 0;
        }
        contentLeft = stored;
        paddingLeft = padding(stored);
        List<Extent> extents = gnuSparse ? oldExtents(header) : paxExtents(pax);
        long size = stored;
        if (extents != null) {
            size = gnuSparse ? SparseMap.oldSize(header) : realSize(pax);
            SparseMap.check(extents, contentLeft, size);
        }
        String link = ahead.link() != null ? ahead.link() : TarFields.text(header, LINK, 100);
        String paxLink = pax.get("linkpath");
        String mtime = pax.get("mtime");
        long[] time =
                mtime != null
                        ? PaxTime.parse(mtime)
                        : new long[] {
                            TarFields.signed(header, TarFormat.TIME, LONG_NUMBER_BYTES), 0
                        };
        return new TarMember(
                path,
                kind,
                (int) TarFields.number(header, TarFormat.MODE, NUMBER_BYTES) & MODE_MASK,
                id(header, TarFormat.UID, pax.get("uid")),
                id(header, TarFormat.GID, pax.get("gid")),
                size,
                time[0],
                (int) time[1],
                paxLink != null ? paxLink : link,
                pax.attributes(),
                extents);
    }

    private TarKind kind(String path) {
        byte type = block[TarFormat.TYPE];
        return switch (type) {
            case 0, '0', '7', 'S' ->
                    type == 0 && path.endsWith("/") ? TarKind.FOLDER : TarKind.FILE;
            case '1' -> TarKind.HARD_LINK;
            case '2' -> TarKind.SYMBOLIC_LINK;
            case '3' -> TarKind.CHARACTER_DEVICE;
            case '4' -> TarKind.BLOCK_DEVICE;
            case '5' -> TarKind.FOLDER;
            case '6' -> TarKind.PIPE;
            default ->
                    throw new IllegalArgumentException(
                            "'" + RawName.show(path) + "' is of the unknown type " + (int) type);
        };
    }

    private String path(Ahead ahead) {
        String pax = ahead.pax().get("GNU.sparse.name");
        if (pax == null) {
            pax = ahead.pax().get("path");
        }
        if (pax != null) {
            return pax;
        }
        if (ahead.path() != null) {
            return ahead.path();
        }
        String name = TarFields.text(block, TarFormat.NAME, NAME_BYTES);
        boolean posix = TarFields.text(block, TarFormat.MAGIC, 6).equals("ustar");
        String prefix = posix ? TarFields.text(block, TarFormat.PREFIX, PREFIX_BYTES) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static long id(byte[] header, int at, @Nullable String pax) {
        long id =
                pax != null ? PaxRecords.decimal(pax) : TarFields.number(header, at, NUMBER_BYTES);
        if (id > ID_MAX) {
            throw new IllegalArgumentException("an owner's id is over 4294967294");
        }
        return id;
    }

    private List<Extent> oldExtents(byte[] header) throws IOException {
        List<Extent> extents = new ArrayList<>();
        boolean more = SparseMap.addOld(header, extents);
        while (more) {
            readFully(block);
            more = SparseMap.addNext(block, extents);
        }
        return extents;
    }

    private @Nullable List<Extent> paxExtents(PaxRecords pax) throws IOException {
        if ("1".equals(pax.get("GNU.sparse.major"))) {
            return leadingMap();
        }
        String map = pax.get("GNU.sparse.map");
        if (map != null) {
            return SparseMap.ofNumbers(List.of(map.split(",", -1)));
        }
        return pax.sparse().isEmpty() ? null : SparseMap.ofNumbers(pax.sparse());
    }

    private static long realSize(PaxRecords pax) {
        String size = pax.get("GNU.sparse.realsize");
        if (size == null) {
            size = pax.get("GNU.sparse.size");
        }
        return PaxRecords.decimal(Objects.requireNonNullElse(size, ""));
    }

    /** Format 1.0: the map is the first part of the content, padded to whole blocks. */
    private List<Extent> leadingMap() throws IOException {
        long count = -1;
        List<String> numbers = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        while (count < 0 || numbers.size() < 2 * count) {
            if (contentLeft < BLOCK_BYTES) {
                throw new IllegalArgumentException("a sparse map is not complete");
            }
            readFully(block);
            contentLeft -= BLOCK_BYTES;
            for (byte b : block) {
                if (b != '\n') {
                    digits.append((char) (b & 0xff));
                    SparseMap.checkDigits(digits.length());
                    continue;
                }
                if (count < 0) {
                    count = PaxRecords.decimal(digits.toString());
                    SparseMap.checkCount(count);
                } else {
                    numbers.add(digits.toString());
                }
                digits.setLength(0);
                if (numbers.size() == 2 * count) {
                    break;
                }
            }
        }
        return SparseMap.ofNumbers(numbers);
    }

    private String longName(long size) throws IOException {
        byte[] name = body(size);
        int end = 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return new String(name, 0, end, ISO_8859_1);
    }

    private byte[] body(long size) throws IOException {
        if (size > HEADER_BYTES_MAX) {
            throw new IllegalArgumentException("a header of over " + HEADER_BYTES_MAX + " bytes");
        }
        byte[] body = new byte[(int) size];
        readFully(body);
        skip(padding(size));
        return body;
    }

    /** Reads a header's block; false at the end, which one empty block is enough for. */
    private boolean readBlock() throws IOException {
        int count = in.readNBytes(block, 0, BLOCK_BYTES);
        if (count == 0) {
            return false;
        }
        if (count < BLOCK_BYTES) {
            throw new EOFException("the archive ends within a header");
        }
        return !TarFields.isEmpty(block);
    }

    private void skipContent() throws IOException {
        skip(contentLeft + paddingLeft);
        contentLeft = 0;
        paddingLeft = 0;
    }

    private void skip(long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw new EOFException("the archive ends within a file");
        }
    }

    private void readFully(byte[] bytes) throws IOException {
        if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
            throw new EOFException("the archive ends within a header");
        }
    }

    private static int padding(long size) {
        return (int) ((BLOCK_BYTES - size % BLOCK_BYTES) % BLOCK_BYTES);
    }
}
