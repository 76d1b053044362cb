package io.jsec.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * Whatever a tree brings as its own settings of git, its index, its HEAD and its packed references,
 * is read or refused by the exceptions that are declared.
 */
public final class GitFuzz {
    private static final List<String> FILES = List.of("config", "index", "HEAD", "packed-refs");
    private static final Path ROOT = repository();
    private static final byte[] CONFIG = bytes("config");

    private static final String PACKED =
            """
            # pack-refs with: peeled fully-peeled sorted
            0123456789012345678901234567890123456789 refs/heads/x
            ^9876543210987654321098765432109876543210
            """;
    private static final String EXTENDED =
            """
            [core]
            repositoryformatversion = 1
            worktree = /x
            [extensions]
            refStorage = reftable
            [include]
            path = ../x
            [a "b\\"c"] d = "e" # f
            """;

    private GitFuzz() {}

    private static Path repository() {
        try {
            Path root = Files.createTempDirectory("jsec-git");
            GitSettings.ignoreTheUsers();
            try (Repository repository =
                    new FileRepositoryBuilder().setWorkTree(root.toFile()).build()) {
                repository.create();
                DirCache index = repository.lockDirCache();
                DirCacheEditor editor = index.editor();
                for (String path : List.of("Dockerfile", "a/b")) {
                    editor.add(
                            new DirCacheEditor.PathEdit(path) {
                                @Override
                                public void apply(DirCacheEntry entry) {
                                    entry.setFileMode(FileMode.REGULAR_FILE);
                                    entry.setObjectId(ObjectId.zeroId());
                                }
                            });
                }
                editor.commit();
            }
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(ROOT.resolve(".git").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the fuzzer begins with: the file's number, then its bytes. */
    public static List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        samples.add(numbered(0, bytes("config")));
        samples.add(numbered(1, bytes("index")));
        samples.add(numbered(2, utf8("ref: refs/heads/main\n")));
        samples.add(numbered(2, utf8("0123456789012345678901234567890123456789\n")));
        samples.add(numbered(3, utf8(PACKED)));
        samples.add(numbered(0, utf8(EXTENDED)));
        return samples;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] numbered(int number, byte[] bytes) {
        byte[] all = new byte[bytes.length + 1];
        all[0] = (byte) number;
        System.arraycopy(bytes, 0, all, 1, bytes.length);
        return all;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        String name = FILES.get(Math.floorMod(data[0], FILES.size()));
        Path file = ROOT.resolve(".git").resolve(name);
        boolean there = Files.exists(file);
        byte[] before = there ? Files.readAllBytes(file) : CONFIG;
        Files.write(file, Arrays.copyOfRange(data, 1, data.length));
        try {
            try {
                GitTree.tracked(ROOT);
            } catch (IOException refused) {
                requireReason(refused);
            }
            try {
                GitTree.open(ROOT, "HEAD", "--config-from").close();
            } catch (PolicyException refused) {
                requireReason(refused);
            }
        } finally {
            if (there) {
                Files.write(file, before);
            } else {
                Files.delete(file);
            }
        }
    }

    private static void requireReason(Exception refused) {
        if (String.valueOf(refused.getMessage()).isBlank()) {
            throw new AssertionError("refused without a reason", refused);
        }
    }
}
