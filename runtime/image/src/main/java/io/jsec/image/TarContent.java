package io.jsec.image;

import io.jsec.image.TarMember.Extent;
import io.jsec.linux.Fd;
import io.jsec.linux.FileAttributes;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/** Content of a member on its way into a file, holes kept as holes. */
final class TarContent {
    private TarContent() {}

    /** Writes everything of the current member into an empty file. */
    static void write(TarReader archive, TarMember member, Fd file, byte[] buffer)
            throws IOException {
        List<Extent> extents = member.extents();
        if (extents == null) {
            for (int count = archive.read(buffer); count >= 0; count = archive.read(buffer)) {
                file.write(buffer, count);
            }
            return;
        }
        for (Extent extent : extents) {
            FileAttributes.seek(file, extent.offset());
            copy(archive, file, extent.length(), buffer);
        }
        FileAttributes.length(file, member.size());
    }

    private static void copy(TarReader archive, Fd file, long length, byte[] buffer)
            throws IOException {
        long left = length;
        while (left > 0) {
            byte[] part = left < buffer.length ? new byte[(int) left] : buffer;
            int count = archive.read(part);
            if (count < 0) {
                throw new EOFException("a sparse file ends before its last piece");
            }
            file.write(part, count);
            left -= count;
        }
    }
}
