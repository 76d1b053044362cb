package io.jsec.image;

import io.jsec.linux.Entries;
import io.jsec.linux.Fd;
import io.jsec.linux.FileStatus;
import io.jsec.linux.Openat2;
import io.jsec.linux.Xattr;
import io.jsec.linux.abi.Fcntl;
import java.util.Optional;

/**
 * Files of a layer that hide what is below it. They do not touch what the layer itself holds,
 * wherever in the archive they stand.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts">OCI
 *     image layers, whiteouts</a>
 */
final class Whiteouts {
    static final String PREFIX = ".wh.";
    static final String OPAQUE = ".wh..wh..opq";
    static final String OPAQUE_ATTRIBUTE = "user.overlay.opaque";

    /** Book-keeping of AUFS, which Docker's layers once held. */
    private static final String AUFS = ".wh..wh.";

    private final LayerTree tree;
    private boolean opaqueRoot;

    Whiteouts(LayerTree tree) {
        this.tree = tree;
    }

    /** Whether everything below the layer is hidden. */
    boolean opaqueRoot() {
        return opaqueRoot;
    }

    /**
     * Does what a whiteout says; false where the path is none.
     *
     * @throws IllegalArgumentException for a whiteout of nothing, {@code .} or {@code ..}
     */
    boolean take(MemberPath path) {
        if (path.parts().subList(0, path.parts().size() - 1).stream()
                .anyMatch(part -> part.startsWith(PREFIX))) {
            return isBookkeeping(path);
        }
        String name = path.name();
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        if (name.equals(OPAQUE)) {
            Fd folder = tree.folder(path.parent());
            opaqueRoot |= path.parent().isRoot();
            if (!path.parent().isRoot()) {
                makeOpaque(folder);
            }
            return true;
        }
        if (name.startsWith(AUFS)) {
            return true;
        }
        hide(path, name.substring(PREFIX.length()));
        return true;
    }

    private static boolean isBookkeeping(MemberPath path) {
        if (path.parts().stream().anyMatch(part -> part.startsWith(AUFS))) {
            return true;
        }
        throw new IllegalArgumentException("'" + path + "' lies below a whiteout");
    }

    private void hide(MemberPath path, String hidden) {
        if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
            throw new IllegalArgumentException("'" + path + "' hides no file");
        }
        Fd folder = tree.folder(path.parent());
        Optional<FileStatus> there = LayerTree.status(folder, hidden);
        if (there.isEmpty()) {
            Entries.makeWhiteout(folder, RawName.bytes(hidden));
        } else if (there.get().isDirectory()) {
            try (Fd own = Openat2.beneath(folder, RawName.bytes(hidden), Fcntl.O_RDONLY, 0)) {
                makeOpaque(own);
            }
        }
    }

    /** Makes a folder hide the one below it. */
    static void makeOpaque(Fd folder) {
        Xattr.set(folder, OPAQUE_ATTRIBUTE, new byte[] {'y'});
    }

    /** Whether a folder hides the one below it. */
    static boolean isOpaque(Fd folder) {
        return Xattr.get(folder, OPAQUE_ATTRIBUTE)
                .map(value -> value.length == 1 && value[0] == 'y')
                .orElse(false);
    }
}
