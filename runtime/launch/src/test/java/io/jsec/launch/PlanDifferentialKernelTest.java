package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Account;
import io.jsec.linux.HostFiles;
import io.jsec.linux.Identity;
import io.jsec.linux.SubordinateIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What is started is what was planned: random plans are started by an ordinary user, and somebody
 * outside reads /proc. Replay a failure by {@code -Ddifferential.seed=N}.
 */
@Tag("kernel")
class PlanDifferentialKernelTest {
    private static final Path LAUNCHER = Path.of("target", "bin", "jsec-launch");
    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private Path place = Path.of("/");

    @BeforeEach
    void a_root_and_a_store_of_the_user() throws IOException {
        place =
                Files.createTempDirectory(
                        Path.of("/var/tmp"),
                        "jsec-plan",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        Path bin = Files.createDirectories(place.resolve("root/bin"));
        Files.copy(BUSYBOX, bin.resolve("busybox"));
        Files.createSymbolicLink(bin.resolve("sleep"), Path.of("busybox"));
        Files.createDirectories(place.resolve("store/containers"));
        Files.writeString(Files.createDirectory(place.resolve("data")).resolve("file"), "data");
    }

    @AfterEach
    void everything_is_removed() throws Exception {
        Process remove = new ProcessBuilder("rm", "-rf", place.toString()).inheritIO().start();
        assertThat(remove.waitFor()).isZero();
    }

    // Promise P3
    @Test
    void two_hundred_containers_of_one_launcher_are_what_was_planned() throws Exception {
        compare("resident", 200);
    }

    @Test
    void containers_with_a_launcher_each_are_what_was_planned() throws Exception {
        compare("once", 25);
    }

    private void compare(String how, int containers) throws Exception {
        assumeTrue(Identity.uid() == 0, "not-root: the reader of /proc is somebody else");
        try (DelegatedGroups groups = new DelegatedGroups(Bystander.USER)) {
            compare(how, containers, groups);
        }
    }

    private void compare(String how, int containers, DelegatedGroups groups) throws Exception {
        long seed = Long.getLong("differential.seed", 20_251_124L);
        Bystander user = new Bystander(place);
        ProcessBuilder java =
                user.java(
                        DifferentialRun.class,
                        how,
                        user.program(LAUNCHER).toString(),
                        place.toString(),
                        Long.toString(seed),
                        Integer.toString(containers),
                        groups.argument());
        user.own(place);
        HostFiles files = HostFiles.here();
        Account account = Account.byName(files, Bystander.USER).orElseThrow();
        IdentityForm identity =
                EngineIds.of(
                                account.uid(),
                                account.gid(),
                                SubordinateIds.read(files, account.name(), account.uid()))
                        .owner()
                        .orElseThrow();
        Process run = java.start();
        List<String> differences = new ArrayList<>();
        int started = 0;
        try (BufferedReader said = run.inputReader(StandardCharsets.UTF_8);
                Writer next = run.outputWriter(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                String[] words = line.split(" ", 3);
                if (words[0].equals("started")) {
                    LaunchPlan plan = PlanCodec.decode(Files.readAllBytes(Path.of(words[2])));
                    int number = started++;
                    long pid = Long.parseLong(words[1]);
                    assertThat(Mutants.alive(plan, identity, pid)).as("seed %d", seed).isEmpty();
                    PlanComparison.compare(plan, identity, pid).stream()
                            .map(difference -> "container " + number + ": " + difference)
                            .forEach(differences::add);
                    next.write("seen\n");
                    next.flush();
                } else {
                    differences.add(line);
                }
            }
        } finally {
            run.destroyForcibly().waitFor();
        }
        assertThat(differences).as("seed %d", seed).isEmpty();
        assertThat(started).isEqualTo(containers);
    }
}
