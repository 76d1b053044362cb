package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** Waits for what must become true; the bound only ends a broken test. */
final class Until {
    private static final int POLLS_MAX = 6000;
    private static final int POLL_MILLIS = 20;

    private Until() {}

    interface Condition {
        boolean holds() throws IOException;
    }

    interface Words {
        String say() throws IOException;
    }

    static void holds(Condition condition) throws IOException, InterruptedException {
        holds(condition, () -> "in time");
    }

    static void holds(Condition condition, Words words) throws IOException, InterruptedException {
        for (int i = 0; i < POLLS_MAX && !condition.holds(); i++) {
            Thread.sleep(POLL_MILLIS);
        }
        assertThat(condition.holds()).as(words.say()).isTrue();
    }
}
