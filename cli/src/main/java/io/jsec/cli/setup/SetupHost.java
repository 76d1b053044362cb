package io.jsec.cli.setup;

import java.util.List;
import java.util.Optional;

/**
 * The host as setup sees and changes it; paths are absolute. A fake of it holds files in memory.
 */
interface SetupHost {
    /** Whether the caller may change the host. */
    boolean root();

    /** The static program that makes mounts, of the distribution that runs. */
    String helper();

    /** What is at a path, links not followed; nothing if it is absent. */
    Optional<FileFacts> stat(String path);

    /** Whether the caller may not look at what is at a path. */
    boolean hidden(String path);

    /** The text of a file; nothing if it is absent or may not be read. */
    Optional<String> read(String path);

    /** Where a symbolic link points; nothing if there is none. */
    Optional<String> linkTarget(String path);

    /** The real path behind links; nothing if it is absent. */
    Optional<String> realPath(String path);

    /** A short text that differs if a tree's names, sizes, times or executable bits differ. */
    Optional<String> fingerprint(String directory);

    /** Processes whose real user id is the first number or within the range. */
    List<Long> processesOf(long uid, long first, long count);

    /** Replaces a file at once; root's, with that mode. */
    void write(String path, String text, int mode);

    /** Writes to a file of the kernel as it is. */
    void writeKernel(String path, String text);

    /** Whether a directory is there and holds nothing. */
    boolean empty(String directory);

    /** Makes one directory of root's; one that is there stays. */
    void makeDirectory(String path, int mode);

    /** Gives owner and mode; links are not followed. */
    void own(String path, int mode, long uid, long gid);

    /** Makes a symbolic link; what is there goes. */
    void link(String path, String target);

    /** Removes a file, a link or an empty directory; absent is fine, not empty is not. */
    void delete(String path);

    /** Replaces a tree by a copy of another at once: root's, readable by all, times kept. */
    void copyTree(String from, String to);

    /** Runs a program to its end. */
    Outcome run(List<String> command);

    /** Runs a program that must succeed. */
    default void must(List<String> command) {
        Outcome outcome = run(command);
        if (outcome.exit() != 0) {
            throw SetupException.failed(
                    String.join(" ", command), "exit status " + outcome.exit() + outcome.reason());
        }
    }

    /**
     * What lies at a path.
     *
     * @param kind what it is
     * @param mode the twelve bits
     * @param uid owner
     * @param gid group
     */
    record FileFacts(Kind kind, int mode, long uid, long gid) {
        /** The kinds that are told apart. */
        enum Kind {
            DIRECTORY,
            FILE,
            LINK,
            OTHER
        }

        boolean directory() {
            return kind == Kind.DIRECTORY;
        }
    }

    /**
     * How a program ended.
     *
     * @param exit its exit status
     * @param output what it printed, both streams, at most 8 KiB
     */
    record Outcome(int exit, String output) {
        String reason() {
            String text = output.strip().replace('\n', ' ');
            return text.isEmpty() ? "" : ", " + text;
        }
    }
}
