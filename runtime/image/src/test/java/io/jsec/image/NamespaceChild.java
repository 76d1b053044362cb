package io.jsec.image;

import static io.jsec.image.Archives.stream;

import io.jsec.linux.Fd;
import io.jsec.linux.FileStatus;
import io.jsec.linux.Openat2;
import io.jsec.linux.Statx;
import io.jsec.linux.Xattr;
import io.jsec.linux.abi.Fcntl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Does what an engine does, as root of a user namespace, and prints what it finds: one {@code
 * name=value} a line.
 */
final class NamespaceChild {
    private static final byte[] BASE =
            new RawTar()
                    .folder("etc", 0755)
                    .file("etc/gone", "gone")
                    .file("etc/kept", "kept")
                    .folder("opaque", 0755)
                    .file("opaque/hidden", "x")
                    .owner(33, 34)
                    .file("owned", 04711, Archives.text("o"))
                    .owner(0, 0)
                    .pax(
                            "SCHILY.xattr.security.capability",
                            "\u0001\0\0\u0002\0 \0\0\0\0\0\0\0\0\0\0\0\0\0\0")
                    .file("ping", "p")
                    .bytes();
    private static final byte[] TOP =
            new RawTar()
                    .file("etc/.wh.gone", "")
                    .file("opaque/.wh..wh..opq", "")
                    .file("opaque/shown", "s")
                    .bytes();

    private final Path folder;
    private final PrintStream out;
    private final ImageStore store;

    private NamespaceChild(Path folder, PrintStream out, ImageStore store) {
        this.folder = folder;
        this.out = out;
        this.store = store;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (ImageStore store = Stores.open(folder.resolve("store"))) {
            new NamespaceChild(folder, System.out, store).run();
        }
    }

    private void say(String name, Object value) {
        out.println(name + "=" + value);
    }

    private void run() throws IOException {
        byte[] config = Archives.config(BASE, TOP);
        LoadResult result =
                store.load(
                        stream(Archives.docker(config, List.of("a:1"), BASE, TOP)),
                        Progress.SILENT);
        say("notes", result.notes());
        Image image = store.find("a:1");
        sayOwner("owned", store.lowerDirectories(image.layers()).get(1).resolve("owned"));
        try (Fd ping =
                Openat2.open(
                        store.lowerDirectories(image.layers()).get(1).resolve("ping"),
                        Fcntl.O_RDONLY,
                        0)) {
            say(
                    "capability",
                    Xattr.get(ping, "security.capability")
                            .map(value -> LayerAttributes.withoutRoot(value).length)
                            .orElse(0));
        }
        refusesAnIdThatIsNotMapped();
        Path upper = Files.createDirectory(folder.resolve("upper"));
        Path work = Files.createDirectory(folder.resolve("work"));
        writes(image, upper, work);
        say("changes", store.changes(image.layers(), upper, Set.of()));
        commits(image, upper);
        store.remove("b:1", true, true);
        store.remove("a:1", true, true);
        say("layers", StoreFiles.names(folder.resolve("store/layers")));
    }

    private void sayOwner(String name, Path file) {
        FileStatus status = Statx.of(file).orElseThrow();
        say(
                name,
                status.uid()
                        + ":"
                        + status.gid()
                        + " "
                        + Integer.toOctalString(status.permissions()));
    }

    private void refusesAnIdThatIsNotMapped() {
        byte[] layer = new RawTar().owner(1_000_000, 0).file("far", "x").bytes();
        try {
            store.importRoot(
                    stream(layer),
                    new ImportRequest(Optional.empty(), "", List.of()),
                    Progress.SILENT);
            say("far", "imported");
        } catch (ImageException e) {
            say("far", e.kind() + " " + e.getMessage());
        }
    }

    private void writes(Image image, Path upper, Path work) throws IOException {
        try (MergedView view = store.view(image.layers(), upper, work)) {
            ContainerFiles files = view.files();
            ByteArrayOutputStream tar = new ByteArrayOutputStream();
            files.get("/opaque", tar);
            StringBuilder names = new StringBuilder();
            TarReader reader = new TarReader(stream(tar.toByteArray()));
            for (TarMember m = reader.next(); m != null; m = reader.next()) {
                names.append(m.path()).append(' ');
            }
            say("opaque", names.toString().strip());
            say("gone", there(files, "/etc/gone"));
            say("kept", there(files, "/etc/kept"));
            ContainerFiles.Put put =
                    new ContainerFiles.Put(false, OptionalLong.empty(), OptionalLong.empty());
            byte[] archive =
                    new RawTar()
                            .owner(5, 6)
                            .file("kept", "changed")
                            .owner(0, 0)
                            .file("new", "n")
                            .bytes();
            files.put("/etc", stream(archive), put);
            files.put("/", stream(new RawTar().file("opaque", "now a file").bytes()), put);
        }
        sayOwner("written", upper.resolve("etc/kept"));
    }

    private static boolean there(ContainerFiles files, String path) {
        try {
            return files.stat(path).bytes() >= 0;
        } catch (ImageException e) {
            return false;
        }
    }

    private void commits(Image image, Path upper) {
        Image made =
                store.commit(
                        new CommitRequest(
                                image.id(),
                                upper,
                                image.config(),
                                List.of(),
                                Optional.of(ImageReference.parseTagged("b:1")),
                                "",
                                "",
                                List.of(),
                                Set.of()));
        Path top = store.lowerDirectories(made.layers()).getFirst();
        sayOwner("committed", top.resolve("etc/kept"));
        say("top", StoreFiles.names(top));
        say("layered", Map.of("layers", made.layers().size()));
    }
}
