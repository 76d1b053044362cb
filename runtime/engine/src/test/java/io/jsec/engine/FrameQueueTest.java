package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private static StreamFrame frame(int bytes) {
        return new StreamFrame(StreamFrame.Kind.STDOUT, new byte[bytes]);
    }

    @Test
    void who_reads_nothing_loses_what_does_not_fit_and_it_is_counted() {
        FrameQueue queue = new FrameQueue(100, SHORT);
        queue.offer(frame(80));
        queue.offer(frame(80));
        queue.offer(frame(80));
        assertThat(queue.pendingDrops()).isEqualTo(160);
        assertThat(queue.takeDropped()).isEqualTo(160);
        assertThat(queue.takeDropped()).isZero();
        assertThat(queue.take().orElseThrow().data()).hasSize(80);
        queue.offer(frame(80));
        assertThat(queue.pendingDrops()).isZero();
    }

    @Test
    void a_frame_over_the_bound_goes_through_alone() {
        FrameQueue queue = new FrameQueue(100, SHORT);
        queue.offer(frame(500));
        assertThat(queue.take().orElseThrow().data()).hasSize(500);
    }

    @Test
    void a_slow_reader_loses_nothing() throws Exception {
        FrameQueue queue = new FrameQueue(100, Duration.ofSeconds(30));
        AtomicLong read = new AtomicLong();
        Thread reader =
                Thread.ofVirtual()
                        .start(() -> {
                            while (queue.take()
                                    .map(frame -> read.addAndGet(frame.data().length))
                                    .isPresent()) {
                                Thread.onSpinWait();
                            }
                        });
        for (int i = 0; i < 1000; i++) {
            queue.offer(frame(60));
        }
        queue.end();
        assertThat(reader.join(EngineFixture.SOON)).isTrue();
        assertThat(read.get()).isEqualTo(60_000);
        assertThat(queue.pendingDrops()).isZero();
    }

    @Test
    void what_is_there_can_be_taken_after_the_end_and_not_after_a_close() {
        FrameQueue ended = new FrameQueue(100, SHORT);
        ended.offer(frame(1));
        ended.end();
        ended.offer(frame(1));
        assertThat(ended.take()).isPresent();
        assertThat(ended.take()).isEmpty();
        FrameQueue closed = new FrameQueue(100, SHORT);
        closed.offer(frame(1));
        closed.close();
        assertThat(closed.take()).isEmpty();
        assertThat(closed.drained(SHORT)).isTrue();
    }
}
