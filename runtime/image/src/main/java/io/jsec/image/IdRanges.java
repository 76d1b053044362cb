package io.jsec.image;

import java.util.List;

/**
 * How ids of an image become ids of files as this process sees them, where these are not the same:
 * in the root of a running container that has a range of its own.
 *
 * @param ranges which ids of the image lie where
 */
public record IdRanges(List<Range> ranges) {
    /** Ids on disk are those of the image: owner form, as seen by the engine. */
    public static final IdRanges SAME = new IdRanges(List.of(new Range(0, 0, 0xffff_fffeL)));

    private static final int NOBODY = 65534;

    /** Copies the list. */
    public IdRanges {
        ranges = List.copyOf(ranges);
    }

    /**
     * Ids in a row.
     *
     * @param image the first one in the image
     * @param disk the first one as this process sees it
     */
    public record Range(long image, long disk, long count) {}

    /** The id of the image for one on disk, {@code nobody} where it has none. */
    long toImage(int disk) {
        long id = Integer.toUnsignedLong(disk);
        for (Range range : ranges) {
            if (id >= range.disk && id < range.disk + range.count) {
                return range.image + id - range.disk;
            }
        }
        return NOBODY;
    }

    /**
     * The id on disk for one of the image.
     *
     * @throws IllegalArgumentException where it has none
     */
    long toDisk(long image) {
        for (Range range : ranges) {
            if (image >= range.image && image < range.image + range.count) {
                return range.disk + image - range.image;
            }
        }
        throw new IllegalArgumentException("the id " + image + " is not mapped");
    }
}
