package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.Fd;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One engine has a state. */
@Tag("kernel")
class EngineLockTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir Path state;

    @Test
    void an_engine_that_answers_is_named_at_once() throws Exception {
        Path socket = state.resolve("api.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Fd held = EngineLock.take(state, "unix://" + socket, LONG)) {
            server.bind(UnixDomainSocketAddress.of(socket));

            assertThatThrownBy(() -> EngineLock.take(state, "unix:///other", LONG))
                    .isInstanceOf(CliException.class)
                    .hasMessageContaining("is there and serves unix://" + socket)
                    .hasMessageEndingWith("Instead: export DOCKER_HOST=unix://" + socket);
            assertThat(held.isClosed()).isFalse();
        }
    }

    @Test
    void one_that_ends_is_waited_for() throws Exception {
        Fd former = EngineLock.take(state, "unix://" + state.resolve("none"), LONG);
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Fd> next =
                new FutureTask<>(() -> {
                    begun.countDown();
                    return EngineLock.take(state, "fd://", LONG);
                });
        Thread.ofPlatform().start(next);
        begun.await();
        assertThat(next.isDone()).isFalse();
        former.close();
        next.get().close();
        assertThat(state.resolve("engine.lock"))
                .hasContent("fd://\n" + ProcessHandle.current().pid() + "\n");
    }

    @Test
    void one_that_neither_answers_nor_ends_is_refused_in_the_end() {
        try (Fd held = EngineLock.take(state, "fd://", LONG)) {
            assertThatThrownBy(() -> EngineLock.take(state, "fd://", Duration.ZERO))
                    .isInstanceOf(CliException.class)
                    .hasMessageContaining("is there and does not answer");
            assertThat(held.isClosed()).isFalse();
        }
    }

    @Test
    void who_has_a_state_is_told_while_he_has_it() throws Exception {
        assertThat(EngineLock.holder(state)).isEmpty();
        assertThat(state).isEmptyDirectory();
        try (Fd held = EngineLock.take(state, "unix:///run/x.sock", LONG)) {
            EngineLock.Holder holder = EngineLock.holder(state).orElseThrow();

            assertThat(holder.serves()).isEqualTo("unix:///run/x.sock");
            assertThat(holder.isProcess(ProcessHandle.current().pid())).isTrue();
            assertThat(holder.isProcess(1)).isFalse();
            Files.writeString(state.resolve("engine.lock"), "fd://\n");
            assertThat(EngineLock.holder(state).orElseThrow().pid()).isEmpty();
            assertThat(held.isClosed()).isFalse();
        }
        assertThat(EngineLock.holder(state)).isEmpty();
    }
}
