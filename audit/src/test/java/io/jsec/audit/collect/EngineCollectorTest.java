package io.jsec.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.audit.Unreadable;
import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.EngineFacts;
import io.jsec.rules.Evaluation;
import io.jsec.rules.Fact;
import io.jsec.rules.Facts;
import io.jsec.rules.Finding;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.Target;
import io.jsec.rules.catalogue.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCollectorTest {
    private static final String CONTAINER =
            "{\"Id\": \"%s\", \"Name\": \"/%s\", \"Config\": {\"User\": \"1\"}, "
                    + "\"HostConfig\": {}}";

    @TempDir private Path folder;
    private FakeEngine engine;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine(folder);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private FakeEngine plays(String name) throws IOException {
        try (InputStream in = EngineCollectorTest.class.getResourceAsStream("/engine/" + name)) {
            return engine.plays(in.readAllBytes());
        }
    }

    private FakeEngine small() {
        return engine.on("/version", "{\"Version\": \"27.5.1\"}")
                .on("/info", "{\"LoggingDriver\": \"local\"}")
                .on("/containers/json?all=1", "[]")
                .on("/images/json", "[]")
                .on("/networks", "[]")
                .on("/volumes", "{\"Volumes\": null, \"Warnings\": null}");
    }

    private Collected collect() throws IOException {
        return collect("", Duration.ofMinutes(1));
    }

    private Collected collect(String scope, Duration timeout) throws IOException {
        return new EngineCollector(engine.address(), scope, timeout).collect();
    }

    private static Stream<String> targets(Collected collected) {
        return collected.facts().stream().map(facts -> facts.target().toString());
    }

    private static Stream<String> unreadable(Collected collected) {
        return collected.unreadable().stream().map(each -> each.target().toString());
    }

    private static <T extends Facts> List<T> facts(Collected collected, Class<T> kind) {
        return collected.facts().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<String> failures(Collected collected) {
        Evaluation evaluation = new Evaluation(Catalogue.rules(), Evaluation.Settings.STANDARD);
        return collected.facts().stream()
                .flatMap(facts -> evaluation.judge(facts).stream())
                .filter(finding -> finding.state() == Finding.State.FAIL)
                .map(finding -> finding.target().toString() + " " + finding.card().id())
                .distinct()
                .toList();
    }

    @Test
    void everything_of_dockerd_20_10_is_read() throws IOException {
        plays("docker-20.10.json");
        Collected collected = collect();
        assertThat(collected.unreadable()).isEmpty();
        assertThat(targets(collected))
                .containsExactly(
                        "engine/" + engine.address().text(),
                        "image/bad:latest",
                        "image/base:1",
                        "image/good:1.0",
                        "container/bad",
                        "container/good",
                        "container/two",
                        "network/bridge",
                        "network/front",
                        "network/host",
                        "network/none",
                        "volume/hid",
                        "volume/plain");
    }

    @Test
    void what_is_bad_in_dockerd_20_10_is_found() throws IOException {
        plays("docker-20.10.json");
        assertThat(failures(collect()))
                .contains(
                        "engine/" + engine.address().text() + " JSEC-E-201",
                        "engine/" + engine.address().text() + " JSEC-E-211",
                        "container/bad JSEC-C-300",
                        "container/bad JSEC-C-303",
                        "container/bad JSEC-C-501",
                        "container/bad JSEC-C-502",
                        "container/bad JSEC-C-506",
                        "container/bad JSEC-C-521",
                        "image/bad:latest JSEC-I-004",
                        "image/bad:latest JSEC-I-005",
                        "image/bad:latest JSEC-I-006",
                        "image/bad:latest JSEC-I-007",
                        "image/bad:latest JSEC-I-022",
                        "volume/hid JSEC-N-102");
    }

    @Test
    void the_good_container_of_dockerd_20_10_lacks_what_its_kernel_cannot_give()
            throws IOException {
        plays("docker-20.10.json");
        assertThat(failures(collect()).stream().filter(each -> each.startsWith("container/good")))
                .containsExactly("container/good JSEC-C-518");
    }

    @Test
    void everything_of_podman_is_read() throws IOException {
        plays("podman-4.json");
        Collected collected = collect();
        assertThat(collected.unreadable()).isEmpty();
        assertThat(facts(collected, EngineFacts.class).getFirst().product()).isEqualTo("Podman");
        assertThat(targets(collected))
                .contains("container/web", "image/docker.io/library/nginx:1.27", "network/podman");
    }

    @Test
    void everything_of_a_newer_dockerd_is_read() throws IOException {
        plays("docker-28.json");
        Collected collected = collect();
        assertThat(collected.unreadable()).isEmpty();
        assertThat(failures(collected))
                .contains(
                        "network/open JSEC-N-006",
                        "engine/" + engine.address().text() + " JSEC-S-003")
                .doesNotContain("container/web JSEC-C-510");
    }

    @Test
    void only_managers_are_asked_for_their_swarm() throws IOException {
        small();
        collect();
        assertThat(engine.asked()).doesNotContain("/swarm");
    }

    @Test
    void a_manager_that_does_not_tell_of_its_swarm_is_judged_without() throws IOException {
        small().on(
                        "/info",
                        "{\"Swarm\": {\"LocalNodeState\": \"active\", \"ControlAvailable\": true,"
                                + " \"Managers\": 3}}")
                .on("/swarm", FakeEngine.status(500, "{\"message\": \"no leader\"}"));
        Collected collected = collect();
        assertThat(collected.unreadable().getFirst().why()).contains("/swarm: 500 no leader");
        EngineFacts facts = facts(collected, EngineFacts.class).getFirst();
        assertThat(
                        facts.swarm()
                                .map(EngineFacts.Swarm::autolock)
                                .orElse(Fact.of(true, facts.whole())))
                .isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void a_container_that_went_away_is_not_there() throws IOException {
        small().on("/containers/json?all=1", "[{\"Id\": \"a\"}, {\"Id\": \"b\"}]")
                .on("/containers/b/json", CONTAINER.formatted("b", "web"));
        Collected collected = collect();
        assertThat(collected.unreadable()).isEmpty();
        assertThat(targets(collected)).contains("container/web").hasSize(2);
    }

    @Test
    void a_container_that_cannot_be_inspected_hides_no_other() throws IOException {
        small().on(
                        "/containers/json?all=1",
                        "[{\"Id\": \"a\", \"Names\": [\"/bad\"]}, {\"Id\": \"b\"}, {\"Id\": "
                                + "\"c\"}]")
                .on("/containers/a/json", FakeEngine.status(500, "{\"message\": \"broken\"}"))
                .on("/containers/b/json", CONTAINER.formatted("b", "web"))
                .on("/containers/c/json", "[]");
        Collected collected = collect();
        assertThat(unreadable(collected)).containsExactly("container/bad", "container/c");
        assertThat(collected.unreadable().getFirst().why())
                .contains("/containers/a/json: 500 broken");
        assertThat(targets(collected)).contains("container/web");
    }

    @Test
    void a_container_that_hangs_hides_no_other() throws IOException {
        small().on("/containers/json?all=1", "[{\"Id\": \"a\"}, {\"Id\": \"b\"}]")
                .on("/containers/a/json", engine.hanging())
                .on("/containers/b/json", CONTAINER.formatted("b", "web"));
        Collected collected = collect("", Duration.ofSeconds(6));
        assertThat(unreadable(collected)).containsExactly("container/a");
        assertThat(collected.unreadable().getFirst().why()).contains("no answer within");
        assertThat(targets(collected)).contains("container/web");
    }

    @Test
    void a_list_that_fails_hides_no_other() throws IOException {
        small().on("/networks", FakeEngine.status(500, "{\"message\": \"no store\"}"))
                .on("/images/json", "{\"message\": \"odd\"}")
                .on("/volumes", "{\"Volumes\": [{\"Name\": \"data\"}]}");
        Collected collected = collect();
        String name = engine.address().text();
        assertThat(unreadable(collected))
                .containsExactly("engine/" + name + "/images", "engine/" + name + "/networks");
        assertThat(targets(collected)).contains("volume/data");
    }

    @Test
    void an_image_is_in_use_where_a_container_is_made_of_it() throws IOException {
        String image = "{\"Id\": \"sha256:%s\", \"RepoTags\": [\"%s:1\"], \"RootFS\": {}}";
        small().on("/containers/json?all=1", "[{\"Id\": \"c\", \"ImageID\": \"sha256:aa\"}]")
                .on("/images/json", "[{\"Id\": \"sha256:aa\"}, {\"Id\": \"sha256:bb\"}]")
                .on("/images/sha256%3Aaa/json", image.formatted("aa", "used"))
                .on("/images/sha256%3Abb/json", image.formatted("bb", "idle"));
        List<ImageFacts> images = facts(collect(), ImageFacts.class);
        assertThat(images.stream().filter(each -> each.inUse().orElse(false)))
                .extracting(each -> each.target().name())
                .containsExactly("used:1");
    }

    @Test
    void without_the_containers_nobody_knows_which_images_are_used() throws IOException {
        small().on("/containers/json?all=1", FakeEngine.status(500, ""))
                .on("/images/json", "[{\"Id\": \"sha256:aa\"}]")
                .on("/images/sha256%3Aaa/json", "{\"Id\": \"sha256:aa\", \"RootFS\": {}}");
        assertThat(facts(collect(), ImageFacts.class).getFirst().inUse())
                .isInstanceOf(Fact.Unknown.class);
    }

    @Test
    void names_are_told_apart_where_several_engines_are_judged() throws IOException {
        small().on("/containers/json?all=1", "[{\"Id\": \"b\"}]")
                .on("/containers/b/json", CONTAINER.formatted("b", "web"));
        assertThat(targets(collect("podman/", Duration.ofMinutes(1))))
                .contains("container/podman/web");
    }

    @Test
    void the_cgroup_namespace_is_not_held_against_containers_of_cgroup_v1() throws IOException {
        String host =
                "{\"Id\": \"b\", \"Name\": \"/web\", \"HostConfig\": {\"CgroupnsMode\": \"host\"}}";
        small().on("/containers/json?all=1", "[{\"Id\": \"b\"}]").on("/containers/b/json", host);
        assertThat(cgroup(collect())).isEqualTo("host");
        engine.on("/info", "{\"CgroupVersion\": \"1\"}");
        assertThat(cgroup(collect())).isEqualTo("not set");
    }

    private static String cgroup(Collected collected) {
        return facts(collected, ContainerFacts.class)
                .getFirst()
                .get(ContainerSetting.CGROUPNS_MODE)
                .orElse("not set");
    }

    @Test
    void those_attached_to_a_network_are_read() throws IOException {
        small().on("/networks", "[{\"Id\": \"n\", \"Name\": \"front\"}]")
                .on(
                        "/networks/n",
                        "{\"Name\": \"front\", \"IPAM\": {}, \"Containers\": {\"a1\": {\"Name\":"
                                + " \"web\"}}}");
        NetworkFacts network = facts(collect(), NetworkFacts.class).getFirst();
        assertThat(network.containers().orElse(List.of()).getFirst().value()).isEqualTo("web");
    }

    @Test
    void an_engine_that_is_none_is_a_failure() {
        assertThatThrownBy(this::collect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/version: there is no such thing");
    }

    @Test
    void an_engine_that_tells_nothing_of_itself_is_one_target_that_cannot_be_judged()
            throws InterruptedException {
        small().on("/info", "[]");
        Collected collected =
                new Auditor(Duration.ofMinutes(1))
                        .run(
                                List.of(
                                        new EngineCollector(
                                                engine.address(), "", Duration.ofMinutes(1))));
        assertThat(collected.facts()).isEmpty();
        assertThat(collected.unreadable())
                .extracting(Unreadable::target)
                .containsExactly(new Target(Target.Kind.ENGINE, engine.address().text()));
        assertThat(collected.unreadable().getFirst().why()).contains("no object");
    }

    @Test
    void an_engine_that_hangs_is_one_target_that_cannot_be_judged() throws InterruptedException {
        small().on("/info", engine.hanging());
        Duration timeout = Duration.ofSeconds(3);
        Collected collected =
                new Auditor(timeout)
                        .run(List.of(new EngineCollector(engine.address(), "", timeout)));
        assertThat(unreadable(collected)).containsExactly("engine/" + engine.address().text());
        assertThat(collected.unreadable().getFirst().why())
                .contains("/info: no answer within 0.9 s");
    }
}
