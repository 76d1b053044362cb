package io.jsec.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.audit.saved.ImageBuilder;
import io.jsec.audit.saved.TarWriter;
import io.jsec.rules.Finding;
import io.jsec.rules.Severity;
import io.jsec.rules.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedImageCheckTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    @TempDir Path folder = Path.of("/");

    private AuditResult run(String... paths) {
        PolicyCheck.Request all = PolicyCheck.Request.of(folder);
        PolicyCheck.Request request =
                new PolicyCheck.Request(
                        all.directory(),
                        List.of(paths),
                        all.profile(),
                        all.inline(),
                        all.configFrom(),
                        all.locked(),
                        all.changedSince());
        return PolicyCheck.run(request, Catalogue.rules(), CLOCK, "1").result();
    }

    private static List<String> failed(AuditResult result) {
        return result.in(Finding.State.FAIL).stream()
                .map(each -> each.card().id())
                .filter(id -> id.startsWith("JSEC-I-1"))
                .distinct()
                .toList();
    }

    private static List<String> targets(AuditResult result) {
        return result.targets().stream().map(target -> target.name()).toList();
    }

    private static ImageBuilder bad() {
        return new ImageBuilder()
                .layer(
                        new TarWriter()
                                .file("app/become", 04755, new byte[3])
                                .file("app/.env", "DB_PASSWORD=fixture-word\n"))
                .layer(new TarWriter().file("app/.wh..env", ""));
    }

    @Test
    void images_of_a_tree_are_found_and_judged() throws IOException {
        Files.write(folder.resolve("bad.tar"), bad().docker("bad:1"));
        ImageBuilder.write(folder.resolve("out/layout"), bad().layout("1"));
        Files.write(folder.resolve("src.tar"), new TarWriter().file("main.c", "").bytes());

        AuditResult result = run();

        assertThat(targets(result)).containsExactly("bad.tar", "out/layout");
        assertThat(failed(result)).containsExactly("JSEC-I-101", "JSEC-I-107");
        assertThat(result.exit(Severity.MEDIUM, false)).isEqualTo(1);
    }

    @Test
    void a_good_image_breaks_no_rule_over_files() throws IOException {
        ImageBuilder good = new ImageBuilder().layer(new TarWriter().file("app/run", "#!"));
        Files.write(folder.resolve("good.tar"), good.docker("good:1"));

        AuditResult result = run("good.tar");

        assertThat(failed(result)).isEmpty();
        assertThat(result.unreadable()).isEmpty();
    }

    @Test
    void a_damaged_image_is_unreadable_and_hides_no_other() throws IOException {
        byte[] whole = bad().docker("bad:1");
        Files.write(folder.resolve("a.tar"), Arrays.copyOf(whole, 1000));
        Files.write(folder.resolve("b.tar"), whole);

        AuditResult result = run();

        assertThat(result.unreadable())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.target().name()).isEqualTo("a.tar");
                    assertThat(each.why()).isEqualTo("the archive ends too early");
                });
        assertThat(targets(result)).containsExactly("b.tar");
        assertThat(result.exit(Severity.MEDIUM, false)).isEqualTo(2);
    }

    @Test
    void an_archive_that_is_named_is_no_image_by_its_name_alone() throws IOException {
        Files.write(folder.resolve("src.tar"), new TarWriter().file("main.c", "").bytes());

        assertThat(run("src.tar").unreadable())
                .singleElement()
                .satisfies(each -> assertThat(each.why()).startsWith("it is no saved image"));
    }

    @Test
    void a_layout_is_judged_from_within() {
        ImageBuilder.write(folder, bad().layout("1"));

        assertThat(targets(run())).containsExactly(".");
    }
}
