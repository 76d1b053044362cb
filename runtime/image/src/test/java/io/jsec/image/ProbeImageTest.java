package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ProbeImageTest {
    @TempDir private Path temporary;
    private Path store;
    private Path probe;

    @BeforeEach
    void make() throws IOException {
        store = Files.createDirectory(temporary.resolve("store"));
        probe = FakeProgram.in(temporary, 1);
    }

    private static Path image(Path store, Path probe) {
        return Objects.requireNonNull(ProbeImage.ensureRootfs(store, probe).getParent());
    }

    private List<String> images() throws IOException {
        try (Stream<Path> paths = Files.list(store.resolve("images"))) {
            return paths.map(path -> String.valueOf(path.getFileName())).sorted().toList();
        }
    }

    @Test
    void the_rootfs_lies_under_twelve_digits_of_the_manifest() throws IOException {
        Path rootfs = ProbeImage.ensureRootfs(store, probe);

        assertThat(rootfs.getFileName()).hasToString("rootfs");
        Path image = image(store, probe);
        assertThat(rootfs).isEqualTo(image.resolve("rootfs"));
        assertThat(image).hasParent(store.resolve("images"));
        String name = String.valueOf(image.getFileName());
        assertThat(name).matches("[0-9a-f]{12}");
        try (Stream<Path> blobs = Files.list(image.resolve("blobs/sha256"))) {
            assertThat(blobs).anyMatch(b -> String.valueOf(b.getFileName()).startsWith(name));
        }
    }

    @Test
    void the_rootfs_holds_the_program_and_the_mount_points() throws IOException {
        Path rootfs = ProbeImage.ensureRootfs(store, probe);

        assertThat(rootfs.resolve("jsec-probe")).hasSameBinaryContentAs(probe).isExecutable();
        assertThat(rootfs.resolve("proc")).isEmptyDirectory();
        assertThat(rootfs.resolve("sys")).isEmptyDirectory();
        assertThat(rootfs.resolve("dev")).isEmptyDirectory();
        assertThat(rootfs.resolve("tmp")).isEmptyDirectory();
        assertThat(rootfs.resolve("etc/passwd")).content().startsWith("root:x:0:0:");
        assertThat(rootfs.resolve("etc/group")).content().startsWith("root:x:0:");
    }

    @Test
    void the_config_runs_the_probe_as_root() {
        ImageConfig config = ProbeImage.config();

        assertThat(config.entrypoint()).containsExactly("/jsec-probe");
        assertThat(config.user()).isEmpty();
        assertThat(config.env()).singleElement().asString().startsWith("PATH=/");
    }

    @Test
    void a_second_call_returns_the_same_and_writes_nothing() throws IOException {
        Path first = ProbeImage.ensureRootfs(store, probe);
        var made = Files.getLastModifiedTime(first.resolveSibling("."));

        assertThat(ProbeImage.ensureRootfs(store, probe)).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first.resolveSibling("."))).isEqualTo(made);
        assertThat(images()).hasSize(1);
    }

    @Test
    void two_stores_get_the_same_bytes() throws IOException {
        Path other = Files.createDirectory(temporary.resolve("other"));
        Path one = image(store, probe);
        Path two = image(other, probe);

        assertThat(two).hasFileName(String.valueOf(one.getFileName()));
        assertThat(two.resolve("index.json")).hasSameBinaryContentAs(one.resolve("index.json"));
    }

    @Test
    void another_program_is_another_image() throws IOException {
        Path one = ProbeImage.ensureRootfs(store, probe);
        Path two = ProbeImage.ensureRootfs(store, FakeProgram.in(temporary, 2));

        assertThat(two).isNotEqualTo(one);
        assertThat(images()).hasSize(2);
    }

    @Test
    void many_callers_at_once_get_one_image() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<Path>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(pool.submit(() -> ProbeImage.ensureRootfs(store, probe)));
            }
            assertThat(answers.stream().map(ProbeImageTest::result).distinct()).hasSize(1);
        }
        assertThat(images()).hasSize(1);
    }

    private static Path result(Future<Path> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_changed_program_in_the_store_is_refused() throws IOException {
        Path rootfs = ProbeImage.ensureRootfs(store, probe);
        Files.write(rootfs.resolve("jsec-probe"), new byte[] {1});

        assertThatThrownBy(() -> ProbeImage.ensureRootfs(store, probe))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "image in %s refused: /jsec-probe has another content. Instead: remove %s"
                                + " and start again",
                        rootfs.getParent(), rootfs.getParent());
    }

    @Test
    void a_changed_blob_in_the_store_is_refused() throws IOException {
        Path image = image(store, probe);
        try (Stream<Path> blobs = Files.list(image.resolve("blobs/sha256"))) {
            Files.writeString(blobs.findFirst().orElseThrow(), "x");
        }

        assertThatThrownBy(() -> ProbeImage.ensureRootfs(store, probe))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("does not match its digest and size");
    }

    @Test
    void a_valid_image_of_another_program_in_its_place_is_refused() throws IOException {
        Path image = image(store, probe);
        Path other = image(store, FakeProgram.in(temporary, 2));
        Files.move(image, store.resolve("aside"));
        Files.move(other, image);

        assertThatThrownBy(() -> ProbeImage.ensureRootfs(store, FakeProgram.in(temporary, 1)))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("it was made from another program");
    }

    @Test
    void a_file_in_the_images_place_is_refused() throws IOException {
        Path image = image(store, probe);
        Files.move(image, store.resolve("aside"));
        Files.createFile(image);

        assertThatThrownBy(() -> ProbeImage.ensureRootfs(store, probe))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void a_missing_program_is_refused() {
        Path missing = temporary.resolve("none");

        assertThatThrownBy(() -> ProbeImage.ensureRootfs(store, missing))
                .isInstanceOf(ImageException.class)
                .hasMessageStartingWith("probe " + missing + " refused: there is no such file");
    }

    @Test
    void a_script_in_place_of_the_program_is_refused() {
        Path script =
                FakeProgram.in(
                        temporary,
                        "#!/bin/sh\n"
                                .repeat(20)
                                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> ProbeImage.ensureRootfs(store, script))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("it is not an ELF program");
    }

    @Test
    void a_program_over_its_limit_is_refused() {
        Path large = FakeProgram.in(temporary, new byte[1024 * 1024 + 1]);

        assertThatThrownBy(() -> ProbeImage.ensureRootfs(store, large))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("it is larger than 1048576 bytes");
    }

    @Test
    void a_store_that_is_missing_is_made_on_the_way() {
        Path deeper = temporary.resolve("a/b");

        assertThat(ProbeImage.ensureRootfs(deeper, probe)).isDirectory();
    }

    @Test
    void a_store_that_is_a_file_fails_with_its_path() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> ProbeImage.ensureRootfs(file, probe))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("unpacking jsec/probe:latest to " + file);
    }

    @Test
    void the_layout_alone_is_a_valid_image() throws IOException {
        Path layout = Files.createDirectory(temporary.resolve("layout"));
        ProbeImage.writeLayout(probe, layout);

        assertThat(Tar.read(new OciLayout(layout).layer()))
                .extracting(TarEntry::path)
                .containsExactly(
                        "dev",
                        "etc",
                        "etc/group",
                        "etc/passwd",
                        "jsec-probe",
                        "proc",
                        "run",
                        "sys",
                        "tmp");
    }
}
