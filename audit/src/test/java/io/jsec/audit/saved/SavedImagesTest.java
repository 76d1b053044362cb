package io.jsec.audit.saved;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.audit.saved.SavedImages.Problem;
import io.jsec.rules.Fact;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.ImageFacts.ImageFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedImagesTest {
    private static final String PLACE = "images/app.tar";

    @TempDir Path folder = Path.of("/");

    private static ImageBuilder image() {
        return new ImageBuilder()
                .layer(new TarWriter().file("app/run", 04755, new byte[3]).file("etc/x", "x"))
                .layer(new TarWriter().file("app/.env", "TOKEN=fixture-word"));
    }

    private SavedImages.Result read(byte[] archive) throws IOException {
        Path file = folder.resolve("app.tar");
        Files.write(file, archive);
        return SavedImages.read(file, PLACE);
    }

    private static List<ImageFile> files(SavedImages.Result result) {
        return result.images().getFirst().files().orElse(List.of());
    }

    private static List<String> paths(SavedImages.Result result) {
        return files(result).stream().map(ImageFile::path).toList();
    }

    private static List<String> why(SavedImages.Result result) {
        return result.problems().stream().map(Problem::why).toList();
    }

    private static List<String> names(SavedImages.Result result) {
        return result.images().stream().map(each -> each.target().name()).toList();
    }

    @Test
    void an_archive_of_docker_save_gives_configuration_and_files() throws IOException {
        SavedImages.Result result = read(image().docker("app:1"));

        assertThat(result.problems()).isEmpty();
        ImageFacts facts = result.images().getFirst();
        assertThat(facts.target()).hasToString("image/" + PLACE);
        assertThat(facts.names()).containsExactly("app:1");
        assertThat(facts.user().orElse("")).isEqualTo("app");
        assertThat(facts.created().orElse(Instant.EPOCH)).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(facts.environment().orElse(List.of())).hasSize(1);
        assertThat(facts.history().orElse(List.of())).hasSize(1);
        assertThat(facts.bytes().orElse(0L)).isEqualTo(22);
        assertThat(paths(result)).containsExactly("/app/.env", "/app/run");
        assertThat(files(result).getLast().mode()).isEqualTo(04755);
    }

    @Test
    void an_oci_layout_is_read_as_a_folder_and_as_an_archive() throws IOException {
        Map<String, byte[]> files = image().gzip().layout("1.0");
        ImageBuilder.write(folder.resolve("layout"), files);

        SavedImages.Result asFolder = SavedImages.read(folder.resolve("layout"), "layout");
        SavedImages.Result asArchive = read(ImageBuilder.tar(files));

        assertThat(asFolder.problems()).isEmpty();
        assertThat(paths(asFolder)).containsExactly("/app/.env", "/app/run");
        assertThat(asArchive.problems()).isEmpty();
        assertThat(paths(asArchive)).isEqualTo(paths(asFolder));
        assertThat(asArchive.images().getFirst().names()).containsExactly("1.0");
    }

    @Test
    void an_archive_with_both_tables_gives_one_image() throws IOException {
        Map<String, byte[]> files = image().layout("1");
        List<String> layers =
                files.keySet().stream().filter(each -> each.startsWith("blobs")).limit(2).toList();
        String config = "blobs/sha256/" + ImageBuilder.sha256(image().config());
        files.put(
                "manifest.json",
                ImageBuilder.utf8(ImageBuilder.manifest(config, List.of("app:1"), layers)));

        SavedImages.Result result = read(ImageBuilder.tar(files));

        assertThat(result.problems()).isEmpty();
        assertThat(names(result)).containsExactly(PLACE);
        assertThat(result.images().getFirst().names()).containsExactly("app:1", "1");
    }

    @Test
    void an_image_that_only_the_second_table_has_is_not_hidden() throws IOException {
        Map<String, byte[]> files = image().user("root").layout("evil");
        ImageBuilder good = new ImageBuilder().layer(new TarWriter().file("x", "x"));
        byte[] layer = new TarWriter().file("x", "x").bytes();
        files.put("l.tar", layer);
        files.put("c.json", good.config());
        files.put(
                "manifest.json",
                ImageBuilder.utf8(
                        ImageBuilder.manifest("c.json", List.of("good:1"), List.of("l.tar"))));

        assertThat(names(read(ImageBuilder.tar(files))))
                .containsExactly(PLACE + ":good:1", PLACE + ":evil");
    }

    @Test
    void an_archive_that_is_compressed_as_a_whole_is_read() throws IOException {
        SavedImages.Result result = read(ImageBuilder.gzip(image().docker("app:1")));

        assertThat(result.problems()).isEmpty();
        assertThat(paths(result)).containsExactly("/app/.env", "/app/run");
    }

    @Test
    void a_layer_that_two_images_share_may_be_a_link() throws IOException {
        ImageBuilder builder = new ImageBuilder().layer(new TarWriter().file("a/.env", "X=1"));
        TarWriter tar =
                new TarWriter()
                        .file("one/layer.tar", 0644, new TarWriter().file("a/.env", "X=1").bytes())
                        .symlink("two/layer.tar", "../one/layer.tar")
                        .file("c.json", 0644, builder.config())
                        .file(
                                "manifest.json",
                                ImageBuilder.manifest(
                                        "c.json", List.of("a:1"), List.of("two/layer.tar")));

        SavedImages.Result result = read(tar.bytes());

        assertThat(result.problems()).isEmpty();
        assertThat(paths(result)).containsExactly("/a/.env");
    }

    @Test
    void links_in_a_circle_are_a_missing_layer() throws IOException {
        ImageBuilder builder = new ImageBuilder().layer(new TarWriter().file("x", "x"));
        TarWriter tar =
                new TarWriter()
                        .symlink("a", "b")
                        .symlink("b", "a")
                        .file("c.json", 0644, builder.config())
                        .file(
                                "manifest.json",
                                ImageBuilder.manifest("c.json", List.of(), List.of("a")));

        assertThat(why(read(tar.bytes()))).singleElement().asString().endsWith("is missing: a");
    }

    @Test
    void platforms_of_nested_indexes_are_images_of_their_own() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        ImageBuilder arm = new ImageBuilder().user("arm").layer(new TarWriter().file("x", "a"));
        byte[] amd = ImageBuilder.bytes(files, image().manifest(files));
        byte[] other = ImageBuilder.bytes(files, arm.manifest(files));
        byte[] inner =
                ImageBuilder.utf8(
                        ImageBuilder.index(
                                platform(amd, "amd64"),
                                platform(other, "arm64"),
                                platform(ImageBuilder.utf8("gone"), "riscv64"),
                                attestation()));
        ImageBuilder.blob(files, inner);
        files.put("oci-layout", ImageBuilder.utf8("{}"));
        files.put(
                "index.json",
                ImageBuilder.utf8(
                        ImageBuilder.index(
                                ImageBuilder.descriptor(inner, ImageBuilder.INDEX, "app:2"))));

        SavedImages.Result result = read(ImageBuilder.tar(files));

        assertThat(result.problems()).isEmpty();
        assertThat(names(result))
                .containsExactly(PLACE + ":app:2 linux/amd64", PLACE + ":app:2 linux/arm64");
        assertThat(result.notes())
                .containsExactly(PLACE + ": images for 1 other platforms were not saved");
    }

    private static String platform(byte[] manifest, String machine) {
        return ImageBuilder.descriptor(manifest, ImageBuilder.MANIFEST, "")
                .replaceFirst(
                        "\\{",
                        "{\"platform\":{\"os\":\"linux\",\"architecture\":\"" + machine + "\"},");
    }

    private static String attestation() {
        return ImageBuilder.descriptor(new byte[1], ImageBuilder.MANIFEST, "")
                .replaceFirst(
                        "\\{",
                        "{\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest"
                                + "\"},");
    }

    @Test
    void what_is_no_image_is_left_out_and_said() throws IOException {
        Map<String, byte[]> files = image().layout("1");
        byte[] signature =
                ImageBuilder.utf8(
                        "{\"config\":{\"mediaType\":\"application/x-sig\"},\"layers\":[]}");
        ImageBuilder.blob(files, signature);
        String index = new String(ImageBuilder.bytes(files, "index.json"), StandardCharsets.UTF_8);
        String more = ImageBuilder.descriptor(signature, ImageBuilder.MANIFEST, "");
        files.put("index.json", ImageBuilder.utf8(index.replace("}]}", "}," + more + "]}")));

        SavedImages.Result result = read(ImageBuilder.tar(files));

        assertThat(names(result)).containsExactly(PLACE);
        assertThat(result.notes())
                .singleElement()
                .asString()
                .endsWith("no image but application/x-sig");
    }

    @Test
    void an_index_that_names_itself_ends() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        byte[] inner = ImageBuilder.utf8(ImageBuilder.index());
        for (int i = 0; i < 20; i++) {
            ImageBuilder.blob(files, inner);
            inner =
                    ImageBuilder.utf8(
                            ImageBuilder.index(
                                    ImageBuilder.descriptor(inner, ImageBuilder.INDEX, "")));
        }
        files.put("oci-layout", ImageBuilder.utf8("{}"));
        files.put("index.json", inner);

        assertThat(why(read(ImageBuilder.tar(files))))
                .containsExactly("indexes lie more than 8 deep in each other");
    }

    @Test
    void a_configuration_with_another_digest_is_a_problem_and_gives_no_facts() throws IOException {
        Map<String, byte[]> files = image().layout("1");
        String config = "blobs/sha256/" + ImageBuilder.sha256(image().config());
        files.put(config, image().user("root").config());

        SavedImages.Result result = read(ImageBuilder.tar(files));

        assertThat(result.images()).isEmpty();
        assertThat(why(result)).containsExactly(config + " is not what its digest says");
    }

    @Test
    void a_layer_with_another_digest_makes_files_unknown_and_is_a_problem() throws IOException {
        Map<String, byte[]> files = image().layout("1");
        String layer = files.keySet().iterator().next();
        files.put(layer, new TarWriter().file("x", "other").bytes());

        SavedImages.Result result = read(ImageBuilder.tar(files));

        assertThat(result.images().getFirst().files()).isInstanceOf(Fact.Unknown.class);
        assertThat(result.images().getFirst().user().orElse("")).isEqualTo("app");
        assertThat(why(result)).singleElement().asString().contains("is not what its digest");
    }

    @Test
    void bytes_behind_a_layer_that_is_compressed_are_part_of_its_digest() throws IOException {
        Map<String, byte[]> files = image().gzip().layout("1");
        String layer = files.keySet().iterator().next();
        byte[] stored = ImageBuilder.bytes(files, layer);
        byte[] longer = Arrays.copyOf(stored, stored.length + 10);
        files.put(layer, longer);

        assertThat(why(read(ImageBuilder.tar(files))))
                .singleElement()
                .asString()
                .contains("is not what its digest");
    }

    @Test
    void a_manifest_with_fewer_layers_than_the_configuration_is_a_problem() throws IOException {
        ImageBuilder two = image();
        TarWriter tar =
                new TarWriter()
                        .file("l", 0644, new TarWriter().file("x", "x").bytes())
                        .file("c.json", 0644, two.config())
                        .file(
                                "manifest.json",
                                ImageBuilder.manifest("c.json", List.of(), List.of("l")));

        assertThat(why(read(tar.bytes())))
                .containsExactly("the configuration tells of 2 layers, the manifest of 1");
    }

    @Test
    void a_compression_that_is_not_supported_is_named() throws IOException {
        byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0, 0, 0};
        SavedImages.Result result = read(new ImageBuilder().layer(zstd).docker("a:1"));

        assertThat(why(result)).singleElement().asString().contains("compressed by zstd");
        assertThat(result.images().getFirst().files()).isInstanceOf(Fact.Unknown.class);
        assertThat(why(read(zstd))).singleElement().asString().contains("compressed by zstd");
    }

    @Test
    void a_bomb_is_refused_by_its_ratio() throws IOException {
        byte[] zeros = new byte[80 * 1024 * 1024];
        TarWriter layer = new TarWriter().file("zeros", 0644, zeros);
        Map<String, byte[]> files = new ImageBuilder().gzip().layer(layer).layout("1");

        assertThat(why(read(ImageBuilder.tar(files))))
                .singleElement()
                .asString()
                .endsWith("more than 300 times as large as its compressed form");
    }

    @Test
    void an_archive_that_ends_too_early_is_a_problem_wherever_it_ends() throws IOException {
        byte[] whole = image().docker("app:1");
        List<Integer> silent = new ArrayList<>();
        for (int end = 0; end < whole.length - 1024; end += 97) {
            if (read(Arrays.copyOf(whole, end)).problems().isEmpty()) {
                silent.add(end);
            }
        }

        assertThat(silent).isEmpty();
    }

    @Test
    void a_configuration_that_is_too_large_is_not_taken_into_memory() throws IOException {
        byte[] large = new byte[9 * 1024 * 1024];
        Arrays.fill(large, (byte) ' ');
        TarWriter tar =
                new TarWriter()
                        .file("c.json", 0644, large)
                        .file(
                                "manifest.json",
                                ImageBuilder.manifest("c.json", List.of(), List.of()));

        assertThat(why(read(tar.bytes())))
                .containsExactly("c.json has 9437184 bytes, more than 8388608");
    }

    @Test
    void other_archives_are_told_from_images() throws IOException {
        assertThat(why(read(new TarWriter().file("src/main.c", "int x;").bytes())))
                .containsExactly(
                        "it is no saved image: there is no manifest.json and no index.json");
        assertThat(why(read(new TarWriter().file("repositories", "{}").bytes())))
                .singleElement()
                .asString()
                .contains("older than 1.10");
        assertThat(why(read(new byte[0]))).containsExactly("the archive is empty");
        assertThat(why(read(ImageBuilder.utf8("x".repeat(600)))))
                .singleElement()
                .asString()
                .contains("tar header");
    }

    @Test
    void manifests_of_other_shapes_are_problems() throws IOException {
        for (String json : List.of("{}", "[", "[{}]", "[1]", "\"x\"", "")) {
            SavedImages.Result result = read(new TarWriter().file("manifest.json", json).bytes());
            assertThat(result.problems()).as(json).hasSize(1);
            assertThat(result.images()).as(json).isEmpty();
        }
        for (String json : List.of("[]", "{}", "{\"manifests\":[{\"digest\":\"md5:1\"}]}")) {
            SavedImages.Result result = read(new TarWriter().file("index.json", json).bytes());
            assertThat(result.problems()).as(json).hasSize(1);
        }
    }

    @Test
    void a_layout_is_not_followed_through_links() throws IOException {
        Map<String, byte[]> files = image().layout("1");
        Path layout = folder.resolve("layout");
        ImageBuilder.write(layout, files);
        Path blobs = layout.resolve("blobs");
        Files.move(blobs, folder.resolve("elsewhere"));
        Files.createSymbolicLink(blobs, folder.resolve("elsewhere"));

        assertThat(why(SavedImages.read(layout, "layout")))
                .singleElement()
                .asString()
                .endsWith("is missing");
    }

    @Test
    void saved_images_are_recognised_by_their_content() throws IOException {
        Path file = folder.resolve("x.tar");
        Files.write(file, image().docker("a:1"));
        assertThat(SavedImages.isArchive(file)).isTrue();
        Files.write(file, ImageBuilder.gzip(image().docker("a:1")));
        assertThat(SavedImages.isArchive(file)).isTrue();
        Files.write(file, new TarWriter().file("a.c", "").file("manifest.json", "[]").bytes());
        assertThat(SavedImages.isArchive(file)).isTrue();
        Files.write(file, new TarWriter().file("a.c", "").bytes());
        assertThat(SavedImages.isArchive(file)).isFalse();
        Files.write(file, ImageBuilder.gzip(new TarWriter().file("a.c", "").bytes()));
        assertThat(SavedImages.isArchive(file)).isFalse();
        Files.writeString(file, "no archive");
        assertThat(SavedImages.isArchive(file)).isFalse();
        assertThat(SavedImages.isLayout(folder)).isFalse();
    }

    @Test
    void an_archive_that_ends_within_the_head_of_gzip_is_cut_off() throws IOException {
        Path file = Files.write(folder.resolve("a.tar.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
        assertThat(SavedImages.read(file, "a").problems())
                .extracting(SavedImages.Problem::why)
                .containsExactly("it is cut off");
    }
}
