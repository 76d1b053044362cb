package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of a scope, and those that nobody claims. */
class ScopedImagesTest {
    @TempDir Path directory;

    private EngineFixture fixture;
    private Images all;
    private Engine a;
    private Engine b;

    @BeforeEach
    void open() {
        fixture = new EngineFixture(directory);
        all = fixture.engine().images();
        a = fixture.engine().seenBy(Access.within(Map.of("team", "a")));
        b = fixture.engine().seenBy(Access.within(Map.of("team", "b")));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static String made(Engine engine, String name, String... changes) {
        return engine.images().importRoot(SmallTar.root(), name, "", "", List.of(changes));
    }

    private static List<String> names(Images images, Filters filters) {
        return images.list(true, filters).stream()
                .flatMap(image -> image.repoTags().stream())
                .toList();
    }

    private static void refused(ThrowingCallable call, String rule) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e ->
                                assertThat(e.kind())
                                        .isEqualTo(
                                                new EngineException.Kind.Forbidden(List.of(rule))));
    }

    @Test
    void an_image_of_a_scope_is_labelled_and_no_other_scope_finds_it() {
        String id = made(a, "mine");
        assertThat(all.inspect(id).config().labels())
                .isEqualTo(Map.of("team", "a", "io.jsec.scope", "team=a"));
        for (String ref : List.of("mine", id, id.substring(7, 19), "mine:latest")) {
            String message = ref.startsWith("mine") ? "mine:latest" : notFound(ref);
            for (ThrowingCallable call : uses(b, ref)) {
                assertThatThrownBy(call).hasMessage("No such image: " + message);
            }
            assertThat(a.images().inspect(ref).id()).isEqualTo(id);
        }
        assertThat(names(b.images(), Filters.NONE)).containsExactly("small:latest");
        assertThat(names(a.images(), Filters.NONE))
                .containsExactlyInAnyOrder("small:latest", "mine:latest");
    }

    /** What the engine says of an id like that one, that no image has. */
    private String notFound(String ref) {
        String digits = ref.startsWith("sha256:") ? ref.substring(7) : ref;
        String other = (digits.charAt(0) == 'f' ? "e" : "f") + digits.substring(1);
        String typed = ref.startsWith("sha256:") ? "sha256:" + other : other;
        try {
            throw new AssertionError(all.inspect(typed).id());
        } catch (EngineException e) {
            String said = String.valueOf(e.getMessage()).substring("No such image: ".length());
            return said.replace(typed, ref).replace(other, digits);
        }
    }

    private static List<ThrowingCallable> uses(Engine engine, String ref) {
        Images images = engine.images();
        return List.of(
                () -> images.inspect(ref),
                () -> images.history(ref),
                () -> images.tag(ref, "stolen", ""),
                () -> images.remove(ref, true, true),
                () -> images.save(List.of(ref), new ByteArrayOutputStream()),
                () -> images.list(true, Filters.of("before", ref)),
                () -> images.list(true, Filters.of("since", ref)),
                () ->
                        engine.containers()
                                .create(
                                        CreateRequest.of(ref)
                                                .with(
                                                        ContainerConfig.builder(ref)
                                                                .cmd("sh")
                                                                .build())));
    }

    // Promise P37
    @Test
    void an_image_that_nobody_claims_is_used_by_all_and_changed_by_no_scope() {
        assertThat(a.images().inspect("small").repoTags()).containsExactly("small:latest");
        assertThat(a.images().history("small")).hasSize(1);
        refused(() -> a.images().tag("small", "mine", ""), "JSEC-R-022");
        refused(() -> a.images().remove("small", true, true), "JSEC-R-022");
        made(a, "mine");
        refused(() -> a.images().tag("mine", "small", "latest"), "JSEC-R-022");
        refused(() -> made(a, "small"), "JSEC-R-022");
        assertThat(all.list(true, Filters.NONE)).hasSize(2);
        assertThat(all.inspect("small").config().labels()).isEmpty();
        assertThat(a.images().prune(Filters.of("dangling", "false")).deletions())
                .contains(new Images.ImageDeletion(true, "mine:latest"))
                .doesNotContain(new Images.ImageDeletion(true, "small:latest"));
        assertThat(names(all, Filters.NONE)).containsExactly("small:latest");
    }

    @Test
    void a_name_that_an_image_of_others_has_is_not_taken_from_it() {
        String id = made(a, "app");
        refused(() -> made(b, "app"), "JSEC-R-022");
        made(b, "other");
        refused(() -> b.images().tag("other", "app", "latest"), "JSEC-R-022");
        assertThat(all.inspect("app").id()).isEqualTo(id);
        assertThat(all.list(true, Filters.NONE)).hasSize(3);
        String newer = made(a, "app");
        assertThat(all.inspect("app").id()).isEqualTo(newer);
        b.images().tag("other", "free", "v1");
        assertThat(all.inspect("free:v1").repoTags()).contains("other:latest", "free:v1");
    }

    @Test
    void an_image_that_an_unscoped_client_labelled_is_of_that_scope() {
        made(fixture.engine(), "theirs", "LABEL team=b");
        assertThat(names(a.images(), Filters.NONE)).containsExactly("small:latest");
        assertThat(names(b.images(), Filters.NONE)).contains("theirs:latest");
        Engine owner = fixture.engine().seenBy(Access.within(Map.of(Access.OWNER, "7")));
        made(owner, "own");
        assertThat(names(a.images(), Filters.NONE)).doesNotContain("own:latest");
        assertThat(names(owner.images(), Filters.NONE)).contains("own:latest", "theirs:latest");
    }

    @Test
    void a_commit_is_labelled_whatever_its_instructions_say() {
        String container = a.containers().create(request("small", "web")).id();
        CommitRequest quiet =
                new CommitRequest("done", "", "", "", false, List.of(), Optional.empty());
        String id = a.containers().commit(container, quiet);
        assertThat(all.inspect(id).config().labels())
                .isEqualTo(Map.of("team", "a", "io.jsec.scope", "team=a"));
        assertThat(all.inspect("done").id()).isEqualTo(id);
        for (String label : List.of("LABEL team=b", "LABEL \"team\"=b x=y")) {
            CommitRequest forged =
                    new CommitRequest("x", "", "", "", false, List.of(label), Optional.empty());
            refused(() -> a.containers().commit(container, forged), "JSEC-R-021");
        }
        CommitRequest reserved =
                new CommitRequest(
                        "x", "", "", "", false, List.of("LABEL io.jsec.owner=1"), Optional.empty());
        for (Engine engine : List.of(a, fixture.engine())) {
            assertThatThrownBy(() -> engine.containers().commit(container, reserved))
                    .hasMessageContaining("io.jsec.owner is reserved");
        }
        CommitRequest taken =
                new CommitRequest("small", "", "", "", false, List.of(), Optional.empty());
        refused(() -> a.containers().commit(container, taken), "JSEC-R-022");
        assertThat(all.list(true, Filters.NONE)).hasSize(2);
    }

    private static CreateRequest request(String image, String name) {
        return CreateRequest.of(image)
                .with(ContainerConfig.builder(image).cmd("/bin/sh").build())
                .named(name);
    }

    @Test
    void containers_of_others_are_not_counted_and_not_named() {
        b.containers().create(request("small", "theirs"));
        assertThat(a.images().list(true, Filters.NONE))
                .extracting(Images.ImageSummary::containers)
                .containsExactly(0);
        assertThat(b.images().list(true, Filters.NONE))
                .extracting(Images.ImageSummary::containers)
                .containsExactly(1);
        made(a, "mine");
        String hidden =
                fixture.containers().create(labelled("mine", "admin", Map.of("team", "z"))).id();
        assertThatThrownBy(() -> a.images().remove("mine", false, true))
                .hasMessageContaining("container another's is using")
                .hasMessageNotContaining(hidden.substring(0, 12));
    }

    @Test
    void an_ancestor_that_is_not_seen_finds_nothing() {
        made(a, "app");
        fixture.containers().create(labelled("app", "of-b", Map.of("team", "b")));
        ListRequest app =
                new ListRequest(
                        true, java.util.OptionalInt.empty(), false, Filters.of("ancestor", "app"));
        assertThat(fixture.containers().list(app)).hasSize(1);
        assertThat(b.containers().list(app)).isEmpty();
        assertThat(b.containers().list(ListRequest.ALL)).hasSize(1);
    }

    private static CreateRequest labelled(String image, String name, Map<String, String> labels) {
        return CreateRequest.of(image)
                .with(ContainerConfig.builder(image).cmd("/bin/sh").labels(labels).build())
                .named(name);
    }

    @Test
    void a_repository_is_saved_without_the_names_of_others() {
        made(a, "app:1");
        made(b, "app:2");
        for (String ref : List.of("app", "docker.io/library/app")) {
            assertThat(saved(a, ref)).containsExactly("app:1");
            assertThat(saved(b, ref)).containsExactly("app:2");
            assertThat(saved(fixture.engine(), ref)).containsExactlyInAnyOrder("app:1", "app:2");
        }
        assertThat(saved(a, "small:latest")).containsExactly("small:latest");
        assertThatThrownBy(() -> saved(a, "app:2")).hasMessage("No such image: app:2");
    }

    /** The names in an archive, as another engine finds them. */
    private List<String> saved(Engine engine, String ref) {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        engine.images().save(List.of(ref), archive);
        return fixture
                .engine()
                .images()
                .load(new ByteArrayInputStream(archive.toByteArray()))
                .images()
                .stream()
                .flatMap(image -> image.names().stream())
                .toList();
    }
}
