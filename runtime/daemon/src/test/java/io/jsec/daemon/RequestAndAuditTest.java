package io.jsec.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.engine.AdmissionGround;
import io.jsec.engine.AdmissionPolicy;
import io.jsec.engine.ContainerConfig;
import io.jsec.engine.ContainerView;
import io.jsec.engine.CreateRequest;
import io.jsec.engine.EngineSettings;
import io.jsec.engine.Foresight;
import io.jsec.engine.MountPoint;
import io.jsec.launch.CgroupView;
import io.jsec.rules.ContainerFacts;
import io.jsec.rules.Rule;
import io.jsec.rules.Verdict;
import io.jsec.rules.catalogue.container.ContainerRules;
import io.jsec.rules.read.InspectReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A request is judged as an audit judges what is made of it. */
class RequestAndAuditTest {
    private static final int RUNS = 1_500;

    private final FakeContainers containers = new FakeContainers();
    private Random random = new Random(0);

    @SafeVarargs
    private <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    private boolean maybe() {
        return random.nextInt(3) == 0;
    }

    private void some(ArrayNode list, String... of) {
        for (String each : of) {
            if (maybe()) {
                list.add(each);
            }
        }
    }

    /** A body of POST /containers/create. */
    private ObjectNode body() {
        ObjectNode body = Json.object().put("Image", one("nginx", "nginx:latest", "nginx:1.27"));
        body.put("User", one("", "root", "0:0", "1000", "app"));
        some(body.putArray("Env"), "A=b", "DB_PASSWORD=hunter22", "KEY_FILE=/run/k");
        some(body.putArray("Cmd"), "sshd", "--token=s3cr3tvalue", "-D");
        if (maybe()) {
            body.putObject("Labels").put("api_key", "s3cr3tvalue");
        }
        if (maybe()) {
            body.putObject("Healthcheck").putArray("Test").add(one("NONE", "CMD-SHELL")).add("x");
        }
        ObjectNode host = body.putObject("HostConfig");
        some(host.putArray("CapAdd"), "SYS_ADMIN", "cap_net_raw", "CAP_CHOWN", "ALL");
        some(host.putArray("CapDrop"), "ALL", "CHOWN");
        some(host.putArray("GroupAdd"), "root", "audio", "0");
        some(
                host.putArray("SecurityOpt"),
                one(
                        "seccomp=unconfined",
                        "seccomp:unconfined",
                        "seccomp={}",
                        "seccomp=builtin",
                        "seccomp:docker",
                        "jsec.seccomp=docker",
                        "jsec.seccomp=hardened"),
                one("apparmor=unconfined", "apparmor:unconfined", "apparmor=own"),
                one("jsec.landlock=off", "jsec.landlock:0", "jsec.landlock=on"),
                one("jsec.proc=writable", "jsec.proc=read-only"),
                one("jsec.degrade=1", "jsec.degrade=on", "jsec.degrade=0"),
                one("jsec.userns=owner", "jsec.userns=slot"),
                one("no-new-privileges", "no-new-privileges=false"));
        host.put("ReadonlyRootfs", maybe());
        host.put("Memory", one(0, 64 << 20));
        host.put("PidsLimit", one(0, -1, 100));
        host.put("NanoCpus", one(0L, 500_000_000L));
        host.put("CpuShares", one(0, 512));
        host.put("OomKillDisable", maybe());
        host.put("OomScoreAdj", one(0, 100, -900));
        host.put("Init", maybe());
        some(host.putArray("VolumesFrom"), "other");
        host.putObject("LogConfig").put("Type", one("json-file", "none", "local"));
        host.putObject("RestartPolicy").put("Name", one("no", "always", "unless-stopped"));
        host.put("NetworkMode", one("none", "default", "container:" + "d".repeat(64)));
        ArrayNode limits = host.putArray("Ulimits");
        if (maybe()) {
            int hard = one(1024, 2_000_000, -1);
            limits.addObject().put("Name", one("nofile", "core")).put("Soft", 1).put("Hard", hard);
        }
        return body;
    }

    private static AdmissionPolicy warnOfAll() {
        Map<String, AdmissionPolicy.Mode> modes = new HashMap<>();
        AdmissionPolicy.rules().forEach(rule -> modes.put(rule, AdmissionPolicy.Mode.WARN));
        return new AdmissionPolicy("all", modes, Optional.empty());
    }

    private static Set<String> judged(CreateRequest request) {
        AdmissionGround ground =
                new AdmissionGround(
                        EngineSettings.Defaults.DOCKER,
                        4,
                        new CgroupView.None("nothing is delegated", "jsec setup"),
                        Set.of(),
                        List.of());
        Foresight.Verdict verdict =
                Foresight.create(
                        warnOfAll(), ground, "web", request.config(), request.host(), List.of());
        assertThat(verdict.refused()).isEmpty();
        Set<String> rules = new TreeSet<>();
        verdict.told().forEach(sentence -> rules.add(sentence.substring(0, 10)));
        return rules;
    }

    private Set<String> audited(CreateRequest request, MountPoint... mounts) {
        ContainerView like = containers.inspect("web", false);
        ContainerView view =
                new ContainerView(
                        like.id(),
                        like.name(),
                        like.created(),
                        List.of("x"),
                        like.state(),
                        like.pid(),
                        Optional.empty(),
                        0,
                        like.imageId(),
                        request.config(),
                        request.host(),
                        List.of(mounts),
                        like.files(),
                        List.of(),
                        like.log(),
                        like.identity(),
                        "jsec-container",
                        true,
                        List.of(),
                        List.of(),
                        Optional.empty());
        byte[] json = ContainerJson.of(view).toString().getBytes(UTF_8);
        ContainerFacts facts = (ContainerFacts) InspectReader.read("web", json).getFirst();
        Set<String> rules = new TreeSet<>();
        for (Rule<?> rule : ContainerRules.rules()) {
            if (AdmissionPolicy.rules().contains(rule.card().id())
                    && judge(rule, facts) instanceof Verdict.Fail) {
                rules.add(rule.card().id());
            }
        }
        return rules;
    }

    @SuppressWarnings("unchecked") // Those with a mode judge containers.
    private static Verdict judge(Rule<?> rule, ContainerFacts facts) {
        return ((Rule<ContainerFacts>) rule).judge(facts);
    }

    // Promise P72
    @Test
    void a_request_breaks_the_rules_that_an_audit_finds_broken_in_what_is_made() {
        Set<String> met = new TreeSet<>();
        for (int seed = 0; seed < RUNS; seed++) {
            random = new Random(seed);
            ObjectNode body = body();
            CreateRequest request = ConfigReader.create(Optional.of("web"), Fields.of("", body));
            Set<String> judged = judged(request);
            Set<String> audited = audited(request);
            assertThat(judged).as("seed %s: %s", seed, body).isEqualTo(audited);
            met.addAll(judged);
        }
        assertThat(met).hasSizeGreaterThan(20);
    }

    private static MountPoint socket(String target, boolean mediated) {
        return new MountPoint(
                "bind", "", "/run/docker.sock", target, "", "", true, "rprivate", mediated);
    }

    /** A policy judges what was asked for, and an audit what the container has. */
    @Test
    void a_socket_of_the_containers_own_is_no_engine_socket_to_an_audit() {
        CreateRequest request = CreateRequest.of("nginx:1.27");
        String rule = "JSEC-C-501";
        assertThat(audited(request)).doesNotContain(rule);
        assertThat(audited(request, socket("/run/docker.sock", true))).doesNotContain(rule);
        assertThat(audited(request, socket("/run/docker.sock", false))).contains(rule);
        assertThat(audited(request, socket("/a", true), socket("/b", false))).contains(rule);
    }

    /**
     * Promise P85: labels are for images and clients to write, and no engine but this one would
     * hold them back.
     */
    @Test
    void no_label_makes_an_engine_socket_another() {
        Map<String, String> labels =
                Map.of("io.jsec.sidecar", "a", "Jsec", "OwnSockets", "OwnSockets", "/s");
        ContainerConfig config =
                ContainerConfig.builder("nginx:1.27").build().toBuilder().labels(labels).build();
        CreateRequest request = CreateRequest.of("nginx:1.27").with(config);
        assertThat(audited(request, socket("/s", false))).contains("JSEC-C-501");
    }
}
