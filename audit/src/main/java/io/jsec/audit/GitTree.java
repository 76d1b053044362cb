package io.jsec.audit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/** One commit of the repository around a tree: its files, and which of them changed since. */
final class GitTree implements AutoCloseable {
    private static final int BYTES_MAX = 8 * 1024 * 1024;
    private static final int FILES = FileMode.TYPE_FILE;

    /** Behind the signature and the version. */
    private static final int INDEX_COUNT_OFFSET = 8;

    /** Times, mode, size, hash and flags, before the name. */
    private static final int INDEX_ENTRY_BYTES_MIN = 62;

    private final Repository repository;
    private final RevCommit commit;
    private final Path root;

    private GitTree(Repository repository, RevCommit commit, Path root) {
        this.repository = repository;
        this.commit = commit;
        this.root = root;
    }

    /** The work tree that a folder belongs to: the nearest folder upwards that holds .git. */
    static Optional<Path> workTree(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /**
     * The paths that git tracks below a work tree; none where there is no repository.
     *
     * @throws IOException where the index cannot be read
     */
    static NavigableSet<String> tracked(Path root) throws IOException {
        NavigableSet<String> paths = new TreeSet<>();
        if (!Files.exists(root.resolve(".git"))) {
            return paths;
        }
        GitSettings.ignoreTheUsers();
        try (Repository repository =
                new FileRepositoryBuilder()
                        .setWorkTree(root.toFile())
                        .findGitDir(root.toFile())
                        .setMustExist(true)
                        .build()) {
            requireWhole(repository.getIndexFile());
            DirCache index = repository.readDirCache();
            for (int i = 0; i < index.getEntryCount(); i++) {
                paths.add(index.getEntry(i).getPathString());
            }
        } catch (RuntimeException e) {
            // JGit tells of damaged files by many kinds of exceptions.
            throw new IOException("it is damaged: " + e, e);
        }
        return paths;
    }

    /**
     * JGit makes room for as many entries as an index says it has.
     *
     * @throws IOException where so many do not fit into the file
     */
    private static void requireWhole(File index) throws IOException {
        if (!index.exists()) {
            return;
        }
        try (DataInputStream in = new DataInputStream(new FileInputStream(index))) {
            in.skipNBytes(INDEX_COUNT_OFFSET);
            long count = Integer.toUnsignedLong(in.readInt());
            if (count > index.length() / INDEX_ENTRY_BYTES_MIN) {
                throw new IOException(
                        "it says it has %d entries in %d bytes".formatted(count, index.length()));
            }
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        }
    }

    /**
     * A commit.
     *
     * @param root the work tree
     * @param reference a branch, a tag or a commit
     * @throws PolicyException where there is no repository or no such commit
     */
    static GitTree open(Path root, String reference, String option) {
        GitSettings.ignoreTheUsers();
        try {
            Repository repository =
                    new FileRepositoryBuilder()
                            .setWorkTree(root.toFile())
                            .findGitDir(root.toFile())
                            .setMustExist(true)
                            .build();
            try {
                return open(repository, root, reference, option);
            } catch (IOException | RuntimeException e) {
                repository.close();
                throw e;
            }
        } catch (PolicyException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // JGit tells of damaged files by many kinds of exceptions.
            throw refused(option, reference, "no repository can be read at " + root);
        }
    }

    private static GitTree open(Repository repository, Path root, String reference, String option)
            throws IOException {
        ObjectId id;
        try {
            id = repository.resolve(reference + "^{commit}");
        } catch (RevisionSyntaxException e) {
            throw refused(option, reference, "this names no commit");
        }
        if (id == null) {
            throw refused(
                    option, reference, "there is no such commit here; a shallow clone lacks it");
        }
        try (RevWalk walk = new RevWalk(repository)) {
            return new GitTree(repository, walk.parseCommit(id), root);
        }
    }

    private static PolicyException refused(String option, String reference, String why) {
        return new PolicyException(
                option + " " + reference + " refused: " + why + ". Instead: git fetch it first");
    }

    /** A file of the commit. */
    Optional<byte[]> read(String path) throws IOException {
        Optional<ObjectId> id = id(path);
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(repository.open(id.get(), Constants.OBJ_BLOB).getBytes(BYTES_MAX));
    }

    /**
     * The paths of the files in a folder of the commit, ordered; without those of folders in it.
     */
    List<String> list(String folder) throws IOException {
        List<String> paths = new ArrayList<>();
        Optional<ObjectId> id = id(folder);
        if (id.isEmpty()) {
            return paths;
        }
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(id.get());
            while (walk.next()) {
                if (FileMode.REGULAR_FILE.equals(walk.getFileMode(0))) {
                    paths.add(folder + "/" + walk.getPathString());
                }
            }
        }
        return paths;
    }

    /** The plain files of one name in every folder of the commit, by their paths. */
    Map<String, byte[]> named(String name) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                boolean plain = (walk.getFileMode(0).getBits() & FileMode.TYPE_MASK) == FILES;
                if (plain && walk.getNameString().equals(name)) {
                    ObjectId id = walk.getObjectId(0);
                    byte[] bytes = repository.open(id, Constants.OBJ_BLOB).getBytes(BYTES_MAX);
                    files.put(walk.getPathString(), bytes);
                }
            }
        }
        return files;
    }

    private Optional<ObjectId> id(String path) throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(repository, path, commit.getTree())) {
            return walk == null ? Optional.empty() : Optional.of(walk.getObjectId(0));
        }
    }

    /**
     * Whether a file of the work tree is new, or has other bytes than in the commit. One that
     * cannot be compared counts as changed: it is then told that it cannot be read.
     */
    boolean changed(String path) throws IOException {
        Optional<ObjectId> before = id(path);
        if (before.isEmpty()) {
            return true;
        }
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            Path file = root.resolve(path);
            if (!Files.isReadable(file) || Files.size(file) > BYTES_MAX) {
                return true;
            }
            byte[] bytes = Files.readAllBytes(file);
            return !formatter.idFor(Constants.OBJ_BLOB, bytes).equals(before.get());
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
