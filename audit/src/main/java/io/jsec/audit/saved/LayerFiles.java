package io.jsec.audit.saved;

import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.SensitiveFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of layers that matter, put over each other: a whiteout takes away what lies below, and
 * so does a file of the same name. What has a content to look into is kept even then.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/layer.md">OCI layers</a>
 */
final class LayerFiles {
    private static final int ENTRIES_MAX = 3_000_000;
    private static final int FILES_MAX = 100_000;
    private static final int HEAD_BYTES = 4 * 1024;
    private static final int NAMED_BYTES = 64 * 1024;
    private static final long HEADS_BYTES_MAX = 32L * 1024 * 1024;

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final byte[] KEY = "PRIVATE KEY-----".getBytes(StandardCharsets.US_ASCII);

    private static final int SPECIAL = 06000;
    private static final int EXECUTE = 0111;
    private static final int OTHERS_WRITE = 02;
    private static final int STICKY = 01000;

    private record Kept(ImageFile file, int layer) {}

    private final NavigableMap<String, Kept> visible = new TreeMap<>();
    private final List<ImageFile> others = new ArrayList<>();
    private final byte[] buffer = new byte[HEAD_BYTES];
    private long bytes;
    private long heads;
    private int entries;
    private int layers;

    /** The size of all files of all layers. */
    long bytes() {
        return bytes;
    }

    /** All files, those that are seen first, in the order of their paths. */
    List<ImageFile> files() {
        List<ImageFile> all = new ArrayList<>();
        visible.values().forEach(kept -> all.add(kept.file()));
        all.addAll(others);
        return List.copyOf(all);
    }

    /**
     * Puts a layer on top.
     *
     * @param digest its name in facts
     * @throws IOException where it is damaged, or more than is read
     */
    void add(String digest, TarReader tar) throws IOException {
        layers++;
        for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
            entries++;
            if (entries > ENTRIES_MAX) {
                throw new IOException("the image has more than " + ENTRIES_MAX + " files");
            }
            entry(digest, next.get(), tar);
            if (visible.size() + others.size() > FILES_MAX || heads > HEADS_BYTES_MAX) {
                throw new IOException("more files that matter than are looked at");
            }
        }
    }

    private void entry(String digest, TarEntry entry, TarReader tar) throws IOException {
        String path = LayerPath.of(entry.name());
        bytes += entry.size();
        if (path.startsWith(LayerPath.OUTSIDE)) {
            others.add(file(path, digest, entry, ""));
            return;
        }
        String base = LayerPath.base(path);
        if (base.equals(OPAQUE)) {
            hide(LayerPath.folder(path), layers);
        } else if (base.startsWith(WHITEOUT)) {
            String hidden = LayerPath.folder(path) + base.substring(WHITEOUT.length());
            take(hidden, layers, "");
            hide(hidden + "/", layers);
        } else {
            put(path, digest, entry, tar);
        }
    }

    private void put(String path, String digest, TarEntry entry, TarReader tar) throws IOException {
        boolean folder = entry.kind() == TarEntry.Kind.FOLDER;
        String head = entry.kind() == TarEntry.Kind.FILE ? head(path, entry, tar) : "";
        take(path, Integer.MAX_VALUE, head);
        String key = folder && !path.endsWith("/") ? path + "/" : path;
        if (folder) {
            visible.remove(key);
        } else {
            hide(path + "/", Integer.MAX_VALUE);
        }
        if (matters(key, entry, head)) {
            visible.put(key, new Kept(file(key, digest, entry, head), layers));
            heads += head.length();
        }
    }

    private boolean matters(String path, TarEntry entry, String head) {
        boolean file = entry.kind() == TarEntry.Kind.FILE;
        boolean hardlink = entry.kind() == TarEntry.Kind.HARDLINK;
        if (!file && !hardlink) {
            return entry.kind() == TarEntry.Kind.FOLDER && isOpen(entry.mode(), STICKY);
        }
        boolean lends = (entry.mode() & SPECIAL) != 0 && (entry.mode() & EXECUTE) != 0;
        boolean named = file && SensitiveFile.of(path).isPresent();
        // A folder that everybody may write stands for what lies in it.
        boolean open = isOpen(entry.mode(), 0) && !visible.containsKey(LayerPath.folder(path));
        return lends || named || open || !head.isEmpty();
    }

    private static boolean isOpen(int mode, int unless) {
        return (mode & OTHERS_WRITE) != 0 && (mode & unless) == 0;
    }

    private static ImageFile file(String path, String digest, TarEntry entry, String head) {
        return new ImageFile(
                path, entry.mode(), entry.uid(), entry.gid(), entry.size(), digest, false, head);
    }

    /** What a file begins with, where its name or a private key in it makes it worth keeping. */
    private String head(String path, TarEntry entry, TarReader tar) throws IOException {
        if (SensitiveFile.of(path).isPresent()) {
            byte[] named = new byte[(int) Math.min(NAMED_BYTES, entry.size())];
            return new String(named, 0, tar.read(named), StandardCharsets.UTF_8);
        }
        int got = tar.read(buffer);
        boolean key = !SensitiveFile.isSample(path) && hasKey(got);
        return key ? new String(buffer, 0, got, StandardCharsets.UTF_8) : "";
    }

    private boolean hasKey(int length) {
        for (int i = 0; i + KEY.length <= length; i++) {
            if (buffer[i] == KEY[0]
                    && Arrays.equals(buffer, i, i + KEY.length, KEY, 0, KEY.length)) {
                return true;
            }
        }
        return false;
    }

    /** Takes away what lies below a folder in the layers before one. */
    private void hide(String prefix, int before) {
        List<String> below = new ArrayList<>();
        for (Map.Entry<String, Kept> each : visible.tailMap(prefix, true).entrySet()) {
            if (!each.getKey().startsWith(prefix)) {
                break;
            }
            below.add(each.getKey());
        }
        below.forEach(path -> take(path, before, ""));
    }

    /** Takes away a file; one that comes again with the same content is not lost in a layer. */
    private void take(String path, int before, String again) {
        Kept kept = visible.get(path);
        if (kept == null || kept.layer() >= before) {
            return;
        }
        visible.remove(path);
        ImageFile file = kept.file();
        if (!file.head().isEmpty() && !file.head().equals(again)) {
            others.add(
                    new ImageFile(
                            path,
                            file.mode(),
                            file.uid(),
                            file.gid(),
                            file.bytes(),
                            file.layer(),
                            true,
                            file.head()));
        }
    }
}
