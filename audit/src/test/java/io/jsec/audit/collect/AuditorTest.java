package io.jsec.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.audit.Unreadable;
import io.jsec.rules.Facts;
import io.jsec.rules.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AuditorTest {
    private static final Auditor AUDITOR = new Auditor(Duration.ofSeconds(30));

    /** What a collector does in a test. */
    private interface Body {
        Collected collect() throws IOException, InterruptedException;
    }

    private record Fake(String name, Body body) implements Collector {
        @Override
        public Target target() {
            return new Target(Target.Kind.ENGINE, name);
        }

        @Override
        public Collected collect() throws IOException, InterruptedException {
            return body.collect();
        }
    }

    private record Named(Target target) implements Facts {}

    private static Fake good(String name) {
        Facts facts = new Named(new Target(Target.Kind.HOST, name));
        return new Fake(name, () -> new Collected(List.of(facts), List.of(), List.of(name)));
    }

    @Test
    void what_was_found_keeps_the_order_of_the_collectors() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        Fake slow =
                new Fake(
                        "slow",
                        () -> {
                            second.await();
                            return good("slow").collect();
                        });
        Fake quick =
                new Fake(
                        "quick",
                        () -> {
                            second.countDown();
                            return good("quick").collect();
                        });
        Collected all = AUDITOR.run(List.of(slow, quick));
        assertThat(all.notes()).containsExactly("slow", "quick");
        assertThat(all.facts())
                .extracting(each -> each.target().name())
                .containsExactly("slow", "quick");
    }

    @Test
    void one_that_hangs_is_one_target_that_was_not_judged() throws InterruptedException {
        Fake hanging =
                new Fake(
                        "hanging",
                        () -> {
                            new CountDownLatch(1).await();
                            return good("never").collect();
                        });
        Collected all = new Auditor(Duration.ofSeconds(1)).run(List.of(hanging, good("web")));
        assertThat(all.notes()).containsExactly("web");
        assertThat(all.unreadable())
                .extracting(Unreadable::why)
                .containsExactly("did not answer within 1 s");
    }

    @Test
    void one_that_fails_says_why_and_hides_no_other() throws InterruptedException {
        Fake failing =
                new Fake(
                        "failing",
                        () -> {
                            throw new IOException("/run/x.sock: permission denied");
                        });
        Collected all = AUDITOR.run(List.of(failing, good("web")));
        assertThat(all.facts()).hasSize(1);
        assertThat(all.unreadable())
                .extracting(each -> each.target() + ": " + each.why())
                .containsExactly("engine/failing: /run/x.sock: permission denied");
    }

    @Test
    void a_defect_of_a_collector_hides_no_other() throws InterruptedException {
        Fake broken =
                new Fake(
                        "broken",
                        () -> {
                            throw new IllegalArgumentException("oops");
                        });
        Collected all = AUDITOR.run(List.of(broken, good("web")));
        assertThat(all.notes()).containsExactly("web");
        assertThat(all.unreadable().getFirst().why())
                .startsWith("a bug of jsec: ")
                .contains("oops");
    }

    @Test
    void nothing_to_collect_is_nothing_found() throws InterruptedException {
        assertThat(AUDITOR.run(List.of()).facts()).isEmpty();
    }

    @Test
    void progress_counts_what_is_done_and_names_what_is_waited_for() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        new Auditor(
                        Duration.ofSeconds(30),
                        (what, done, all) -> told.add(what + " " + done + "/" + all))
                .run(List.of(good("web")));
        assertThat(told).hasSize(2).first().asString().endsWith(" 0/1");
        assertThat(told.getLast()).isEqualTo(" 1/1");
    }
}
