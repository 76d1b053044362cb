package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Identity;
import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real dockerd takes as its configuration, we take too, and what it refuses, we do. */
@Tag("e2e")
class DaemonOracleE2eTest {
    private static final String JSEC =
            Path.of(System.getProperty("jsec.dist", "target/dist"), "bin/jsec").toString();

    /** No data can be kept there: a dockerd that understood its configuration ends with it. */
    private static final String NO_FOLDER = "/proc/none";

    private static final List<String> DOCUMENTS =
            List.of(
                    "{}",
                    "",
                    "[]",
                    "null",
                    "{\"icc\": false}",
                    "{\"icc\": \"false\"}",
                    "{\"icc\": 0}",
                    "{\"icc\": null}",
                    "{\"ICC\": false}",
                    "{\"icc\": false,}",
                    "{'icc': false}",
                    "{\"icc\": false",
                    "{\"unheard-of\": 1}",
                    "{\"log-driver\": \"local\"}",
                    "{\"log-driver\": 5}",
                    "{\"log-opts\": {\"max-size\": \"10m\", \"max-file\": \"3\"}}",
                    "{\"log-opts\": {\"max-file\": 3}}",
                    "{\"log-opts\": []}",
                    "{\"labels\": [\"a=b\"]}",
                    "{\"labels\": \"a=b\"}",
                    "{\"labels\": {\"a\": \"b\"}}",
                    "{\"debug\": true, \"live-restore\": false}",
                    "{\"dns\": [\"8.8.8.8\", \"2001:4860:4860::8888\"]}",
                    "{\"dns\": [\"eight\"]}",
                    "{\"dns\": \"8.8.8.8\"}",
                    "{\"dns-search\": [\"example.org\"]}",
                    "{\"max-concurrent-downloads\": 3}",
                    "{\"max-concurrent-downloads\": -1}",
                    "{\"max-concurrent-downloads\": \"3\"}",
                    "{\"max-concurrent-uploads\": -1}",
                    "{\"max-concurrent-uploads\": 1.5}",
                    "{\"shutdown-timeout\": 30}",
                    "{\"mtu\": 1400}",
                    "{\"mtu\": \"1400\"}",
                    "{\"max-download-attempts\": 0}",
                    "{\"features\": {}}",
                    "{\"features\": null}",
                    "{\"log-opts\": {\"labels\": null}}",
                    "{\"dns\": [53]}",
                    "{\"default-ulimits\": {\"nofile\": {\"Hard\": \"5\"}}}",
                    "{\"runtimes\": {\"kata\": \"/usr/bin/kata\"}}",
                    "{\"ip\": \"127.0.0.1\"}",
                    "{\"ip\": \"localhost\"}",
                    "{\"insecure-registries\": [\"10.0.0.0/8\", \"registry.example:5000\"]}",
                    "{\"registry-mirrors\": [\"https://mirror.example\"]}",
                    "{\"default-ulimits\": {\"nofile\": {\"Name\": \"nofile\", \"Hard\": 64000,"
                            + " \"Soft\": 64000}}}",
                    "{\"default-ulimits\": {\"nofile\": 5}}",
                    "{\"default-address-pools\": [{\"base\": \"10.10.0.0/16\", \"size\": 24}]}",
                    "{\"default-address-pools\": {\"base\": \"10.10.0.0/16\", \"size\": 24}}",
                    "{\"runtimes\": {\"kata\": {\"path\": \"/usr/bin/kata\","
                            + " \"runtimeArgs\": [\"-x\"]}}}",
                    "{\"runtimes\": [\"kata\"]}",
                    "{\"exec-opts\": [\"native.cgroupdriver=cgroupfs\"]}",
                    "{\"storage-driver\": \"overlay2\", \"storage-opts\": []}",
                    "{\"features\": {\"buildkit\": true}}",
                    "{\"features\": {\"buildkit\": \"yes\"}}",
                    "{\"builder\": {\"gc\": {\"enabled\": true,"
                            + " \"defaultKeepStorage\": \"20GB\"}}}",
                    "{\"seccomp-profile\": \"/etc/seccomp.json\"}",
                    "{\"no-new-privileges\": true, \"userland-proxy\": false}",
                    "{\"default-shm-size\": \"64M\"}",
                    "{\"default-shm-size\": [64]}",
                    "{\"default-ipc-mode\": \"private\"}",
                    "{\"tls\": true, \"tlsverify\": true}",
                    "{\"tlsverify\": \"true\"}",
                    "{\"node-generic-resources\": [\"gpu=one\"]}",
                    "{\"metrics-addr\": \"127.0.0.1:9323\"}");

    /** What dockerd takes and hardly anybody means: it would go by the last, or stop reading. */
    private static final List<String> STRICTER =
            List.of("{\"icc\": false, \"icc\": true}", "{\"icc\": false} // done");

    /** What dockerd takes since version 23 and refuses before. */
    private static final List<String> NEWER =
            List.of("\ufeff{\"icc\": false}", "{\"default-shm-size\": 67108864}");

    @TempDir Path folder = Path.of("/");

    private Dockerd.Result run(List<String> command) throws IOException, InterruptedException {
        return Dockerd.run(command, folder.resolve("out"), folder.resolve("err"));
    }

    private boolean dockerdTakes(Path file) throws IOException, InterruptedException {
        Dockerd.Result result =
                run(
                        List.of(
                                "dockerd",
                                "--config-file",
                                file.toString(),
                                "--data-root",
                                NO_FOLDER,
                                "--exec-root",
                                folder.resolve("exec").toString(),
                                "--pidfile",
                                folder.resolve("pid").toString(),
                                "-H",
                                "unix://" + folder.resolve("docker.sock")));
        boolean refused = result.err().contains("unable to configure the Docker daemon");
        boolean later = result.err().contains(NO_FOLDER);
        assertThat(refused ^ later).as(result.err()).isTrue();
        return later;
    }

    /** The paths that jsec says dockerd refuses, or cannot read at all. */
    private static Set<String> refused(String report) {
        Set<String> refused = new HashSet<>();
        Node root = JsonReader.read("report", report.getBytes(UTF_8));
        for (Node each : root.find("data", "findings").orElseThrow().list()) {
            if (each.find("rule").flatMap(Node::string).orElse("").equals("JSEC-P-003")) {
                refused.add(each.find("target", "name").flatMap(Node::string).orElseThrow());
            }
        }
        for (Node each : root.find("data", "unreadable").orElseThrow().list()) {
            refused.add(each.find("target", "name").flatMap(Node::string).orElseThrow());
        }
        return refused;
    }

    /** What both do with each document, dockerd's first. */
    private List<List<String>> verdicts(List<String> documents) throws Exception {
        Path tree = Files.createTempDirectory(folder, "tree");
        List<String> theirs = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Path file = Files.createDirectory(tree.resolve("d" + i)).resolve("daemon.json");
            Files.writeString(file, documents.get(i));
            theirs.add((dockerdTakes(file) ? "takes " : "refuses ") + documents.get(i));
        }
        String check = "cd \"$0\" && exec \"$1\" policy check --format json";
        Set<String> refused = refused(run(List.of("sh", "-c", check, tree.toString(), JSEC)).out());
        List<String> ours = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            boolean here = refused.contains("d" + i + "/daemon.json");
            ours.add((here ? "refuses " : "takes ") + documents.get(i));
        }
        return List.of(theirs, ours);
    }

    @BeforeEach
    void needs_dockerd() {
        assumeTrue(Dockerd.installed(), "no-dockerd: there is nothing to compare with");
        assumeTrue(Identity.uid() == 0, "not-root: dockerd needs it");
    }

    @Test
    void dockerd_and_the_policy_check_refuse_the_same_configurations() throws Exception {
        List<List<String>> verdicts = verdicts(DOCUMENTS);
        assertThat(verdicts.getLast()).isEqualTo(verdicts.getFirst());
    }

    @Test
    void what_dockerd_takes_by_negligence_is_refused() throws Exception {
        List<List<String>> verdicts = verdicts(STRICTER);
        assertThat(verdicts.getFirst()).allMatch(each -> each.startsWith("takes "));
        assertThat(verdicts.getLast()).allMatch(each -> each.startsWith("refuses "));
    }

    @Test
    void what_newer_versions_take_is_taken() throws Exception {
        assertThat(verdicts(NEWER).getLast()).allMatch(each -> each.startsWith("takes "));
    }
}
