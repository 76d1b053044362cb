package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Identity;
import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jsec audit} against a real dockerd, set up badly and well. */
@Tag("e2e")
class AuditE2eTest {
    private static final String JSEC =
            Path.of(System.getProperty("jsec.dist", "target/dist"), "bin/jsec").toString();
    private static final String GOOD =
            """
            {"icc": false, "userns-remap": "jsectest", "no-new-privileges": true,
             "live-restore": true, "userland-proxy": false, "log-driver": "local"}
            """;

    @TempDir Path folder = Path.of("/");

    @BeforeEach
    void needs_dockerd() throws Exception {
        assumeTrue(Dockerd.installed(), "no-dockerd: there is nothing to audit");
        assumeTrue(Identity.uid() == 0, "not-root: dockerd needs it");
    }

    private Dockerd.Result run(String... words) throws IOException, InterruptedException {
        return Dockerd.run(List.of(words), folder.resolve("run-out"), folder.resolve("run-err"));
    }

    private void image(Dockerd engine) throws Exception {
        Path tar = Busybox.archive(folder, "root");
        ok(
                engine.docker(
                        "import",
                        "-c",
                        "CMD [\"sleep\", \"600\"]",
                        "-c",
                        "USER 10001",
                        "-c",
                        "HEALTHCHECK CMD [\"true\"]",
                        tar.toString(),
                        "box:1"));
    }

    private static void ok(Dockerd.Result result) {
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }

    /** The failures of a JSON report, as {@code ID target}. */
    static Set<String> failures(String json) {
        Set<String> all = new TreeSet<>();
        Node root = JsonReader.read("report", json.getBytes(UTF_8));
        for (Node each : root.find("data", "findings").orElseThrow().list()) {
            if (each.find("state").flatMap(Node::string).orElse("").equals("fail")) {
                String id = each.find("rule").flatMap(Node::string).orElseThrow();
                String kind = each.find("target", "kind").flatMap(Node::string).orElseThrow();
                String name = each.find("target", "name").flatMap(Node::string).orElseThrow();
                all.add(id + " " + kind + "/" + name);
            }
        }
        return all;
    }

    @Test
    void a_bad_host_is_found_out() throws Exception {
        try (Dockerd engine = Dockerd.start(folder, "-H", "tcp://127.0.0.1:2375")) {
            image(engine);
            ok(engine.docker("create", "--name", "everything", "--privileged", "box:1"));
            String socket = folder + "/docker.sock:/var/run/docker.sock";
            ok(engine.docker("create", "--name", "socket", "-v", socket, "box:1"));
            ok(engine.docker("create", "--name", "port", "-p", "8080:80", "box:1"));
            ok(
                    engine.docker(
                            "create",
                            "--name",
                            "admin",
                            "--user",
                            "0",
                            "--cap-add",
                            "SYS_ADMIN",
                            "box:1"));
            Dockerd.Result run = engine.inside(JSEC, "audit", "--format", "json");
            assertThat(run.exit()).as(run.err()).isEqualTo(1);
            assertThat(failures(run.out()))
                    .contains(
                            "JSEC-E-001 daemon/dockerd process " + engine.pid(),
                            "JSEC-C-502 container/everything",
                            "JSEC-C-501 container/socket",
                            "JSEC-C-521 container/port",
                            "JSEC-C-503 container/admin",
                            "JSEC-C-303 container/admin")
                    .anyMatch(each -> each.startsWith("JSEC-H-004 host/"))
                    .doesNotContain("JSEC-C-503 container/port");
        }
    }

    @Test
    void of_a_good_engine_nothing_is_found() throws Exception {
        // Users that are mapped must reach their part of the folder.
        Jsec.run("chmod", "755", folder.toString());
        Path file = Files.writeString(folder.resolve("daemon.json"), GOOD);
        try (Dockerd engine = Dockerd.start(folder, "--config-file", file.toString())) {
            image(engine);
            ok(engine.docker("network", "create", "front"));
            ok(
                    engine.docker(
                            "create",
                            "--name",
                            "good",
                            "--user",
                            "10001:10001",
                            "--cap-drop",
                            "ALL",
                            "--read-only",
                            "--memory",
                            "64m",
                            "--cpus",
                            "0.5",
                            "--pids-limit",
                            "50",
                            "--security-opt",
                            "no-new-privileges",
                            "--cgroupns",
                            "private",
                            "--network",
                            "front",
                            "-p",
                            "127.0.0.1:8080:80",
                            "--init",
                            "box:1"));
            Dockerd.Result run =
                    engine.inside(
                            JSEC,
                            "audit",
                            "--only",
                            "configuration,engines",
                            "--fail-on",
                            "low",
                            "--format",
                            "json");
            Set<String> expected = faultsOfTheHost(engine);
            assertThat(failures(run.out()))
                    .filteredOn(each -> !each.startsWith("JSEC-E-012 "))
                    .filteredOn(each -> !ofAnother(each, engine))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(run.exit()).as(run.err()).isEqualTo(expected.isEmpty() ? 0 : 1);
        }
    }

    /** What no configuration of the engine mends: an old version, and what the kernel lacks. */
    private static Set<String> faultsOfTheHost(Dockerd engine) throws Exception {
        String here = " engine/" + engine.address();
        Set<String> faults = new TreeSet<>();
        // Without memory groups dockerd drops the limit, and says so itself.
        if (!said(engine, "info", "{{.MemoryLimit}}").equals("true")) {
            faults.add("JSEC-C-518 container/good");
        }
        if (!said(engine, "info", "{{.SecurityOptions}}").matches(".*(apparmor|selinux).*")) {
            faults.add("JSEC-E-203" + here);
        }
        if (said(engine, "version", "{{.Server.Version}}").startsWith("20.10.")) {
            faults.add("JSEC-E-211" + here);
        }
        return faults;
    }

    /** Whether it is about another dockerd that happens to run on this host. */
    private static boolean ofAnother(String failure, Dockerd engine) {
        return failure.contains(" daemon/dockerd process ")
                && !failure.endsWith(" daemon/dockerd process " + engine.pid());
    }

    private static String said(Dockerd engine, String verb, String template) throws Exception {
        Dockerd.Result result = engine.docker(verb, "-f", template);
        ok(result);
        return result.out().strip();
    }

    @Test
    void what_inspect_prints_is_judged_as_the_engine_is() throws Exception {
        try (Dockerd engine = Dockerd.start(folder)) {
            image(engine);
            ok(engine.docker("create", "--name", "web", "-p", "80:80", "-e", "A=b", "box:1"));
            Dockerd.Result live =
                    engine.inside(JSEC, "audit", "--only", "engines", "--format", "json");
            Files.writeString(folder.resolve("web.json"), engine.docker("inspect", "web").out());
            Dockerd.Result file =
                    engine.inside(
                            JSEC,
                            "audit",
                            "--inspect",
                            folder.resolve("web.json").toString(),
                            "--format",
                            "json");
            Set<String> container = failures(live.out());
            container.removeIf(each -> !each.endsWith(" container/web"));
            // Only the engine tells that the host's groups are the default: they are of v1.
            if (said(engine, "info", "{{.CgroupVersion}}").equals("1")) {
                container.add("JSEC-C-510 container/web");
            }
            assertThat(failures(file.out())).isEqualTo(container).isNotEmpty();
        }
    }

    @Test
    void a_hanging_engine_is_one_target_that_was_not_judged() throws Exception {
        Path socket = folder.resolve("hang.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Dockerd.Result run =
                    run(
                            JSEC,
                            "audit",
                            "--only",
                            "engines",
                            "-H",
                            "unix://" + socket,
                            "--timeout",
                            "2");
            assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(2);
            // A question gets a third of what the time-out leaves for questions.
            assertThat(run.out())
                    .contains("could not evaluate unix://" + socket, "no answer within 0.6 s");
        }
    }

    @Test
    void an_ordinary_user_is_told_what_could_not_be_read() throws Exception {
        Jsec.run("chmod", "755", folder.toString());
        Dockerd.Result run =
                run(
                        "setpriv",
                        "--reuid",
                        "jsectest",
                        "--regid",
                        "jsectest",
                        "--clear-groups",
                        JSEC,
                        "audit",
                        "--only",
                        "host");
        assertThat(run.exit()).as(run.out() + run.err()).isBetween(0, 1);
        assertThat(run.out()).contains("unknown: /proc: permission denied for the mounts of ");
    }
}
