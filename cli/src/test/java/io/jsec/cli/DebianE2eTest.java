package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Debian's own package manager as container root, every wall up; the host's mirror is used. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DebianE2eTest {
    private static final String USER = "jsectest";

    @TempDir static Path directory = Path.of("/");

    private Jsec jsec = Jsec.as(USER, Path.of("/tmp"));
    private Path root = Path.of("/");

    @BeforeAll
    void unpack() throws IOException {
        Jsec.run("chmod", "755", directory.toString());
        jsec = Jsec.as(USER, directory);
        Path tar = directory.resolve("debian.tar");
        String sources = "cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources";
        Jsec.Result made =
                Jsec.asRoot(directory)
                        .program(
                                "sh",
                                "-c",
                                sources
                                        + " 2>/dev/null | mmdebstrap --variant=minbase bookworm "
                                        + tar
                                        + " -");
        assumeTrue(made.exit() == 0, "no-network: mmdebstrap says " + made.err());
        root = directory.resolve("debian");
        Jsec.run("install", "-d", "-o", USER, "-g", USER, root.toString());
        Jsec.Result unpacked =
                jsec.program(
                        "unshare",
                        "--map-auto",
                        "--map-root-user",
                        "tar",
                        "-x",
                        "-p",
                        "--numeric-owner",
                        "--exclude=./dev/*",
                        "-C",
                        root.toString(),
                        "-f",
                        tar.toString());
        assertThat(unpacked.exit()).as(unpacked.err()).isZero();
        for (Path file : aptConfiguration()) {
            Jsec.run("cp", file.toString(), root + "/etc/apt/apt.conf.d/");
        }
    }

    /** By rm: what is linked to files of the host is not the test framework's to judge. */
    @AfterAll
    void remove() {
        Jsec.run("sh", "-c", "rm -rf " + directory + "/*");
    }

    @Test
    void packages_are_installed_and_the_root_stays_as_it_was() {
        Jsec.Result result =
                jsec.jsec(
                        "run",
                        "--rm",
                        "--network",
                        "host",
                        "--rootfs",
                        root.toString(),
                        "sh",
                        "-c",
                        "apt-get -q update && apt-get -qy install --no-install-recommends hello"
                                + " openssh-client && hello && stat -c %A:%G /usr/bin/ssh-agent");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("Hello, world!", "-rwxr-sr-x:_ssh");
        assertThat(root.resolve("usr/bin/hello")).doesNotExist();
    }

    @Test
    void a_service_user_of_the_image_can_be_used() {
        Jsec.Result result =
                jsec.jsec(
                        "run", "--rm", "-u", "www-data", "--rootfs", root.toString(), "id", "-un");
        assertThat(result).isEqualTo(new Jsec.Result(0, "www-data\n", ""));
    }

    // Promise P8
    @Test
    void setuid_programs_gain_nothing() {
        Jsec.Result result =
                jsec.jsec(
                        "run",
                        "--rm",
                        "-u",
                        "nobody",
                        "--rootfs",
                        root.toString(),
                        "sh",
                        "-c",
                        "su -c id root </dev/null; test $? -ne 0 && grep NoNewPrivs"
                                + " /proc/self/status");
        assertThat(result.out()).isEqualTo("NoNewPrivs:\t1\n");
    }

    /** What this host told apt about its mirror and the checks it skips. */
    private static List<Path> aptConfiguration() throws IOException {
        try (var files = Files.list(Path.of("/etc/apt/apt.conf.d"))) {
            return files.filter(
                            file -> {
                                try {
                                    return Files.readString(file).contains("Acquire");
                                } catch (IOException e) {
                                    return false;
                                }
                            })
                    .toList();
        }
    }
}
