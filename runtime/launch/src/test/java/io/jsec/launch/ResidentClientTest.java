package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Pidfd;
import io.jsec.linux.UnixSocket;
import io.jsec.linux.abi.Errno;
import io.jsec.linux.abi.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a launcher whose answers are written here. */
@Tag("kernel")
class ResidentClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);
    private static final String C = "c".repeat(64);
    private static final LaunchPlan PLAN = new LaunchPlan(List.of(new Step.NoNewPrivs()));

    @TempDir Path directory;
    private Path socket;
    private final ConcurrentLinkedQueue<ControlMessage> got = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void a_socket_path() {
        socket = directory.resolve("launch.sock");
    }

    private FakeLauncher launcher(FakeLauncher.Script script) {
        return new FakeLauncher(
                socket,
                (launcher, message, descriptors) -> {
                    got.add(message);
                    script.answer(launcher, message, descriptors);
                });
    }

    private ResidentClient client() {
        return ResidentClient.connect(socket, LONG);
    }

    @Test
    void a_start_hands_over_the_plan_and_gives_pids() throws Exception {
        AtomicReference<byte[]> plan = new AtomicReference<>();
        int self = (int) ProcessHandle.current().pid();
        FakeLauncher.Script script =
                (launcher, message, descriptors) -> {
                    plan.set(content(descriptors.getFirst()));
                    try (Fd pidfd = Pidfd.open(self)) {
                        launcher.send(
                                new ControlMessage(
                                        ControlOp.STARTED, message.seq(), 17, 0, 0, A, ""),
                                pidfd);
                    }
                };
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client();
                StartOutcome.Started started = (StartOutcome.Started) client.start(A, PLAN)) {
            assertThat(fake).isNotNull();
            assertThat(started.enginePid()).isEqualTo(17);
            assertThat(started.hostPid()).hasValue(self);
            assertThat(plan.get()).isEqualTo(PlanCodec.encode(PLAN));
            assertThat(got.element()).isEqualTo(ControlMessage.request(ControlOp.START, 3).to(A));
        }
    }

    @Test
    void own_streams_travel_after_the_plan() throws Exception {
        FakeLauncher.Script script =
                (launcher, message, descriptors) -> {
                    assertThat(descriptors).hasSize(4);
                    launcher.send(failed(message, "execve\0/bin/none"));
                };
        Fd[] pair = UnixSocket.pair(UnixSocket.Kind.STREAM);
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client();
                Fd one = pair[0];
                Fd two = pair[1]) {
            assertThat(client.start(A, PLAN, one, two, two))
                    .isEqualTo(new StartOutcome.Failed(A, 4, 22, 2, "execve", "/bin/none"));
            assertThat(got.element().a()).isEqualTo(1);
            assertThat(fake).isNotNull();
        }
    }

    @Test
    void a_failure_without_an_argument_is_read_too() throws Exception {
        try (FakeLauncher fake = launcher((l, message, fds) -> l.send(failed(message, "unshare")));
                ResidentClient client = client()) {
            assertThat(client.start(A, PLAN))
                    .isEqualTo(new StartOutcome.Failed(A, 4, 22, 2, "unshare", ""));
            assertThat(fake).isNotNull();
        }
    }

    @Test
    void a_list_ends_where_the_launcher_says() throws Exception {
        FakeLauncher.Script script =
                (launcher, message, descriptors) -> {
                    launcher.send(entry(message, A, 5, 1, 0));
                    launcher.send(entry(message, B, 6, 2, 9L << 32 | 137));
                    launcher.send(entry(message, C, 7, 3, 137));
                    launcher.reply(message, ControlOp.END);
                };
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client()) {
            assertThat(client.list())
                    .containsExactly(
                            new ResidentEntry.Running(A, 5, Optional.empty()),
                            new ResidentEntry.Ended(B, 137, 9, false, Optional.empty()),
                            new ResidentEntry.Ended(C, 137, 0, true, Optional.empty()));
            assertThat(fake).isNotNull();
        }
    }

    @Test
    void an_exit_told_by_an_event_or_found_in_a_list_ends_the_wait() throws Exception {
        FakeLauncher.Script script =
                (launcher, message, descriptors) -> {
                    launcher.send(entry(message, A, 5, 1, 0));
                    launcher.send(entry(message, B, 6, 2, 143));
                    launcher.reply(message, ControlOp.END);
                    launcher.send(new ControlMessage(ControlOp.EXITED, 0, 139, 256 | 11, 7, A, ""));
                };
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client()) {
            assertThat(client.awaitExit(A, LONG))
                    .contains(new ResidentEvent.Exited(A, 139, 11, 7, true));
            assertThat(client.awaitExit(B, LONG))
                    .contains(new ResidentEvent.Exited(B, 143, 15, 0, false));
            assertThat(client.awaitExit(C, LONG)).isEmpty();
            assertThat(client.nextEvent(LONG))
                    .contains(new ResidentEvent.Exited(A, 139, 11, 7, true));
            assertThat(fake).isNotNull();
        }
    }

    @Test
    void requests_carry_their_numbers() throws Exception {
        FakeLauncher.Script script =
                (launcher, message, descriptors) ->
                        launcher.send(
                                new ControlMessage(ControlOp.OK, message.seq(), 2, 3, 44, "", ""));
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client()) {
            client.kill(A, Signal.TERM, true);
            client.kill(A, Signal.KILL, false);
            client.resize(A, 24, 80);
            client.forget(A);
            client.shutdown(Duration.ofSeconds(3));
            assertThat(client.stats()).isEqualTo(new LauncherStats(2, 3, 44));
            assertThat(got)
                    .containsExactly(
                            ControlMessage.request(ControlOp.KILL, 3).to(A).with(15, 1),
                            ControlMessage.request(ControlOp.KILL, 4).to(A).with(9, 0),
                            ControlMessage.request(ControlOp.RESIZE, 5).to(A).with(24, 80),
                            ControlMessage.request(ControlOp.FORGET, 6).to(A),
                            ControlMessage.request(ControlOp.SHUTDOWN, 7).with(3000, 0),
                            ControlMessage.request(ControlOp.STATS, 8));
            assertThat(fake).isNotNull();
        }
    }

    @Test
    void an_attachment_carries_frames_out_and_input_in() throws Exception {
        Fd[] pair = UnixSocket.pair(UnixSocket.Kind.SEQPACKET);
        FakeLauncher.Script script =
                (launcher, message, descriptors) ->
                        launcher.send(
                                new ControlMessage(
                                        ControlOp.ATTACHED, message.seq(), 0, 0, 100, A, ""),
                                pair[1]);
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client();
                Fd far = pair[0];
                Attachment attachment = client.attach(A)) {
            pair[1].close();
            assertThat(attachment.offset()).isEqualTo(100);
            far.write(frame(1, 100, "out"));
            far.write(frame(2, 110, "err"));
            Attachment.Frame out = attachment.next().orElseThrow();
            Attachment.Frame err = attachment.next().orElseThrow();
            assertThat(out.data()).isEqualTo("out".getBytes(StandardCharsets.UTF_8));
            assertThat(out.isError()).isFalse();
            assertThat(err.data()).isEqualTo("err".getBytes(StandardCharsets.UTF_8));
            assertThat(err.isError()).isTrue();
            assertThat(out.lost()).isZero();
            assertThat(err.offset()).isEqualTo(110);
            assertThat(err.lost()).isEqualTo(7);
            assertThat(attachment.offset()).isEqualTo(113);
            attachment.write("in".getBytes(StandardCharsets.UTF_8));
            attachment.endInput();
            byte[] input = new byte[8];
            assertThat(far.read(input)).isEqualTo(2);
            assertThat(far.read(input)).isZero();
            UnixSocket.shutdown(far, 1);
            assertThat(attachment.next()).isEmpty();
            assertThat(fake).isNotNull();
        }
    }

    @Test
    void bytes_that_are_no_frame_are_refused() {
        byte[] lying = frame(1, 0, "x");
        lying[4] = 2;
        byte[] reserved = frame(1, 0, "x");
        reserved[1] = 9;
        List<byte[]> wrong =
                List.of(
                        frame(3, 0, "x"),
                        frame(0, 0, "x"),
                        frame(1, 0, ""),
                        lying,
                        reserved,
                        new byte[] {1, 0, 0},
                        frame(1, -1, "x"),
                        frame(1, 0, "x".repeat(Attachment.FRAME_BYTES_MAX + 1)));
        for (byte[] bytes : wrong) {
            Fd[] pair = UnixSocket.pair(UnixSocket.Kind.SEQPACKET);
            try (Attachment attachment = new Attachment(pair[1], 0)) {
                pair[0].write(bytes);
                pair[0].close();
                assertThatThrownBy(attachment::next).isInstanceOf(LauncherException.class);
            }
        }
    }

    @Test
    void output_that_came_before_does_not_come_again() {
        Fd[] pair = UnixSocket.pair(UnixSocket.Kind.SEQPACKET);
        try (Attachment attachment = new Attachment(pair[1], 5)) {
            pair[0].write(frame(1, 4, "x"));
            pair[0].close();
            assertThatThrownBy(attachment::next).isInstanceOf(LauncherException.class);
        }
    }

    @Test
    void a_frame_that_begins_before_what_was_asked_for_is_cut() {
        Fd[] pair = UnixSocket.pair(UnixSocket.Kind.SEQPACKET);
        try (Attachment attachment = new Attachment(pair[1], 5)) {
            pair[0].write(frame(1, 3, "abcd"));
            Attachment.Frame frame = attachment.next().orElseThrow();
            assertThat(frame.data()).asString(StandardCharsets.UTF_8).isEqualTo("cd");
            assertThat(frame.offset()).isEqualTo(5);
            assertThat(frame.lost()).isZero();
        }
        pair[0].close();
    }

    @Test
    void long_input_goes_in_messages_the_launcher_takes() {
        Fd[] pair = UnixSocket.pair(UnixSocket.Kind.SEQPACKET);
        try (Attachment attachment = new Attachment(pair[1], 0)) {
            attachment.write(new byte[5000]);
            attachment.write(new byte[0]);
            attachment.endInput();
            byte[] message = new byte[8192];
            assertThat(pair[0].read(message)).isEqualTo(4096);
            assertThat(pair[0].read(message)).isEqualTo(904);
            assertThat(pair[0].read(message)).isZero();
        }
        pair[0].close();
    }

    @Test
    void a_wish_to_be_attached_is_three_numbers() throws Exception {
        List<ControlMessage> asked = new ArrayList<>();
        FakeLauncher.Script script =
                (launcher, message, descriptors) -> {
                    asked.add(message);
                    launcher.reply(message, ControlOp.OK);
                };
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client()) {
            for (AttachWish wish :
                    List.of(
                            AttachWish.FOREGROUND,
                            new AttachWish(
                                    new AttachWish.Start.Now(), false, AttachWish.Input.NONE),
                            new AttachWish(
                                    new AttachWish.Start.At(77), false, AttachWish.Input.ONCE))) {
                assertThatThrownBy(() -> client.attach(A, wish))
                        .isInstanceOf(LauncherException.class);
            }
            client.kept(A, 99);
            assertThat(fake).isNotNull();
        }
        assertThat(asked)
                .extracting(message ->
                        message.op() + " " + message.a() + " " + message.b() + " " + message.c())
                .containsExactly("ATTACH 3 0 0", "ATTACH 0 1 0", "ATTACH 6 2 77", "KEPT 0 0 99");
        assertThatThrownBy(() -> new AttachWish.Start.At(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_held_travels_after_the_plan_and_comes_back() throws Exception {
        List<Integer> counts = new ArrayList<>();
        FakeLauncher.Script script =
                (launcher, message, descriptors) -> {
                    if (message.op() == ControlOp.START) {
                        counts.add(descriptors.size());
                        launcher.send(failed(message, "execve"));
                    } else if (message.op() == ControlOp.HELD) {
                        Fd[] pair = UnixSocket.pair(UnixSocket.Kind.STREAM);
                        try (Fd one = pair[0];
                                Fd two = pair[1]) {
                            two.write(new byte[] {9});
                            launcher.reply(message, ControlOp.HOLDING, one);
                        }
                    } else {
                        launcher.reply(message, ControlOp.OK);
                    }
                };
        Fd[] pair = UnixSocket.pair(UnixSocket.Kind.STREAM);
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client();
                Fd one = pair[0];
                Fd two = pair[1]) {
            assertThat(client.startAttached(A, PLAN, one).outcome())
                    .isInstanceOf(StartOutcome.Failed.class);
            assertThat(got.element().a()).isEqualTo(2);
            assertThat(counts).containsExactly(2);
            try (Fd held = client.held(A)) {
                byte[] bytes = new byte[1];
                assertThat(held.read(bytes)).isEqualTo(1);
                assertThat(bytes[0]).isEqualTo((byte) 9);
            }
            assertThat(fake).isNotNull();
            assertThat(two.isClosed()).isFalse();
        }
    }

    @Test
    void a_refusal_has_its_text_and_number() throws Exception {
        FakeLauncher.Script script =
                (launcher, message, descriptors) ->
                        launcher.send(
                                new ControlMessage(
                                        ControlOp.ERROR,
                                        message.seq(),
                                        Errno.ENOENT,
                                        0,
                                        0,
                                        "",
                                        "no such container"));
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client()) {
            assertThatThrownBy(() -> client.kill(A, Signal.TERM, false))
                    .hasMessage("the launcher refuses: no such container")
                    .matches(e -> ((LauncherException) e).errno() == Errno.ENOENT);
            assertThat(fake).isNotNull();
        }
    }

    @Test
    void silence_ends_in_an_exception_and_a_late_answer_leaks_nothing() throws Exception {
        long before = sockets();
        FakeLauncher.Script script =
                (launcher, message, descriptors) -> {
                    if (message.op() == ControlOp.ATTACH) {
                        got.clear();
                    } else {
                        Fd[] pair = UnixSocket.pair(UnixSocket.Kind.STREAM);
                        launcher.send(
                                new ControlMessage(ControlOp.ATTACHED, 3, 0, 0, 0, A, ""), pair[0]);
                        Arrays.stream(pair).forEach(Fd::close);
                        launcher.reply(message, ControlOp.OK);
                    }
                };
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = ResidentClient.connect(socket, Duration.ofMillis(300))) {
            assertThatThrownBy(() -> client.attach(A)).hasMessageContaining("did not answer");
            client.forget(A);
            assertThat(fake).isNotNull();
        }
        assertThat(sockets()).isEqualTo(before);
    }

    @Test
    void an_answer_of_another_kind_is_refused_and_its_descriptors_closed() throws Exception {
        long before = sockets();
        FakeLauncher.Script script =
                (launcher, message, descriptors) -> {
                    Fd[] pair = UnixSocket.pair(UnixSocket.Kind.STREAM);
                    launcher.reply(message, ControlOp.STARTED, pair);
                    Arrays.stream(pair).forEach(Fd::close);
                };
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client()) {
            assertThatThrownBy(() -> client.attach(A))
                    .hasMessageContaining("answers ATTACHED by STARTED");
            assertThatThrownBy(() -> client.start(A, PLAN))
                    .hasMessageContaining("answers STARTED by");
            assertThatThrownBy(client::list).hasMessageContaining("answers LIST by");
            assertThat(fake).isNotNull();
        }
        assertThat(sockets()).isEqualTo(before);
    }

    @Test
    void malformed_bytes_end_the_connection_for_every_request() throws Exception {
        try (FakeLauncher fake = launcher((l, message, fds) -> l.sendRaw(new byte[50]));
                ResidentClient client = client()) {
            assertThatThrownBy(client::stats).hasMessageContaining("shorter than a header");
            assertThatThrownBy(client::list).isInstanceOf(LauncherException.class);
            assertThat(fake).isNotNull();
        }
    }

    @Test
    void a_message_over_the_limit_ends_the_connection() throws Exception {
        try (FakeLauncher fake = launcher((l, message, fds) -> l.sendRaw(new byte[9000]));
                ResidentClient client = client()) {
            assertThatThrownBy(client::stats).hasMessageContaining("too long");
            assertThat(fake).isNotNull();
        }
    }

    @Test
    void answers_without_an_end_end_the_connection() throws Exception {
        FakeLauncher.Script script =
                (launcher, message, descriptors) -> {
                    for (int i = 0; i < 3000; i++) {
                        launcher.send(entry(message, A, 5, 1, 0));
                    }
                };
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client()) {
            // A fast reader takes each entry; one that only asks for numbers does not.
            assertThatThrownBy(client::stats).isInstanceOf(LauncherException.class);
            assertThat(fake).isNotNull();
        }
    }

    @Test
    void a_launcher_that_dies_is_said_to_be_gone() throws Exception {
        FakeLauncher fake = launcher((launcher, message, descriptors) -> {});
        ResidentClient client = client();
        Thread killer = Thread.ofVirtual().start(() -> awaitRequest(fake));
        assertThatThrownBy(client::stats).hasMessageContaining("launcher");
        killer.join();
        client.close();
        client.close();
        assertThatThrownBy(client::stats).hasMessageContaining("closed");
    }

    @Test
    void many_threads_share_one_connection() throws Exception {
        FakeLauncher.Script script =
                (launcher, message, descriptors) ->
                        launcher.send(
                                new ControlMessage(
                                        ControlOp.OK,
                                        message.seq(),
                                        (int) message.seq(),
                                        0,
                                        0,
                                        "",
                                        ""));
        try (FakeLauncher fake = launcher(script);
                ResidentClient client = client()) {
            List<Thread> threads = new ArrayList<>();
            ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < 200; i++) {
                threads.add(Thread.ofVirtual().start(() -> answers.add(client.stats().running())));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(answers).hasSize(200).doesNotHaveDuplicates();
            assertThat(fake).isNotNull();
        }
    }

    @Test
    void nobody_there_says_so() {
        assertThatThrownBy(this::client)
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining("start what serves it");
    }

    private void awaitRequest(FakeLauncher fake) {
        while (got.isEmpty()) {
            Thread.onSpinWait();
        }
        fake.hangUp();
    }

    private static ControlMessage failed(ControlMessage to, String text) {
        return new ControlMessage(ControlOp.FAILED, to.seq(), 4, Errno.ENOENT, 22, to.id(), text);
    }

    private static ControlMessage entry(ControlMessage to, String id, int a, int b, long c) {
        return new ControlMessage(ControlOp.ENTRY, to.seq(), a, b, c, id, "");
    }

    private static byte[] frame(int stream, long offset, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(16 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        return frame.putInt(stream).putInt(bytes.length).putLong(offset).put(bytes).array();
    }

    private static byte[] content(Fd fd) {
        try {
            return Files.readAllBytes(Path.of("/proc/self/fd/" + fd.number()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long sockets() throws IOException {
        long count = 0;
        try (DirectoryStream<Path> list = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path fd : list) {
                try {
                    count += Files.readSymbolicLink(fd).toString().startsWith("socket:") ? 1 : 0;
                } catch (NoSuchFileException e) {
                    // The directory's own descriptor of another thread, gone by now.
                }
            }
        }
        return count;
    }
}
