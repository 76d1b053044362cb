package io.jsec.cli.setup;

import io.jsec.cli.setup.SetupHost.FileFacts;
import java.util.List;
import java.util.Optional;

/**
 * A directory with owner and mode.
 *
 * @param path where
 * @param mode its mode
 * @param owner its owner's name, for people
 * @param uid owner
 * @param gid group
 * @param purpose what it holds
 */
record Directory(String path, int mode, String owner, long uid, long gid, String purpose)
        implements Change {
    @Override
    public String key() {
        return "directory " + path;
    }

    @Override
    public String words() {
        return String.format(
                "make the directory %s, %04o, owned by %s: %s", path, mode, owner, purpose);
    }

    @Override
    public boolean holds(SetupHost host) {
        if (host.hidden(path)) {
            return true;
        }
        FileFacts wanted = new FileFacts(FileFacts.Kind.DIRECTORY, mode, uid, gid);
        return host.stat(path).filter(wanted::equals).isPresent();
    }

    @Override
    public String before(SetupHost host) {
        Optional<FileFacts> there = host.stat(path);
        return there.map(facts -> facts.mode() + " " + facts.uid() + " " + facts.gid())
                .orElse(ABSENT);
    }

    @Override
    public void apply(SetupHost host, String before) {
        Optional<FileFacts> there = host.stat(path);
        if (there.isPresent() && !there.get().directory()) {
            throw SetupException.refused(
                    path, "it exists and is no directory", "move it away: mv " + path + " …");
        }
        host.must(
                List.of(
                        host.helper(),
                        "make-directory",
                        "--dir",
                        path,
                        "--mode",
                        String.format("%04o", mode),
                        "--uid",
                        Long.toString(uid),
                        "--gid",
                        Long.toString(gid)));
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (before.equals(ABSENT)) {
            RemovedTree.remove(host, path);
            return;
        }
        String[] numbers = before.split(" ", -1);
        if (host.stat(path).isPresent()) {
            host.own(
                    path,
                    Integer.parseInt(numbers[0]),
                    Long.parseLong(numbers[1]),
                    Long.parseLong(numbers[2]));
        }
    }
}
