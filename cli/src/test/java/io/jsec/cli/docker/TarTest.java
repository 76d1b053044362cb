package io.jsec.cli.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives both ways, and those a hostile container makes. */
class TarTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L, 120_000_000);

    @TempDir Path folder;

    @Test
    void what_is_written_is_read_again_whatever_its_size() throws IOException {
        String name = "deep/".repeat(40) + "é";
        List<TarEntry> entries =
                List.of(
                        entry(TarEntry.Kind.FOLDER, "a", ""),
                        entry(TarEntry.Kind.FILE, name, ""),
                        entry(TarEntry.Kind.SYMBOLIC_LINK, "l", "x".repeat(300)),
                        entry(TarEntry.Kind.HARD_LINK, "h", name));
        TarReader reader = new TarReader(new ByteArrayInputStream(archive(entries)));
        for (TarEntry entry : entries) {
            assertThat(reader.next()).contains(entry);
            assertThat(reader.content().readAllBytes()).hasSize((int) entry.size());
        }
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void gnu_tar_reads_what_is_written() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree/sub"));
        Files.writeString(tree.resolve("a"), "content");
        Files.createSymbolicLink(tree.resolve("l"), Path.of("a"));
        Files.createLink(tree.resolve("h"), tree.resolve("a"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Packing(folder.resolve("tree"), "root").writeTo(out);
        Path archive = Files.write(folder.resolve("a.tar"), out.toByteArray());
        Process tar = new ProcessBuilder("tar", "-tf", archive.toString()).start();
        assertThat(new String(tar.getInputStream().readAllBytes(), UTF_8).lines())
                .containsExactly("root/", "root/sub/", "root/sub/a", "root/sub/h", "root/sub/l");
        assertThat(tar.waitFor()).isZero();
    }

    @Test
    void what_gnu_tar_writes_is_read() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.writeString(tree.resolve("x".repeat(200)), "content");
        Path archive = folder.resolve("a.tar");
        Process tar =
                new ProcessBuilder(
                                "tar",
                                "--format=gnu",
                                "-C",
                                folder + "",
                                "-cf",
                                archive + "",
                                "tree")
                        .start();
        assertThat(tar.waitFor()).isZero();
        Path target = folder.resolve("out");
        new Unpacking(target, false, false)
                .unpack(new TarReader(new ByteArrayInputStream(Files.readAllBytes(archive))));
        assertThat(target.resolve("x".repeat(200))).hasContent("content");
    }

    @Test
    void a_folder_becomes_the_target_or_goes_into_it() throws IOException {
        byte[] archive =
                archive(
                        List.of(
                                entry(TarEntry.Kind.FOLDER, "src", ""),
                                entry(TarEntry.Kind.FILE, "src/f", "")));
        unpack(archive, folder.resolve("new"), false);
        assertThat(folder.resolve("new/f")).exists();
        unpack(archive, folder, true);
        assertThat(folder.resolve("src/f")).exists();
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("src/f"))))
                .isEqualTo("rw-r-----");
        assertThat(Files.getLastModifiedTime(folder.resolve("src")).toInstant()).isEqualTo(TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/x", "src/../../x", "../x", "src/.."})
    void an_entry_that_leads_out_is_refused(String name) throws IOException {
        byte[] archive = archive(List.of(entry(TarEntry.Kind.FILE, name, "")));
        Path target = Files.createDirectory(folder.resolve("target"));
        assertThatThrownBy(() -> unpack(archive, target, true)).isInstanceOf(IOException.class);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void nothing_is_written_through_a_link_of_the_archive() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Path target = Files.createDirectory(folder.resolve("target"));
        byte[] archive =
                archive(
                        List.of(
                                entry(TarEntry.Kind.SYMBOLIC_LINK, "d", outside.toString()),
                                entry(TarEntry.Kind.FILE, "d/x", "")));
        assertThatThrownBy(() -> unpack(archive, target, true))
                .hasMessageContaining("below what is no folder");
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void a_file_replaces_a_link_and_does_not_follow_it() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "safe");
        Path target = Files.createDirectory(folder.resolve("target"));
        byte[] archive =
                archive(
                        List.of(
                                entry(TarEntry.Kind.SYMBOLIC_LINK, "f", outside.toString()),
                                entry(TarEntry.Kind.FILE, "f", "")));
        unpack(archive, target, true);
        assertThat(outside).hasContent("safe");
        assertThat(Files.isSymbolicLink(target.resolve("f"))).isFalse();
    }

    @Test
    void a_hard_link_to_a_file_outside_is_refused() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        Files.writeString(folder.resolve("outside"), "safe");
        byte[] archive = archive(List.of(entry(TarEntry.Kind.HARD_LINK, "f", "../outside")));
        assertThatThrownBy(() -> unpack(archive, target, true)).isInstanceOf(IOException.class);
    }

    @Test
    void devices_are_refused_and_named() throws IOException {
        byte[] archive = archive(List.of(entry(TarEntry.Kind.CHARACTER_DEVICE, "null", "")));
        assertThatThrownBy(() -> unpack(archive, folder, true)).hasMessageContaining("/null");
        assertThat(Files.exists(folder.resolve("null"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void an_archive_that_breaks_off_is_an_error_at_every_byte_of_its_middle() throws IOException {
        byte[] archive = archive(List.of(entry(TarEntry.Kind.FILE, "d".repeat(120), "")));
        for (int length = 1; length < archive.length - 1024; length += 7) {
            byte[] cut = java.util.Arrays.copyOf(archive, length);
            TarReader reader = new TarReader(new ByteArrayInputStream(cut));
            assertThatThrownBy(
                            () -> {
                                reader.next();
                                reader.content().readAllBytes();
                                reader.next();
                                throw new IOException("the padding was cut only");
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_changed_byte_is_read_or_refused_and_nothing_else() throws IOException {
        byte[] archive = archive(List.of(entry(TarEntry.Kind.FILE, "d".repeat(120), "")));
        java.util.random.RandomGenerator random =
                java.util.random.RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = archive.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            TarReader reader = new TarReader(new ByteArrayInputStream(changed));
            try {
                while (reader.next().isPresent()) {
                    reader.content().readAllBytes();
                }
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static void unpack(byte[] archive, Path target, boolean into) throws IOException {
        new Unpacking(target, into, false).unpack(new TarReader(new ByteArrayInputStream(archive)));
    }

    private static TarEntry entry(TarEntry.Kind kind, String name, String link) {
        long size = kind == TarEntry.Kind.FILE ? 700 : 0;
        return new TarEntry(kind, name, link, 0640, 5, 3_000_000, size, TIME);
    }

    private static byte[] archive(List<TarEntry> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TarWriter writer = new TarWriter(out);
        for (TarEntry entry : new ArrayList<>(entries)) {
            writer.write(entry, new ByteArrayInputStream(new byte[(int) entry.size()]));
        }
        writer.end();
        return out.toByteArray();
    }
}
