package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ImageListingTest {
    @TempDir private static Path folder;
    private static ImageStore store;
    private static Image first;
    private static Image second;
    private static Image third;

    @BeforeAll
    static void three_images() {
        store = Stores.open(folder);
        first =
                Stores.load(
                        store,
                        "2026-01-01T00:00:00Z",
                        Map.of("Labels", Map.of("team", "a", "x", "")),
                        List.of("busybox:1.35"),
                        Stores.layer("1", "1"));
        second =
                Stores.load(
                        store,
                        "2026-01-02T00:00:00Z",
                        List.of("reg.example/team/app:v2"),
                        Stores.layer("2", "2"));
        third = Stores.load(store, "2026-01-03T00:00:00Z", List.of(), Stores.layer("3", "3"));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private ImageFilter filter(List<String> references, List<String> labels) {
        return new ImageFilter(
                false,
                references,
                labels,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private List<Image> since(List<String> before, List<String> since, Optional<Instant> until) {
        return store.list(
                new ImageFilter(
                        false, List.of(), List.of(), Optional.empty(), before, since, until));
    }

    @Test
    void the_newest_comes_first() {
        assertThat(store.list(ImageFilter.NONE)).containsExactly(third, second, first);
    }

    @ParameterizedTest
    @CsvSource({
        "busybox,1",
        "busybox:*,1",
        "busy*:1.3?,1",
        "*:1.35,1",
        "busybox:[12].35,1",
        "reg.example/*/app,1",
        "reg.example/*,0",
        "*/*/*,1",
        "*,1",
        "nope,0",
        "busybox:1.36,0",
    })
    void references_are_patterns_that_stop_at_slashes(String pattern, int count) {
        assertThat(store.list(filter(List.of(pattern), List.of()))).hasSize(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[", "a\\", "[]", "[-a]", "[^]"})
    void a_pattern_that_does_not_end_is_refused(String pattern) {
        assertThatThrownBy(() -> store.list(filter(List.of(pattern), List.of())))
                .hasMessage("syntax error in pattern: " + pattern);
    }

    @Test
    void a_hostile_pattern_is_judged_at_once() {
        assertThat(Glob.compile("*a".repeat(200) + "*b").matches("a".repeat(5_000))).isFalse();
        assertThat(Glob.compile("*a".repeat(200) + "*").matches("a".repeat(5_000))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a*c,abc,true", "a*c,ac,true", "a*c,abd,false", "*ab*ab,abab,true", "*,'',true",
        "[^a]b,bb,true", "[^a]b,ab,false", "[a-c]x,cx,true", "[a-c]x,dx,false", "\\*,*,true",
        "\\*,x,false", "a?c,abc,true", "a?c,a/c,false", "a/*,a/b,true", "a/*,a/b/c,false",
    })
    void stars_take_what_they_need(String glob, String text, boolean matches) {
        assertThat(Glob.compile(glob).matches(text)).isEqualTo(matches);
    }

    @Test
    void labels_match_by_key_or_by_key_and_value() {
        assertThat(store.list(filter(List.of(), List.of("team")))).containsExactly(first);
        assertThat(store.list(filter(List.of(), List.of("team=a", "x=")))).containsExactly(first);
        assertThat(store.list(filter(List.of(), List.of("team=b")))).isEmpty();
    }

    @Test
    void dangling_images_have_no_name() {
        ImageFilter dangling =
                new ImageFilter(
                        false,
                        List.of(),
                        List.of(),
                        Optional.of(true),
                        List.of(),
                        List.of(),
                        Optional.empty());

        assertThat(store.list(dangling)).containsExactly(third);
    }

    @Test
    void before_since_and_until_compare_times() {
        String middle = "reg.example/team/app:v2";

        assertThat(since(List.of(middle), List.of(), Optional.empty())).containsExactly(first);
        assertThat(since(List.of(), List.of(middle), Optional.empty())).containsExactly(third);
        assertThat(since(List.of(), List.of(), Optional.of(second.created())))
                .containsExactly(first);
        assertThatThrownBy(() -> since(List.of("nope"), List.of(), Optional.empty()))
                .hasMessage("No such image: nope:latest");
    }

    @Test
    void images_are_found_by_name_id_or_its_start() {
        assertThat(store.find("busybox:1.35").id()).isEqualTo(first.id());
        assertThat(store.find("docker.io/library/busybox:1.35")).isEqualTo(first);
        assertThat(store.find(first.id().toString())).isEqualTo(first);
        assertThat(store.find(first.id().hex().substring(0, 5))).isEqualTo(first);
        assertThat(store.find("sha256:" + first.id().hex().substring(0, 7))).isEqualTo(first);
        assertThat(store.find("busybox@" + first.manifest())).isEqualTo(first);
        assertThatThrownBy(() -> store.find("busybox@" + second.manifest()))
                .hasMessageStartingWith("No such image");
        assertThatThrownBy(() -> store.find("Bad Name")).hasMessageContaining("invalid reference");
    }

    @Test
    void a_start_of_several_ids_is_refused() {
        Map<ImageDigest, Image> images = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            ImageDigest id = new ImageDigest("ab" + i + "0".repeat(61));
            images.put(
                    id,
                    new Image(
                            id,
                            id,
                            List.of(),
                            Instant.EPOCH,
                            Optional.empty(),
                            Optional.empty(),
                            first.platform(),
                            "",
                            "",
                            ImageConfig.EMPTY,
                            List.of(),
                            List.of(),
                            0));
        }

        assertThatThrownBy(() -> ImageLookup.find(images, "ab"))
                .hasMessage("multiple IDs found with provided prefix: ab");
        assertThat(ImageLookup.find(images, "ab1").image().id().hex()).startsWith("ab1");
    }

    @Test
    void a_tag_moves_from_one_image_to_another() {
        store.tag("busybox:1.35", ImageReference.parseTagged("mine"));
        store.tag(second.id().hex(), ImageReference.parseTagged("mine:latest"));
        Image tagged = store.find("mine");
        store.remove("mine", false, false);

        assertThat(tagged.id()).isEqualTo(second.id());
        assertThat(store.find("busybox:1.35").repoTags()).containsExactly("busybox:1.35");
        assertThat(tagged.tagged()).contains(Stores.CLOCK.instant());
        ImageReference byDigest = ImageReference.parse("a@" + first.id());
        assertThatThrownBy(() -> store.tag("busybox:1.35", byDigest))
                .hasMessage("refusing to create a tag with a digest reference");
    }
}
