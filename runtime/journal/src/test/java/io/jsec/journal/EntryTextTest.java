package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EntryTextTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final Identity ALICE = TestJournal.ALICE;
    private static final Route CREATE = new Route("/containers/create");
    private static final Digest DIGEST = Digest.of("plan");

    /** Everything an entry may be made of: each has an alphabet of its own. */
    private static final Set<Class<?>> TYPED =
            Set.of(
                    Identity.class,
                    Route.class,
                    ObjectId.class,
                    RuleId.class,
                    Source.class,
                    Token.class,
                    Digest.class,
                    BigInteger.class,
                    OptionalLong.class,
                    int.class,
                    long.class);

    private static List<Entry> entries() {
        ObjectId container = ObjectId.of(ObjectId.Kind.CONTAINER, "3f2a");
        return List.of(
                new Entry.Intent(ALICE, Entry.Method.DELETE, CREATE, List.of(container)),
                new Entry.Mutation(
                        ALICE,
                        Entry.Method.POST,
                        CREATE,
                        List.of(container),
                        201,
                        12,
                        OptionalLong.of(1)),
                TestJournal.decision(TestJournal.BOB, "3f2a"),
                new Entry.Launch(Identity.ENGINE, container, DIGEST),
                new Entry.Certificate(
                        ALICE,
                        Entry.Act.TOKEN_REFUSED,
                        Identity.certificate("bob"),
                        Optional.of(new BigInteger("fe01", 16))),
                Entry.Handshakes.of(
                        new Source("10.0.0.7"),
                        TIME,
                        new TreeMap<>(Map.of(new Token("revoked"), 2L, new Token("expired"), 1L))),
                new Own.Start(new Token("boot-1"), new Token("0011"), new Token("0.1.0")),
                new Own.Stop(new Token("0011")),
                new Own.Cut(new Token("journal-0001.jsonl"), 17, DIGEST),
                new Own.Reads(
                        ALICE,
                        new Token("2026-01-01T00:00:00.000Z"),
                        3,
                        List.of("/containers/json:3")),
                new Own.Limited(
                        ALICE, new Token("2026-01-01T00:00:00.000Z"), new Counts(1, 2, 3, 4, 5)),
                new Own.Dropped(new Token("2026-01-01T00:00:00.000Z"), new Counts(0, 2, 0, 0, 0)));
    }

    @Test
    void each_kind_is_written_as_the_page_says() throws IOException {
        StringBuilder text = new StringBuilder();
        long seq = 1;
        for (Entry entry : entries()) {
            text.append(EntryText.body(seq++, TIME, entry)).append("}\n");
        }
        Path file = Path.of("src/test/resources/io/jsec/journal/golden/entries.txt");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }

        assertThat(text.toString()).isEqualTo(Files.readString(file));
        assertThat(entries().stream().map(EntryText::kind).distinct()).hasSize(entries().size());
    }

    // Promise P28
    @Test
    void an_entry_is_made_of_types_that_have_no_place_for_a_body() {
        for (Class<?> kind : Entry.class.getPermittedSubclasses()) {
            if (kind.isRecord()) {
                for (RecordComponent part : kind.getRecordComponents()) {
                    assertThat(isTyped(part)).as(kind.getSimpleName() + "." + part).isTrue();
                }
            }
        }
        assertThat(Entry.class.getPermittedSubclasses()).hasSize(7);
    }

    private static boolean isTyped(RecordComponent part) {
        Class<?> type = part.getType();
        if (type == List.class || type == Optional.class) {
            String of = part.getGenericType().getTypeName().replaceAll(".*<(.*)>", "$1");
            return TYPED.stream().anyMatch(each -> each.getName().equals(of));
        }
        return type.isEnum() || TYPED.contains(type);
    }

    // Promise P28
    @Test
    void no_typed_part_takes_a_variable_a_header_or_a_body() {
        List<Function<String, Object>> makers =
                List.of(
                        Identity::new,
                        Route::new,
                        ObjectId::new,
                        RuleId::new,
                        Digest::new,
                        Source::new,
                        Token::new);
        for (String secret :
                List.of(
                        "PASSWORD=hunter2",
                        "Authorization: Bearer x",
                        "{\"Env\":[\"A=b\"]}",
                        "/containers/json?filters=x",
                        "a b",
                        "line\nline",
                        "caf\u00e9")) {
            for (Function<String, Object> maker : makers) {
                assertThatThrownBy(() -> maker.apply(secret))
                        .as(secret)
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(ObjectId.of(ObjectId.Kind.VOLUME, secret).text())
                    .matches("volume/sha256:[0-9a-f]{64}");
            assertThat(Identity.certificate(secret).text()).matches("cert:sha256:[0-9a-f]{64}");
        }
    }

    @Test
    void a_route_is_a_pattern_and_never_a_path_that_was_typed() {
        for (String path : List.of("/containers/3f2a/start", "containers", "/a?b", "/a b", "")) {
            assertThatThrownBy(() -> new Route(path)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new Route("/containers/{id}/start").text()).isEqualTo("/containers/{id}/start");
    }

    @Test
    void objects_beyond_the_limit_are_counted() {
        ObjectId each = ObjectId.of(ObjectId.Kind.IMAGE, "a".repeat(128));
        Entry many =
                new Entry.Intent(
                        ALICE, Entry.Method.POST, CREATE, Collections.nCopies(1_000, each));
        String body = EntryText.body(1, TIME, many).toString();

        assertThat(body).endsWith(",\"more\":968");
        assertThat(body.length()).isLessThan(Line.BYTES_MAX);
        assertThat(EntryText.cost(many)).isGreaterThan(body.length() - 64);
    }

    @Test
    void the_longest_summary_of_reads_fits_a_line() {
        ReadCounts counts = new ReadCounts();
        for (int i = 0; i < 300; i++) {
            String name = "/" + (char) ('a' + i % 26) + "x".repeat(i / 26) + "y".repeat(80);
            counts.count(ALICE, new Route(name), TIME);
        }
        Own.Reads reads = counts.drain(TIME, true).getFirst();

        assertThat(reads.count()).isEqualTo(300);
        assertThat(EntryText.body(1, TIME, reads).toString().length()).isLessThan(Line.BYTES_MAX);
    }
}
