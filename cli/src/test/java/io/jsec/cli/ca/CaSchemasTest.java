package io.jsec.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs read keeps to the schemas that are checked in. */
class CaSchemasTest {
    private static final Path SCHEMAS =
            Path.of(System.getProperty("jsec.root", "..")).resolve("docs/schemas");

    @TempDir Path directory;

    private CaScreen screen = new CaScreen(Path.of("/"));

    @BeforeEach
    void make_an_authority_with_a_past() {
        screen = CaScreen.withCa(directory);
        screen.ok("issue", "client", "alice", "--role", "viewer", "--out", "a");
        screen.ok("issue", "client", "bob", "--role", "deployer@team=a", "--out", "b");
        screen.ok("issue", "server", "a.example.lan", "127.0.0.1", "--out", "s");
        screen.ok("renew", "--in", "s");
        screen.ok("revoke", "alice", "--reason", "key-compromise");
        screen.ok("rotate", "client", "--overlap", "1d");
    }

    private static List<String> errors(String schema, String json) throws IOException {
        String text = Files.readString(SCHEMAS.resolve(schema + ".json"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON)
                .validate(
                        json,
                        InputFormat.JSON,
                        context ->
                                context.executionConfig(
                                        config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    private String json(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--format";
        all[words.length + 1] = "json";
        assertThat(screen.run(all)).as(screen.err()).isBetween(0, 1);
        return screen.out();
    }

    @Test
    void lists_keep_to_theirs_whatever_is_in_them() throws IOException {
        assertThat(errors("ca-list", json("list"))).isEmpty();
        screen.move(Duration.ofDays(60));
        assertThat(errors("ca-list", json("list", "--all"))).isEmpty();
    }

    @Test
    void what_was_issued_and_renewed_keeps_to_its_own() throws IOException {
        assertThat(
                        errors(
                                "ca-issued",
                                json("issue", "client", "c", "--role", "admin", "--out", "c")))
                .isEmpty();
        assertThat(errors("ca-issued", json("renew", "--in", "c"))).isEmpty();
    }

    @Test
    void checks_keep_to_theirs_with_findings_and_without() throws IOException {
        assertThat(errors("ca-check", json("check"))).isEmpty();
        screen.move(Duration.ofDays(-1));
        assertThat(errors("ca-check", json("check"))).isEmpty();
    }

    @Test
    void inspections_keep_to_theirs() throws IOException {
        screen.ok("crl", "--out", "all.crl");
        for (String what : List.of("a/cert.pem", "s/cert.pem", "s/ca.pem", "bob", "all.crl")) {
            assertThat(errors("ca-inspect", json("inspect", what))).as(what).isEmpty();
        }
    }

    @Test
    void a_schema_refuses_what_it_does_not_know() throws IOException {
        String report = json("check");

        assertThat(errors("ca-check", report.replace("\"whole\"", "\"hole\""))).isNotEmpty();
        assertThat(errors("ca-list", report)).isNotEmpty();
    }
}
