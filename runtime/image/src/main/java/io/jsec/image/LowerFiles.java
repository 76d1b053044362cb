package io.jsec.image;

import io.jsec.linux.Fd;
import io.jsec.linux.FileStatus;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.Statx;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Fcntl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an overlay of lower directories shows at a path, without mounting one. No links. */
final class LowerFiles implements AutoCloseable {
    private final List<Fd> layers = new ArrayList<>();

    /** Opens the layers, highest first. */
    LowerFiles(List<Path> lowers) {
        try {
            lowers.forEach(lower -> layers.add(Openat2.open(lower, Fcntl.O_RDONLY, 0)));
        } catch (LinuxException e) {
            close();
            throw e;
        }
    }

    /** Whether anything is at a path. */
    boolean has(MemberPath path) {
        if (path.isRoot()) {
            return true;
        }
        for (Fd layer : layers) {
            switch (look(layer, path)) {
                case THERE -> {
                    return true;
                }
                case HIDDEN -> {
                    return false;
                }
                case BELOW -> {
                    // The next layer decides.
                }
            }
        }
        return false;
    }

    private enum Answer {
        THERE,
        HIDDEN,
        BELOW
    }

    private static Answer look(Fd layer, MemberPath path) {
        MemberPath at = new MemberPath(List.of());
        Answer missing = Answer.BELOW;
        for (String part : path.parts()) {
            try (Fd folder = Openat2.beneath(layer, at.bytes(), Fcntl.O_RDONLY, 0)) {
                if (!at.isRoot() && Whiteouts.isOpaque(folder)) {
                    missing = Answer.HIDDEN;
                }
                Optional<FileStatus> status = Statx.at(folder, RawName.bytes(part));
                if (status.isEmpty()) {
                    return missing;
                }
                boolean last = at.parts().size() == path.parts().size() - 1;
                if (status.get().isWhiteout()) {
                    return Answer.HIDDEN;
                }
                if (last) {
                    return Answer.THERE;
                }
                if (!status.get().isDirectory()) {
                    return Answer.HIDDEN;
                }
            } catch (LinuxException e) {
                if (e.is(Errno.ENOENT)) {
                    return missing;
                }
                throw e;
            }
            at = at.child(part);
        }
        return missing;
    }

    @Override
    public void close() {
        layers.forEach(Fd::close);
    }
}
