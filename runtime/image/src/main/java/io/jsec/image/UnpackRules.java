package io.jsec.image;

import io.jsec.linux.Fd;
import io.jsec.linux.FileStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an archive is unpacked.
 *
 * @param layer whether it is a layer, with whiteouts
 * @param owners how ids become owners on disk
 * @param ids where ids of the archive lie
 * @param owner who gets every file, in place of who the archive says
 * @param keepKinds whether a folder and something else may not replace one another
 * @param below where in the root everything goes
 */
record UnpackRules(
        boolean layer,
        Owners owners,
        IdRanges ids,
        Optional<Owner> owner,
        boolean keepKinds,
        MemberPath below) {
    /** A user and group of the image. */
    record Owner(long uid, long gid) {}

    static UnpackRules layer(Owners owners) {
        return new UnpackRules(
                true, owners, IdRanges.SAME, Optional.empty(), false, new MemberPath(List.of()));
    }

    /** Where a path of the archive goes. */
    MemberPath place(MemberPath path) {
        if (below.isRoot()) {
            return path;
        }
        List<String> parts = new ArrayList<>(below.parts());
        parts.addAll(path.parts());
        return new MemberPath(parts);
    }

    /** Refuses a folder in place of something else, or the reverse, where kinds are kept. */
    void check(MemberPath path, TarMember member, Optional<FileStatus> there) {
        if (!keepKinds || there.isEmpty()) {
            return;
        }
        boolean folder = member.kind() == TarKind.FOLDER;
        if (folder != there.get().isDirectory()) {
            throw ImageException.said(
                    ImageException.Kind.BAD_PARAMETER,
                    folder
                            ? "cannot overwrite non-directory \"" + path + "\" with directory"
                            : "cannot overwrite directory \"" + path + "\" with non-directory");
        }
    }

    /** Gives an entry to its owner. */
    void give(Fd folder, byte[] name, TarMember member, String path) {
        long uid = owner.map(Owner::uid).orElse(member.uid());
        long gid = owner.map(Owner::gid).orElse(member.gid());
        owners.give(folder, name, ids.toDisk(uid), ids.toDisk(gid), path);
    }
}
