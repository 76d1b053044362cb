package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ExitBoardTest {
    private final ExitBoard board = new ExitBoard();

    @Test
    void what_is_known_comes_first_and_then_why_nothing_more_will() {
        board.watch("a");
        board.watch("b");
        board.exited(new ResidentEvent.Exited("a", 3, 0, 0, false));
        board.broken("the launcher closed the connection");

        assertThat(board.await("a", Duration.ofHours(1))).isPresent();
        assertThat(board.next(Duration.ofHours(1))).isPresent();
        assertThatThrownBy(() -> board.next(Duration.ofHours(1)))
                .isInstanceOf(LauncherException.class)
                .hasMessage("the launcher closed the connection");
        assertThatThrownBy(() -> board.await("b", Duration.ofHours(1)))
                .isInstanceOf(LauncherException.class);
    }

    @Test
    void who_waits_already_is_woken() throws Exception {
        board.watch("a");
        FutureTask<Optional<ResidentEvent>> waits =
                new FutureTask<>(() -> board.next(Duration.ofHours(1)));
        Thread.ofVirtual().start(waits);

        board.broken("gone");

        assertThatThrownBy(waits::get).hasCauseInstanceOf(LauncherException.class);
    }

    private static ResidentEvent.Exited exit(String id) {
        return new ResidentEvent.Exited(id, 3, 0, 0, false);
    }

    @Test
    void an_exit_before_the_wait_is_kept_for_who_watches() {
        assertThat(board.watch("a")).isTrue();
        assertThat(board.watch("a")).isFalse();
        board.exited(exit("a"));
        assertThat(board.await("a", Duration.ZERO)).contains(exit("a"));
        board.forget("a");
        assertThat(board.await("a", Duration.ZERO)).isEmpty();
    }

    @Test
    void an_exit_during_the_wait_ends_it() throws Exception {
        board.watch("a");
        Thread teller = Thread.ofVirtual().start(() -> board.exited(exit("a")));
        assertThat(board.await("a", Duration.ofSeconds(30))).contains(exit("a"));
        teller.join();
    }

    @Test
    void events_come_in_order() {
        board.exited(exit("a"));
        board.exited(exit("b"));
        assertThat(board.next(Duration.ZERO)).contains(exit("a"));
        assertThat(board.next(Duration.ZERO)).contains(exit("b"));
        assertThat(board.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void events_nobody_fetches_are_counted_and_not_kept() {
        for (int i = 0; i < ExitBoard.EVENTS_MAX + 3; i++) {
            board.exited(exit(Integer.toString(i)));
        }
        assertThat(board.next(Duration.ZERO)).contains(new ResidentEvent.Missed(3));
        assertThat(board.next(Duration.ZERO)).contains(exit("3"));
    }

    @Test
    void the_first_report_of_an_exit_counts() {
        board.watch("a");
        board.exited(exit("a"));
        board.settle(new ResidentEvent.Exited("a", 9, 0, 0, false));
        assertThat(board.await("a", Duration.ZERO)).contains(exit("a"));
    }
}
