package io.jsec.image;

import static io.jsec.image.Archives.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Fd;
import io.jsec.linux.Identity;
import io.jsec.linux.Openat2;
import io.jsec.linux.Statx;
import io.jsec.linux.abi.Fcntl;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ContainerFilesTest {
    private static final ContainerFiles.Put AS_IT_IS =
            new ContainerFiles.Put(true, OptionalLong.empty(), OptionalLong.empty());

    @TempDir private Path folder;
    private Path root;
    private Fd top = Fd.take(0);
    private ContainerFiles files = new ContainerFiles(top, IdRanges.SAME);

    @BeforeEach
    void a_root_with_hostile_links() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        Files.writeString(folder.resolve("secret"), "secret");
        Files.createDirectories(root.resolve("etc/sub"));
        Files.writeString(root.resolve("etc/a"), "aa");
        Files.writeString(root.resolve("etc/sub/b"), "bbb");
        Files.createSymbolicLink(root.resolve("abs"), folder);
        Files.createSymbolicLink(root.resolve("up"), Path.of("../../../.."));
        Files.createSymbolicLink(root.resolve("conf"), Path.of("/etc/sub"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere/x"));
        top.release();
        top = Openat2.open(root, Fcntl.O_PATH, 0);
        files = new ContainerFiles(top, IdRanges.SAME);
    }

    @AfterEach
    void close() throws IOException {
        top.close();
        Files.deleteIfExists(root.resolve("up"));
        assertThat(folder.resolve("secret")).hasContent("secret");
        assertThat(StoreFiles.names(folder)).containsExactly("root", "secret");
    }

    private List<String> get(String path) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files.get(path, out);
        return names(out.toByteArray());
    }

    private static List<String> names(byte[] archive) throws IOException {
        List<String> names = new ArrayList<>();
        TarReader tar = new TarReader(new ByteArrayInputStream(archive));
        for (TarMember m = tar.next(); m != null; m = tar.next()) {
            names.add(m.path() + (m.link().isEmpty() ? "" : " -> " + m.link()));
        }
        return names;
    }

    @Test
    void a_file_has_gos_mode_bits() throws IOException {
        Files.setAttribute(root.resolve("etc/a"), "unix:mode", 06755);
        Files.setLastModifiedTime(root.resolve("etc/a"), FileTime.fromMillis(1500));

        PathStat stat = files.stat("/etc/a");

        assertThat(stat)
                .isEqualTo(
                        new PathStat(
                                "a", 2, 0755L | 1 << 23 | 1 << 22, Instant.ofEpochMilli(1500), ""));
        assertThat(files.stat("etc").mode()).isEqualTo(1L << 31 | 0755);
        assertThat(files.stat("/").name()).isEqualTo("/");
    }

    @Test
    void a_link_is_described_and_its_target_is_one_of_the_root() {
        assertThat(files.stat("/conf").mode() & 1L << 27).isNotZero();
        assertThat(files.stat("/conf").linkTarget()).isEqualTo("/etc/sub");
        assertThat(files.stat("/up").linkTarget()).isEqualTo("/");
        assertThat(files.stat("/dangling").linkTarget()).isEqualTo("/nowhere/x");
        assertThat(files.stat("/conf/").linkTarget()).isEmpty();
        assertThat(files.stat("/conf/").mode() & 1L << 31).isNotZero();
    }

    // Promise P17
    @ParameterizedTest
    @ValueSource(strings = {"/abs/secret", "/up/secret", "/../secret", "abs/../../secret"})
    void no_path_leads_out_of_the_root(String path) {
        assertThatThrownBy(() -> files.stat(path))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.NOT_FOUND));
        assertThatThrownBy(() -> get(path)).isInstanceOf(ImageException.class);
    }

    @Test
    void a_path_through_a_file_is_no_path() {
        assertThatThrownBy(() -> files.stat("/etc/a/b"))
                .isInstanceOfSatisfying(
                        ImageException.class,
                        e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.BAD_PARAMETER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/etc|etc/,etc/a,etc/sub/,etc/sub/b",
                "/etc/|etc/,etc/a,etc/sub/,etc/sub/b",
                "/etc/.|./,./a,./sub/,./sub/b",
                "/etc/a|a",
                "/conf|conf -> /etc/sub",
                "/conf/|conf/,conf/b",
                "/conf/b|b",
                "/etc/../etc/sub|sub/,sub/b",
            })
    void an_archive_starts_with_the_last_name(String path, String names) throws IOException {
        assertThat(String.join(",", get(path))).isEqualTo(names);
    }

    @Test
    void hard_links_are_written_once() throws IOException {
        Files.createLink(root.resolve("etc/second"), root.resolve("etc/a"));

        assertThat(get("/etc")).contains("etc/a", "etc/second -> etc/a");
    }

    @Test
    void an_export_is_everything_but_what_is_left_out() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        files.export(out, Set.of("/etc/sub", "/abs"));

        assertThat(names(out.toByteArray()))
                .containsExactly(
                        "conf -> /etc/sub",
                        "dangling -> nowhere/x",
                        "etc/",
                        "etc/a",
                        "up -> ../../../..");
    }

    @Test
    void an_archive_goes_into_a_folder_of_the_root() {
        files.put("/conf", stream(new RawTar().file("new", "n").bytes()), AS_IT_IS);
        files.put(
                "/etc",
                stream(Archives.gzip(new RawTar().file(".wh.plain", "w").bytes())),
                AS_IT_IS);

        assertThat(root.resolve("etc/sub/new")).hasContent("n");
        assertThat(root.resolve("etc/.wh.plain")).hasContent("w");
    }

    // Promise P17
    @Test
    void an_archive_cannot_use_links_of_the_container_to_leave() throws IOException {
        Files.createDirectories(root.resolve(folder.toString().substring(1)));
        List<String> before = StoreFiles.names(folder);

        files.put("/abs", stream(new RawTar().file("secret", "hostile").bytes()), AS_IT_IS);
        files.put("/", stream(new RawTar().file("abs/second", "hostile").bytes()), AS_IT_IS);

        assertThat(StoreFiles.names(folder)).isEqualTo(before);
        assertThat(root.resolve(folder.toString().substring(1)).resolve("secret"))
                .hasContent("hostile");
        assertThat(root.resolve(folder.toString().substring(1)).resolve("second")).exists();
        assertThatThrownBy(() ->
                        files.put(
                                "/etc", stream(new RawTar().file("../../x", "").bytes()), AS_IT_IS))
                .hasMessageContaining("leads out of the root");
    }

    @Test
    void an_archive_goes_into_folders_only() {
        byte[] archive = new RawTar().file("x", "").bytes();

        assertThatThrownBy(() -> files.put("/etc/a", stream(archive), AS_IT_IS))
                .hasMessage("/etc/a: not a directory");
        assertThatThrownBy(() -> files.put("/none", stream(archive), AS_IT_IS))
                .hasMessage("Could not find the file /none");
    }

    @Test
    void kinds_are_kept_where_that_is_asked_for() {
        byte[] file = new RawTar().file("sub", "now a file").bytes();
        byte[] asFolder = new RawTar().folder("a", 0755).bytes();
        ContainerFiles.Put any =
                new ContainerFiles.Put(false, OptionalLong.empty(), OptionalLong.empty());

        assertThatThrownBy(() -> files.put("/etc", stream(file), AS_IT_IS))
                .hasMessage("cannot overwrite directory \"/etc/sub\" with non-directory");
        assertThatThrownBy(() -> files.put("/etc", stream(asFolder), AS_IT_IS))
                .hasMessage("cannot overwrite non-directory \"/etc/a\" with directory");
        files.put("/etc", stream(file), any);
        files.put("/etc", stream(asFolder), any);

        assertThat(root.resolve("etc/sub")).hasContent("now a file");
        assertThat(root.resolve("etc/a")).isDirectory();
    }

    @Test
    void owners_go_through_the_containers_range() {
        assumeTrue(Identity.effectiveUid() == 0, "not-root: gives files to others");
        IdRanges ranges = new IdRanges(List.of(new IdRanges.Range(0, 100_000, 1000)));
        ContainerFiles mapped = new ContainerFiles(top, ranges);
        ContainerFiles.Put given =
                new ContainerFiles.Put(true, OptionalLong.of(5), OptionalLong.of(6));

        mapped.put("/", stream(new RawTar().owner(7, 8).file("own", "").bytes()), AS_IT_IS);
        mapped.put("/", stream(new RawTar().owner(7, 8).file("given", "").bytes()), given);

        assertThat(Statx.of(root.resolve("own")).orElseThrow().uid()).isEqualTo(100_007);
        assertThat(Statx.of(root.resolve("given")).orElseThrow().gid()).isEqualTo(100_006);
        assertThat(ranges.toImage(100_007)).isEqualTo(7);
        assertThat(ranges.toImage(0)).isEqualTo(65_534);
        assertThatThrownBy(() ->
                        mapped.put(
                                "/",
                                stream(new RawTar().owner(1000, 0).file("x", "").bytes()),
                                AS_IT_IS))
                .hasMessageContaining("the id 1000 is not mapped");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proc/1", "/proc/1/environ", "/k/1", "/proc/sys/.", "/sub/1/environ"})
    void what_is_below_a_hidden_folder_is_not_there_by_any_name(String path) throws IOException {
        ContainerFiles hiding = hiding();

        assertThatThrownBy(() -> hiding.stat(path)).hasMessage("Could not find the file " + path);
        assertThatThrownBy(() -> hiding.get(path, new ByteArrayOutputStream()))
                .hasMessage("Could not find the file " + path);
    }

    @Test
    void nothing_is_put_into_a_hidden_folder() throws IOException {
        ContainerFiles hiding = hiding();

        assertThatThrownBy(() -> hiding.put("/proc", stream(new byte[1024]), AS_IT_IS))
                .hasMessage("Could not find the file /proc");
        assertThatThrownBy(() -> hiding.put("/k/1", stream(new byte[1024]), AS_IT_IS))
                .hasMessage("Could not find the file /k/1");
    }

    @Test
    void a_hidden_folder_itself_is_there_and_so_is_all_beside_it() throws IOException {
        ContainerFiles hiding = hiding();

        assertThat(hiding.stat("/proc").name()).isEqualTo("proc");
        assertThat(hiding.stat("/process/x").name()).isEqualTo("x");
        assertThat(hiding.stat("/k").linkTarget()).isEqualTo("/proc");
    }

    @Test
    void a_hidden_folder_below_what_is_none_hides_nothing() throws IOException {
        hiding();
        ContainerFiles files = new ContainerFiles(top, IdRanges.SAME, Set.of("/process/x/sys"));
        ByteArrayOutputStream archive = new ByteArrayOutputStream();

        files.get("/process/x", archive);

        assertThat(archive.size()).isPositive();
    }

    private ContainerFiles hiding() throws IOException {
        Files.createDirectories(root.resolve("proc/1"));
        Files.createDirectories(root.resolve("proc/sys"));
        Files.writeString(root.resolve("proc/1/environ"), "A=b");
        Files.createDirectory(root.resolve("process"));
        Files.writeString(root.resolve("process/x"), "x");
        Files.createSymbolicLink(root.resolve("k"), Path.of("proc"));
        Files.createSymbolicLink(root.resolve("sub"), Path.of("etc/../proc"));
        return new ContainerFiles(top, IdRanges.SAME, Set.of("/proc", "/nowhere"));
    }
}
