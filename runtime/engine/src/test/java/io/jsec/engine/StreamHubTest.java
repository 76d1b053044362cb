package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One process's streams, a log and clients. */
@Timeout(60)
class StreamHubTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> logged = Collections.synchronizedList(new ArrayList<>());
    private final Pipes pipes = new Pipes();

    /** A process that is its test. */
    private static final class Pipes implements Launcher.Streams {
        private final LinkedBlockingQueue<Optional<StreamFrame>> output =
                new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<String> input = new LinkedBlockingQueue<>();
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile CountDownLatch reads = new CountDownLatch(0);

        void says(StreamFrame.Kind kind, String text) {
            output.add(Optional.of(StreamFrame.of(kind, text.getBytes(UTF_8))));
        }

        void ends() {
            output.add(Optional.empty());
        }

        @Override
        public Optional<StreamFrame> next() {
            try {
                return output.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void write(byte[] bytes) {
            try {
                reads.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            String text = new String(bytes, UTF_8);
            if (text.equals("broken")) {
                throw new IllegalStateException("nobody reads");
            }
            input.add(text);
        }

        @Override
        public void endInput() {
            input.add("[end]");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private StreamHub hub(boolean tty, boolean openStdin, boolean stdinOnce) {
        return new StreamHub(
                tty, openStdin, stdinOnce, frame -> logged.add(new String(frame.data(), UTF_8)));
    }

    private static AttachSession attach(StreamHub hub, AttachRequest request) {
        return hub.attach(
                request,
                () -> {
                    throw new IllegalStateException("no history was asked for");
                });
    }

    private static boolean type(AttachSession session, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        return session.write(bytes, 1, bytes.length - 2);
    }

    private static String next(AttachSession session) {
        return session.next().map(frame -> new String(frame.data(), UTF_8)).orElse("[over]");
    }

    @Test
    void output_goes_to_the_log_and_to_each_client_what_it_wants() {
        StreamHub hub = hub(false, true, false);
        AttachSession both = attach(hub, AttachRequest.OUTPUT);
        AttachSession errors = attach(hub, new AttachRequest(false, true, false, false, true, ""));
        hub.begin(pipes);
        pipes.says(StreamFrame.Kind.STDOUT, "out");
        pipes.says(StreamFrame.Kind.STDERR, "err");
        pipes.ends();

        assertThat(hub.awaitEnd(LONG)).isTrue();
        hub.end();

        assertThat(logged).containsExactly("out", "err");
        assertThat(List.of(next(both), next(both), next(both)))
                .containsExactly("out", "err", "[over]");
        assertThat(List.of(next(errors), next(errors))).containsExactly("err", "[over]");
        assertThat(hub.clientCount()).isZero();
        assertThat(pipes.closed.getCount()).isZero();
    }

    @Test
    void the_end_of_one_clients_input_is_the_process_s_where_it_has_one_client() throws Exception {
        StreamHub hub = hub(false, true, true);
        hub.begin(pipes);
        AttachSession session = attach(hub, AttachRequest.BOTH);

        assertThat(type(session, "a")).isTrue();
        assertThat(type(session, "b")).isTrue();
        session.endInput();
        assertThat(type(session, "late")).isTrue();

        assertThat(pipes.input.take() + pipes.input.take() + pipes.input.take())
                .isEqualTo("ab[end]");
        pipes.says(StreamFrame.Kind.STDOUT, "rest");
        assertThat(next(session)).isEqualTo("rest");
        assertThat(pipes.input).isEmpty();
    }

    @Test
    void else_who_ends_his_input_leaves_and_the_process_reads_on() throws Exception {
        StreamHub hub = hub(false, true, false);
        hub.begin(pipes);
        AttachSession first = attach(hub, AttachRequest.BOTH);
        AttachSession second = attach(hub, AttachRequest.BOTH);

        first.endInput();

        assertThat(next(first)).isEqualTo("[over]");
        assertThat(hub.clientCount()).isEqualTo(1);
        type(second, "still");
        assertThat(pipes.input.take()).isEqualTo("still");
    }

    @Test
    void who_has_no_input_writes_none() {
        assertNoInput(hub(false, false, true), AttachRequest.BOTH);
        assertNoInput(hub(false, true, true), AttachRequest.OUTPUT);
    }

    private static void assertNoInput(StreamHub hub, AttachRequest request) {
        Pipes own = new Pipes();
        AttachSession session = attach(hub, request);
        hub.begin(own);

        assertThat(type(session, "x")).isTrue();
        session.endInput();
        own.says(StreamFrame.Kind.STDOUT, "said");

        assertThat(next(session)).isEqualTo("said");
        assertThat(own.input).isEmpty();
    }

    @Test
    void detach_keys_are_found_across_writes_and_only_in_a_terminal() throws Exception {
        StreamHub terminal = hub(true, true, false);
        terminal.begin(pipes);
        AttachSession session = attach(terminal, AttachRequest.BOTH);

        assertThat(type(session, "ab\u0010")).isTrue();
        assertThat(pipes.input.take()).isEqualTo("ab");
        assertThat(type(session, "c\u0010")).isTrue();
        assertThat(pipes.input.take()).as("what only began like them").isEqualTo("\u0010c");
        assertThat(type(session, "\u0011d")).isFalse();

        assertThat(next(session)).isEqualTo("[over]");
        assertThat(terminal.clientCount()).isZero();
        assertThat(pipes.input).isEmpty();

        Pipes plain = new Pipes();
        StreamHub hub = hub(false, true, false);
        hub.begin(plain);
        assertThat(type(attach(hub, AttachRequest.BOTH), "\u0010\u0011")).isTrue();
        assertThat(plain.input.take()).isEqualTo("\u0010\u0011");
    }

    @Test
    void keys_that_are_none_are_refused_in_docker_s_words() {
        assertThatThrownBy(() ->
                        attach(
                                hub(true, true, false),
                                new AttachRequest(false, true, true, true, true, "ctrl-1")))
                .isInstanceOf(EngineException.class)
                .hasMessage("Invalid detach keys (ctrl-1) provided: Unknown character: 'ctrl-1'");
    }

    @Test
    void history_comes_first_and_is_closed_once_it_was_read_or_left() {
        StreamHub hub = hub(false, true, false);
        List<FrameQueue> histories = new ArrayList<>();
        java.util.function.Supplier<Frames> history =
                () -> {
                    FrameQueue queue = new FrameQueue(1000, Duration.ZERO);
                    queue.offer(StreamFrame.of(StreamFrame.Kind.STDOUT, "old".getBytes(UTF_8)));
                    queue.end();
                    histories.add(queue);
                    return new Frames() {
                        @Override
                        public Optional<StreamFrame> next() {
                            return queue.take();
                        }

                        @Override
                        public void close() {
                            queue.close();
                        }
                    };
                };
        AttachRequest follow = new AttachRequest(true, true, false, true, true, "");
        AttachSession session = hub.attach(follow, history);
        hub.begin(pipes);
        pipes.says(StreamFrame.Kind.STDOUT, "new");

        assertThat(next(session) + next(session)).isEqualTo("oldnew");

        AttachSession only =
                hub.attach(new AttachRequest(true, false, false, true, true, ""), history);
        assertThat(next(only) + next(only)).isEqualTo("old[over]");

        AttachSession left = hub.attach(follow, history);
        left.close();
        assertThat(next(left)).isEqualTo("[over]");
        assertThat(histories.getLast().take()).isEmpty();
        assertThat(hub.clientCount()).isEqualTo(1);
    }

    @Test
    void who_writes_before_the_start_waits_for_it_or_for_the_end() throws Exception {
        StreamHub hub = hub(false, true, true);
        AttachSession early = attach(hub, AttachRequest.BOTH);
        Thread writer = Thread.ofVirtual().start(() -> type(early, "early"));

        hub.begin(pipes);
        assertThat(pipes.input.take()).isEqualTo("early");
        writer.join();

        StreamHub never = hub(false, true, true);
        AttachSession waiting = attach(never, AttachRequest.BOTH);
        Thread other = Thread.ofVirtual().start(() -> type(waiting, "x"));
        never.end();
        other.join();
        assertThat(never.awaitEnd(Duration.ZERO)).as("nothing ran").isTrue();
        assertThat(next(waiting)).isEqualTo("[over]");
    }

    @Test
    void a_process_that_reads_nothing_holds_its_writers_until_it_is_gone() throws Exception {
        StreamHub hub = hub(false, true, false);
        pipes.reads = new CountDownLatch(1);
        hub.begin(pipes);
        AttachSession session = attach(hub, AttachRequest.BOTH);
        CountDownLatch returned = new CountDownLatch(4);
        String much = "x".repeat(200 * 1024);
        Thread writer =
                Thread.ofVirtual()
                        .start(() -> {
                            for (int i = 0; i < 4; i++) {
                                type(session, much);
                                returned.countDown();
                            }
                        });
        while (writer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(returned.getCount()).isPositive();

        hub.end();

        returned.await();
        pipes.reads.countDown();
    }

    @Test
    void input_that_nobody_takes_is_dropped_and_the_output_goes_on() throws Exception {
        StreamHub hub = hub(false, true, true);
        hub.begin(pipes);
        AttachSession session = attach(hub, AttachRequest.BOTH);

        type(session, "broken");
        pipes.says(StreamFrame.Kind.STDOUT, "on");

        assertThat(next(session)).isEqualTo("on");
        session.endInput();
        pipes.ends();
        assertThat(hub.awaitEnd(LONG)).isTrue();
        assertThat(pipes.input).isEmpty();
    }
}
