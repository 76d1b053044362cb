package io.jsec.image;

import java.util.List;
import java.util.Set;

/** What containers use of the store. The engine knows; the store asks before it removes. */
public interface ImageUse {
    /** Nobody uses anything. */
    ImageUse NOTHING =
            new ImageUse() {
                @Override
                public List<User> users(ImageDigest image) {
                    return List.of();
                }

                @Override
                public Set<ImageDigest> layers() {
                    return Set.of();
                }
            };

    /**
     * A container that was made from an image.
     *
     * @param container its id
     * @param running whether it runs now
     */
    record User(String container, boolean running) {}

    /** The containers made from an image. */
    List<User> users(ImageDigest image);

    /** The layers below any container, also where its image is gone: these are not removed. */
    Set<ImageDigest> layers();
}
