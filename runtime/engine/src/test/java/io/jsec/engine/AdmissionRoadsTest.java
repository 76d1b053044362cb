package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.engine.AdmissionPolicy.Mode;
import io.jsec.journal.Entry;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every road on which something that is executed is made or changed leads past the policy. */
class AdmissionRoadsTest {
    /** What makes or changes what is executed. */
    private static final Set<String> JUDGED =
            Set.of("Containers.create", "Containers.update", "Execs.create");

    /** What was judged when it was made, changes nothing that is executed, or only looks. */
    private static final Set<String> OTHERS =
            Set.of(
                    "Containers.attach",
                    "Containers.await",
                    "Containers.changes",
                    "Containers.commit",
                    "Containers.export",
                    "Containers.find",
                    "Containers.getArchive",
                    "Containers.inspect",
                    "Containers.kill",
                    "Containers.list",
                    "Containers.logs",
                    "Containers.pause",
                    "Containers.prune",
                    "Containers.putArchive",
                    "Containers.remove",
                    "Containers.rename",
                    "Containers.resize",
                    "Containers.restart",
                    "Containers.start",
                    "Containers.stat",
                    "Containers.stats",
                    "Containers.statsStream",
                    "Containers.stop",
                    "Containers.top",
                    "Containers.unpause",
                    "Execs.inspect",
                    "Execs.resize",
                    "Execs.start",
                    "Images.history",
                    "Images.importRoot",
                    "Images.inspect",
                    "Images.list",
                    "Images.load",
                    "Images.prune",
                    "Images.remove",
                    "Images.save",
                    "Images.tag",
                    "Volumes.create",
                    "Volumes.inspect",
                    "Volumes.list",
                    "Volumes.prune",
                    "Volumes.remove");

    @TempDir Path directory;
    private EngineFixture fixture;

    @BeforeEach
    void an_engine_is_there() {
        fixture = new EngineFixture(directory);
    }

    @AfterEach
    void the_engine_ends() {
        fixture.close();
    }

    private void hold(String rule, Mode mode) {
        fixture.engine().judgeBy(new AdmissionPolicy("own", Map.of(rule, mode), Optional.empty()));
    }

    private static HostConfig options(String... options) {
        return HostConfig.DEFAULT.with(HostConfig.SecurityConfig.DEFAULT.withSecurityOpt(options));
    }

    private static void assertRefused(String rule, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e ->
                                assertThat(e.kind())
                                        .isEqualTo(
                                                new EngineException.Kind.Forbidden(List.of(rule))));
    }

    // Promise P69
    @Test
    void every_method_of_the_engine_is_judged_or_known_to_need_no_judge() {
        Set<String> methods = new TreeSet<>();
        for (Class<?> part : List.of(Containers.class, Execs.class, Images.class, Volumes.class)) {
            Arrays.stream(part.getDeclaredMethods())
                    .filter(method -> Modifier.isAbstract(method.getModifiers()))
                    .map(Method::getName)
                    .forEach(name -> methods.add(part.getSimpleName() + "." + name));
        }
        Set<String> known = new TreeSet<>(OTHERS);
        known.addAll(JUDGED);
        assertThat(methods).isEqualTo(known);
    }

    // Promise P69
    @Test
    void a_container_that_is_made_is_judged() {
        hold("JSEC-C-309", Mode.ENFORCE);

        assertRefused("JSEC-C-309", () -> fixture.create("web", options("jsec.landlock=off")));
        assertThat(fixture.containers().list(ListRequest.ALL)).isEmpty();
        fixture.create("web", options("jsec.landlock=on"));
    }

    // Promise P69
    @Test
    void what_an_image_brings_is_judged() {
        fixture.engine()
                .images()
                .importRoot(
                        SmallTar.root(),
                        "rooted",
                        "1",
                        "",
                        List.of("USER root", "ENV API_KEY=s3cr3t"));
        CreateRequest request =
                CreateRequest.of("rooted:1")
                        .with(ContainerConfig.builder("rooted:1").cmd("/bin/sh").build());

        hold("JSEC-C-503", Mode.ENFORCE);
        assertRefused("JSEC-C-503", () -> fixture.containers().create(request));
        hold("JSEC-C-531", Mode.ENFORCE);
        assertRefused("JSEC-C-531", () -> fixture.containers().create(request));
    }

    // Promise P69
    @Test
    void a_scoped_client_is_judged_too() {
        hold("JSEC-C-309", Mode.ENFORCE);
        Engine scoped = fixture.engine().seenBy(new Access(Map.of("team", "a"), Set.of()));

        assertRefused(
                "JSEC-C-309",
                () ->
                        scoped.containers()
                                .create(
                                        CreateRequest.of(EngineFixture.IMAGE)
                                                .with(EngineFixture.config())
                                                .with(options("jsec.landlock=off"))));
    }

    // Promise P69
    @Test
    void a_container_that_is_changed_is_judged_and_stays_as_it_was() {
        String id = fixture.create("web");
        hold("JSEC-C-525", Mode.ENFORCE);

        assertRefused("JSEC-C-525", () -> fixture.containers().update(id, always()));
        assertThat(fixture.containers().inspect(id, false).host().restart())
                .isEqualTo(RestartPolicy.NO);
    }

    private static UpdateRequest always() {
        return new UpdateRequest(
                Resources.DEFAULT, Optional.of(new RestartPolicy(RestartPolicy.Mode.ALWAYS, 0)));
    }

    @Test
    void a_change_is_narrowed_and_what_is_kept_is_the_narrowed_one() {
        String id = fixture.create("web");
        hold("JSEC-C-525", Mode.NARROW);

        assertThat(fixture.containers().update(id, always()))
                .containsExactly(
                        "JSEC-C-525 the update of web narrowed: restart always. Instead: restart"
                                + " on-failure:5");
        assertThat(fixture.containers().inspect(id, false).host().restart())
                .isEqualTo(new RestartPolicy(RestartPolicy.Mode.ON_FAILURE, 5));
    }

    // Promise P69
    @Test
    void a_command_is_judged_before_anything_of_it_is_kept() {
        String id = fixture.run("web");
        hold("JSEC-C-503", Mode.ENFORCE);

        assertRefused(
                "JSEC-C-503", () -> fixture.engine().execs().create(id, ExecRequest.of("id")));
        assertThat(fixture.actions()).noneMatch(action -> action.startsWith("exec_create"));
    }

    @Test
    void what_was_admitted_starts_again_under_a_stricter_policy() {
        String id = fixture.create("web", options("jsec.landlock=off"));
        hold("JSEC-C-309", Mode.ENFORCE);

        fixture.containers().start(id);

        assertThat(fixture.state(id)).isEqualTo("running");
    }

    // Promise P69
    @Test
    void a_profile_is_judged_by_what_it_lets_through_and_not_by_its_looks() {
        hold("JSEC-C-301", Mode.ENFORCE);
        String all = "{\"defaultAction\":\"SCMP_ACT_ALLOW\"}";
        String listed =
                "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"syscalls\":[{\"names\":[\"read\",\"bpf\"],"
                        + "\"action\":\"SCMP_ACT_ALLOW\"}]}";
        String strict =
                "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"syscalls\":[{\"names\":[\"read\"],"
                        + "\"action\":\"SCMP_ACT_ALLOW\"}]}";

        assertThatThrownBy(() -> fixture.create("all", options("seccomp=" + all)))
                .hasMessageStartingWith("JSEC-C-301 container all refused: seccomp=profile that");
        assertThatThrownBy(() -> fixture.create("listed", options("seccomp=" + listed)))
                .hasMessageContaining("seccomp=profile that allows bpf, which the policy forbids");
        fixture.create("strict", options("seccomp=" + strict));
    }

    @Test
    void inspect_shows_what_was_narrowed() {
        hold("JSEC-C-300", Mode.NARROW);

        CreateResult made =
                fixture.containers()
                        .create(
                                CreateRequest.of(EngineFixture.IMAGE)
                                        .with(EngineFixture.config())
                                        .with(options("seccomp=unconfined"))
                                        .named("web"));

        assertThat(made.warnings())
                .containsExactly(
                        "JSEC-C-300 container web narrowed: seccomp=unconfined. Instead:"
                                + " seccomp=docker");
        assertThat(fixture.containers().inspect("web", false).host().security().securityOpt())
                .containsExactly("seccomp=docker");
    }

    @Test
    void the_journal_is_told_of_what_is_narrowed_and_warned_of_once_it_is_made() {
        fixture.engine()
                .judgeBy(
                        new AdmissionPolicy(
                                "own",
                                Map.of("JSEC-C-300", Mode.NARROW, "JSEC-C-309", Mode.WARN),
                                Optional.empty()));

        String id = fixture.create("web", options("seccomp=unconfined", "jsec.landlock=off"));

        assertThat(fixture.journal().decisions())
                .extracting(
                        each -> each.rule().text(),
                        Entry.Decision::verdict,
                        each -> each.route().text(),
                        each -> each.objects().getFirst().text())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "JSEC-C-300",
                                Entry.Verdict.NARROW,
                                "/containers/create",
                                "container/" + id),
                        org.assertj.core.groups.Tuple.tuple(
                                "JSEC-C-309",
                                Entry.Verdict.WARN,
                                "/containers/create",
                                "container/" + id));
    }

    @Test
    void what_failed_for_another_reason_is_not_told_as_narrowed() {
        hold("JSEC-C-300", Mode.NARROW);
        HostConfig bad =
                options("seccomp=unconfined")
                        .with(Resources.DEFAULT.withUlimits(List.of("nonsense=1:1")));

        assertThatThrownBy(() -> fixture.create("web", bad)).isInstanceOf(EngineException.class);
        assertThat(fixture.journal().decisions()).isEmpty();
    }

    /** A narrowing saves nothing that this host would refuse. */
    // Promise P68
    @Test
    void what_is_refused_as_it_was_asked_for_is_refused_however_it_could_be_narrowed() {
        HostConfig host =
                HostConfig.DEFAULT.with(
                        HostConfig.SecurityConfig.DEFAULT.withCapabilities(
                                List.of("SYS_ADMIN", "SYS_NONSENSE"), List.of()));
        hold("JSEC-C-303", Mode.NARROW);

        assertThatThrownBy(() -> fixture.create("web", host)).hasMessageContaining("SYS_NONSENSE");
    }
}
