package io.jsec.image;

import io.jsec.image.TarMember.Extent;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the stored bytes of a file with holes belong, in GNU tar's four notations.
 *
 * @see <a href="https://www.gnu.org/software/tar/manual/html_section/Sparse-Formats.html">GNU tar,
 *     storing sparse files</a>
 */
final class SparseMap {
    static final int EXTENTS_MAX = 65_536;
    private static final int DIGITS_MAX = 20;

    /** Places in an old GNU header and in the blocks that continue it. */
    private static final int OLD_MAP = 386;

    private static final int OLD_EXTENTS = 4;
    private static final int OLD_CONTINUED = 482;
    private static final int OLD_SIZE = 483;
    private static final int NEXT_EXTENTS = 21;
    private static final int NEXT_CONTINUED = 504;
    private static final int NUMBER_BYTES = 12;

    private SparseMap() {}

    /** The size of the file in an old GNU header. */
    static long oldSize(byte[] header) {
        return TarFields.number(header, OLD_SIZE, NUMBER_BYTES);
    }

    /** Adds the extents of an old GNU header; true where another block continues it. */
    static boolean addOld(byte[] header, List<Extent> extents) {
        add(header, OLD_MAP, OLD_EXTENTS, extents);
        return header[OLD_CONTINUED] != 0;
    }

    /** Adds the extents of a block that continues a header; true where there is yet another. */
    static boolean addNext(byte[] block, List<Extent> extents) {
        add(block, 0, NEXT_EXTENTS, extents);
        return block[NEXT_CONTINUED] != 0;
    }

    private static void add(byte[] block, int from, int count, List<Extent> extents) {
        for (int i = 0; i < count; i++) {
            int at = from + i * 2 * NUMBER_BYTES;
            if (block[at] == 0) {
                return;
            }
            extents.add(
                    new Extent(
                            TarFields.number(block, at, NUMBER_BYTES),
                            TarFields.number(block, at + NUMBER_BYTES, NUMBER_BYTES)));
            checkCount(extents.size());
        }
    }

    /** Formats 0.0 (repeated records) and 0.1 (one record): offset, length, offset, length … */
    static List<Extent> ofNumbers(List<String> numbers) {
        if (numbers.size() % 2 != 0) {
            throw new IllegalArgumentException("a sparse map ends with half a pair");
        }
        checkCount(numbers.size() / 2);
        List<Extent> extents = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += 2) {
            extents.add(
                    new Extent(
                            PaxRecords.decimal(numbers.get(i)),
                            PaxRecords.decimal(numbers.get(i + 1))));
        }
        return extents;
    }

    static void checkCount(long count) {
        if (count > EXTENTS_MAX) {
            throw new IllegalArgumentException("a sparse file of over " + EXTENTS_MAX + " pieces");
        }
    }

    static void checkDigits(int length) {
        if (length > DIGITS_MAX) {
            throw new IllegalArgumentException("a number in a sparse map is too long");
        }
    }

    /** Refuses pieces that overlap, go backwards or lie behind the end of the file. */
    static void check(List<Extent> extents, long stored, long size) {
        long end = 0;
        long sum = 0;
        for (Extent extent : extents) {
            if (extent.offset() < end
                    || extent.length() < 0
                    || extent.length() > size - extent.offset()) {
                throw new IllegalArgumentException("a sparse map is not in order");
            }
            end = extent.offset() + extent.length();
            sum += extent.length();
        }
        if (sum != stored) {
            throw new IllegalArgumentException("a sparse map does not match its content");
        }
    }
}
