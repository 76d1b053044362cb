package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.FileStatus;
import io.jsec.linux.Identity;
import io.jsec.linux.Statx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store in a user namespace of an ordinary user, as engines have it. */
@Tag("kernel")
class EngineNamespaceKernelTest {
    private static final String USER = "jsectest";
    private static Path folder = Path.of("/nonexistent");
    private static final Map<String, String> SAID = new LinkedHashMap<>();

    @BeforeAll
    static void run_in_a_namespace() throws IOException, InterruptedException {
        assumeTrue(Identity.effectiveUid() == 0, "not-root: becomes an ordinary user");
        folder = Files.createTempDirectory("jsec-image-");
        open(folder);
        Path place = Files.createDirectory(folder.resolve("engine"));
        Files.setAttribute(place, "unix:uid", userId());
        List<String> command = new ArrayList<>();
        command.addAll(List.of("setpriv", "--reuid", USER, "--regid", USER, "--init-groups"));
        command.addAll(List.of("unshare", "-Ur", "--map-auto", "-m"));
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:-UsePerfData"));
        command.addAll(List.of("-XX:+UseSerialGC", "-Djava.io.tmpdir=" + place));
        command.addAll(List.of("-cp", classPath(), NamespaceChild.class.getName()));
        command.add(place.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String all;
        try (Stream<String> lines = process.inputReader().lines()) {
            List<String> said = lines.toList();
            all = String.join("\n", said);
            said.stream()
                    .filter(line -> line.indexOf('=') > 0)
                    .forEach(line -> {
                        int at = line.indexOf('=');
                        SAID.put(line.substring(0, at), line.substring(at + 1));
                    });
        }
        assertThat(process.waitFor()).as(all).isZero();
    }

    @AfterAll
    static void clean() {
        if (Files.exists(folder)) {
            TreeRemoval.remove(folder);
        }
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static int userId() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.filter(line -> line.startsWith(USER + ":"))
                    .map(line -> Integer.valueOf(line.split(":", -1)[2]))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The classes where that user can read them. */
    private static String classPath() throws IOException {
        Path jars = Files.createDirectory(folder.resolve("classes"));
        open(jars);
        List<String> copied = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path from = Path.of(entry);
            Path to = jars.resolve(copied.size() + "-" + from.getFileName());
            if (Files.exists(from)) {
                copy(from, to);
                copied.add(to.toString());
            }
        }
        return String.join(":", copied);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                Files.copy(path, target);
                Files.setPosixFilePermissions(
                        target,
                        PosixFilePermissions.fromString(
                                Files.isDirectory(target) ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    @Test
    void owners_modes_and_capabilities_are_those_of_the_image() {
        assertThat(SAID)
                .containsEntry("notes", "[]")
                .containsEntry("owned", "33:34 4711")
                .containsEntry("capability", "20");
    }

    @Test
    void an_id_without_a_place_is_refused_by_name() {
        assertThat(SAID.get("far"))
                .startsWith("UNSUPPORTED file /far refused: it belongs to 1000000:0");
    }

    @Test
    void the_kernel_takes_our_whiteouts_and_opaque_folders() {
        assertThat(SAID)
                .containsEntry("gone", "false")
                .containsEntry("kept", "true")
                .containsEntry("opaque", "opaque/ opaque/shown");
    }

    @Test
    void what_is_written_through_a_view_is_in_the_upper_directory() {
        assertThat(SAID).containsEntry("written", "5:6 644");
        assertThat(SAID.get("changes"))
                .contains("kind=MODIFIED, path=/etc/kept")
                .contains("kind=ADDED, path=/etc/new")
                .contains("kind=MODIFIED, path=/opaque");
    }

    @Test
    void a_commit_keeps_owners() {
        assertThat(SAID)
                .containsEntry("committed", "5:6 644")
                .containsEntry("top", "[etc, opaque]")
                .containsEntry("layered", "{layers=3}");
    }

    @Test
    void files_of_mapped_owners_are_removed() {
        assertThat(SAID).containsEntry("layers", "[none]");
    }

    @Test
    void on_disk_the_engine_is_the_images_root() throws IOException {
        FileStatus store = Statx.of(folder.resolve("engine/store")).orElseThrow();
        FileStatus written = Statx.of(folder.resolve("engine/upper/etc/kept")).orElseThrow();

        assertThat(store.uid()).isEqualTo(userId());
        assertThat(written.uid()).isGreaterThan(65_535);
    }
}
