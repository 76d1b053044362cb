package io.jsec.image;

import io.jsec.linux.Fd;
import io.jsec.linux.FileAttributes;
import io.jsec.linux.Identity;
import io.jsec.linux.LinuxException;
import io.jsec.linux.abi.Errno;

/**
 * How the ids of an image become owners on disk, in owner form.
 *
 * <p>With uid 0 of a user namespace (the engine's, in which ids of images are mapped one to one)
 * files get their owners. An ordinary user outside of one can only own files himself: then he is
 * the image's root, and other owners are refused by name.
 */
enum Owners {
    MAPPED,
    ROOT_ONLY;

    /** What this process can do. */
    static Owners ofThisProcess() {
        return Identity.effectiveUid() == 0 ? MAPPED : ROOT_ONLY;
    }

    /** Gives an entry of a folder to its owner; {@code path} is for the message. */
    void give(Fd folder, byte[] name, long uid, long gid, String path) {
        if (this == ROOT_ONLY) {
            if (uid != 0 || gid != 0) {
                throw unmapped(path, uid, gid, "this process is an ordinary user");
            }
            return;
        }
        try {
            FileAttributes.own(folder, name, (int) uid, (int) gid);
        } catch (LinuxException e) {
            throw e.is(Errno.EINVAL) || e.is(Errno.EOVERFLOW)
                    ? unmapped(path, uid, gid, "the user namespace does not map it")
                    : e;
        }
    }

    private static ImageException unmapped(String path, long uid, long gid, String why) {
        return ImageException.refused(
                ImageException.Kind.UNSUPPORTED,
                "file /" + RawName.show(path),
                "it belongs to " + uid + ":" + gid + ", and " + why,
                "an image whose files belong to ids below 65536, unpacked by the engine");
    }
}
