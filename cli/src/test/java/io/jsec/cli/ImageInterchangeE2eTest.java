package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.image.CommitRequest;
import io.jsec.image.Image;
import io.jsec.image.ImageFilter;
import io.jsec.image.ImageReference;
import io.jsec.image.ImageStore;
import io.jsec.image.ImageUse;
import io.jsec.image.ImportRequest;
import io.jsec.image.Progress;
import io.jsec.linux.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images go from a real dockerd to our store and back, and stay the same. */
@Tag("e2e")
class ImageInterchangeE2eTest {
    @TempDir Path folder = Path.of("/");

    @BeforeEach
    void needs_dockerd() {
        assumeTrue(Dockerd.installed(), "no-dockerd: there is nothing to exchange images with");
        assumeTrue(Identity.uid() == 0, "not-root: dockerd needs it");
    }

    private static String ok(Dockerd.Result result) {
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        return result.out().strip();
    }

    private ImageStore open(String name) {
        return ImageStore.open(folder.resolve(name), ImageUse.NOTHING, Clock.systemUTC(), "amd64");
    }

    private Path rootfs() throws Exception {
        Path root = Busybox.assemble(folder, "root");
        Files.createLink(root.resolve("bin/second"), root.resolve("bin/busybox"));
        Files.setAttribute(root.resolve("tmp"), "unix:mode", 01777);
        Path tar = folder.resolve("root.tar");
        Jsec.run("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
        return tar;
    }

    /** An image of three layers, the upper ones removing and replacing files of the lower ones. */
    private static void build(Dockerd engine, Path tar) throws Exception {
        ok(
                engine.docker(
                        "import",
                        "-c",
                        "CMD [\"sh\"]",
                        "-c",
                        "LABEL a=b",
                        tar.toString(),
                        "box:1"));
        run(engine, "one", "box:1", "rm /bin/second; echo changed >/etc/new; mkdir /data");
        ok(engine.docker("commit", "-m", "first", "one", "box:2"));
        run(
                engine,
                "two",
                "box:2",
                "rm -r /data; mkdir /data; echo x >/data/x; chown 33:34 /data/x");
        ok(engine.docker("commit", "two", "box:3"));
    }

    private static void run(Dockerd engine, String name, String image, String script)
            throws Exception {
        ok(engine.docker("run", "--name", name, "--network", "none", image, "sh", "-c", script));
    }

    @Test
    void what_dockerd_saved_is_the_same_image_here_and_there_again() throws Exception {
        Path saved = folder.resolve("saved.tar");
        Path back = folder.resolve("back.tar");
        try (Dockerd engine = Dockerd.start(Files.createDirectory(folder.resolve("dockerd")));
                ImageStore store = open("store")) {
            build(engine, rootfs());
            String id = ok(engine.docker("inspect", "-f", "{{.Id}}", "box:3"));
            ok(engine.docker("save", "-o", saved.toString(), "box:1", "box:3"));
            try (InputStream in = Files.newInputStream(saved)) {
                assertThat(store.load(in, Progress.SILENT).images()).hasSize(2);
            }

            Image image = store.find("box:3");
            assertThat(image.id()).hasToString(id);
            assertThat(image.layers()).hasSize(3);
            assertThat(image.config().labels()).containsEntry("a", "b");
            assertThat(image.bytes())
                    .isEqualTo(
                            Long.parseLong(
                                    ok(engine.docker("inspect", "-f", "{{.Size}}", "box:3"))));
            try (OutputStream out = Files.newOutputStream(back)) {
                store.save(List.of("box"), out);
            }
            ok(engine.docker("rm", "one", "two"));
            ok(engine.docker("rmi", "box:3", "box:2", "box:1"));
            assertThat(ok(engine.docker("images", "-q"))).isEmpty();
            String loaded = ok(engine.docker("load", "-i", back.toString()));

            assertThat(loaded).contains("Loaded image: box:1").contains("Loaded image: box:3");
            assertThat(ok(engine.docker("inspect", "-f", "{{.Id}}", "box:3"))).isEqualTo(id);
            String listed =
                    ok(
                            engine.docker(
                                    "run",
                                    "--rm",
                                    "--network",
                                    "none",
                                    "box:3",
                                    "sh",
                                    "-c",
                                    "ls /bin/second; ls /data; stat -c %u:%g /data/x;"
                                            + " cat /etc/new"));
            assertThat(listed.lines()).containsExactly("x", "33:34", "changed");
        }
    }

    @Test
    void what_was_made_here_runs_there() throws Exception {
        Path made = folder.resolve("made.tar");
        try (ImageStore store = open("store");
                InputStream tar = Files.newInputStream(rootfs())) {
            ImportRequest request =
                    new ImportRequest(
                            Optional.of(ImageReference.parseTagged("mine")),
                            "",
                            List.of("CMD [\"cat\", \"/etc/motd\"]"));
            Image base = store.importRoot(tar, request, Progress.SILENT);
            Path upper = Files.createDirectories(folder.resolve("upper"));
            Files.createDirectory(upper.resolve("etc"));
            Files.writeString(upper.resolve("etc/motd"), "made here\n");
            store.commit(
                    new CommitRequest(
                            base.id(),
                            upper,
                            base.config(),
                            List.of("USER 1000"),
                            Optional.of(ImageReference.parseTagged("mine:2")),
                            "an author",
                            "a message",
                            List.of("sh"),
                            Set.of()));
            assertThat(store.list(ImageFilter.NONE)).hasSize(2);
            try (OutputStream out = Files.newOutputStream(made)) {
                store.save(List.of("mine:2"), out);
            }
        }

        try (Dockerd engine = Dockerd.start(Files.createDirectory(folder.resolve("dockerd")))) {
            ok(engine.docker("load", "-i", made.toString()));
            assertThat(ok(engine.docker("run", "--rm", "--network", "none", "mine:2")))
                    .isEqualTo("made here");
            assertThat(ok(engine.docker("history", "--format", "{{.Comment}}", "mine:2")).lines())
                    .containsExactly("a message", "Imported from -");
        }
    }

    @Test
    void other_tools_read_our_archives() throws IOException, InterruptedException {
        Path made = folder.resolve("made.tar");
        Path files = Files.createDirectory(folder.resolve("files"));
        Files.writeString(files.resolve("ä".repeat(70)), "x");
        Jsec.run("tar", "-C", files.toString(), "-cf", made.toString(), ".");
        Path saved = folder.resolve("saved.tar");
        try (ImageStore store = open("store");
                InputStream tar = Files.newInputStream(made);
                OutputStream out = Files.newOutputStream(saved)) {
            store.importRoot(
                    tar,
                    new ImportRequest(Optional.of(ImageReference.parseTagged("x")), "", List.of()),
                    Progress.SILENT);
            store.save(List.of("x"), out);
        }

        Dockerd.Result listed =
                Dockerd.run(
                        List.of("tar", "-tf", saved.toString()),
                        folder.resolve("out"),
                        folder.resolve("err"));
        assertThat(listed.exit()).as(listed.err()).isZero();
        assertThat(listed.err()).isEmpty();
        assertThat(listed.out().lines())
                .contains("index.json", "manifest.json", "oci-layout", "repositories")
                .filteredOn(line -> line.startsWith("blobs/sha256/"))
                .hasSize(4);
    }
}
