package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ChangeLog;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PruneType;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Programs over docker-java, the library of most Java clients, against a real engine. */
@Tag("e2e")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerJavaE2eTest {
    private static final String USER = "jsectest";
    private static final String IMAGE = "busybox:1";

    @TempDir static Path directory = Path.of("/");

    private @Nullable Daemon started;
    private @Nullable DockerClient opened;

    private DockerClient docker() {
        return Objects.requireNonNull(opened);
    }

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        Daemon daemon = Daemon.start(directory, USER);
        started = daemon;
        var config =
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost("unix://" + daemon.socket())
                        .withDockerTlsVerify(false)
                        .build();
        var http = new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
        opened = DockerClientImpl.getInstance(config, http);
        daemon.importRoot(tar, IMAGE);
    }

    @AfterAll
    void end() throws IOException {
        if (opened != null) {
            opened.close();
        }
        if (started != null) {
            started.close();
        }
    }

    @AfterEach
    void clean() {
        for (Container each : docker().listContainersCmd().withShowAll(true).exec()) {
            docker().removeContainerCmd(each.getId()).withForce(true).exec();
        }
    }

    private CreateContainerCmd command(String... words) {
        return docker().createContainerCmd(IMAGE)
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                .withCmd(words);
    }

    private String running(String... words) {
        String id = command(words).exec().getId();
        docker().startContainerCmd(id).exec();
        return id;
    }

    private int exit(String id) {
        return docker().waitContainerCmd(id).start().awaitStatusCode();
    }

    private InspectContainerResponse inspected(String id) {
        return docker().inspectContainerCmd(id).exec();
    }

    @Test
    void an_engine_says_what_it_is() {
        docker().pingCmd().exec();

        assertThat(docker().versionCmd().exec().getApiVersion()).isEqualTo("1.50");
        assertThat(docker().infoCmd().exec().getOsType()).isEqualTo("linux");
        assertThat(docker().infoCmd().exec().getSecurityOptions())
                .anyMatch(each -> each.contains("name=rootless"));
    }

    @Test
    void a_container_is_made_started_awaited_and_inspected() {
        String id =
                command("sh", "-c", "exit $CODE")
                        .withName("made")
                        .withEnv("CODE=9")
                        .withLabels(Map.of("kind", "short"))
                        .withWorkingDir("/tmp")
                        .exec()
                        .getId();
        assertThat(inspected(id).getState().getStatus()).isEqualTo("created");

        docker().startContainerCmd(id).exec();

        assertThat(exit(id)).isEqualTo(9);
        InspectContainerResponse seen = inspected("made");
        assertThat(seen.getId()).isEqualTo(id);
        assertThat(seen.getName()).isEqualTo("/made");
        assertThat(seen.getState().getStatus()).isEqualTo("exited");
        assertThat(seen.getState().getExitCodeLong()).isEqualTo(9);
        assertThat(seen.getConfig().getLabels()).containsEntry("kind", "short");
        assertThat(seen.getConfig().getWorkingDir()).isEqualTo("/tmp");
        assertThat(seen.getHostConfig().getNetworkMode()).isEqualTo("none");
    }

    @Test
    void both_outputs_are_told_apart_in_logs() throws InterruptedException {
        String id = running("sh", "-c", "echo out; sleep 0.3; echo err >&2; sleep 0.3; echo last");

        JavaFrames followed =
                docker().logContainerCmd(id)
                        .withFollowStream(true)
                        .withStdOut(true)
                        .withStdErr(true)
                        .exec(new JavaFrames());
        followed.awaitCompletion();

        assertThat(followed.text(StreamType.STDOUT)).isEqualTo("out\nlast\n");
        assertThat(followed.text(StreamType.STDERR)).isEqualTo("err\n");
        JavaFrames tail =
                docker().logContainerCmd(id)
                        .withStdOut(true)
                        .withStdErr(true)
                        .withTail(1)
                        .withTimestamps(true)
                        .exec(new JavaFrames());
        tail.awaitCompletion();
        assertThat(tail.text(StreamType.STDOUT)).matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z last\n");
    }

    @Test
    void an_attached_program_is_fed_and_heard_until_it_ends() throws InterruptedException {
        String id =
                command("sh", "-c", "read line; echo \"heard $line\"")
                        .withStdinOpen(true)
                        .withStdInOnce(true)
                        .exec()
                        .getId();
        JavaFrames heard =
                docker().attachContainerCmd(id)
                        .withStdIn(new ByteArrayInputStream("you\n".getBytes(UTF_8)))
                        .withStdOut(true)
                        .withStdErr(true)
                        .withFollowStream(true)
                        .exec(new JavaFrames());
        heard.awaitStarted();
        docker().startContainerCmd(id).exec();
        heard.awaitCompletion();

        assertThat(heard.text(StreamType.STDOUT)).isEqualTo("heard you\n");
        assertThat(exit(id)).isZero();
    }

    @Test
    void commands_run_beside_the_first_with_exit_codes() throws InterruptedException {
        String id = running("sleep", "100");
        String exec =
                docker().execCreateCmd(id)
                        .withCmd("sh", "-c", "echo $A in $(pwd) as $(id -u); echo e >&2; exit 5")
                        .withEnv(List.of("A=b"))
                        .withWorkingDir("/srv")
                        .withUser("33")
                        .withAttachStdout(true)
                        .withAttachStderr(true)
                        .exec()
                        .getId();

        JavaFrames heard = docker().execStartCmd(exec).exec(new JavaFrames());
        heard.awaitCompletion();

        assertThat(heard.text(StreamType.STDOUT)).isEqualTo("b in /srv as 33\n");
        assertThat(heard.text(StreamType.STDERR)).isEqualTo("e\n");
        assertThat(docker().inspectExecCmd(exec).exec().getExitCodeLong()).isEqualTo(5);
        assertThat(docker().inspectExecCmd(exec).exec().isRunning()).isFalse();
    }

    @Test
    void a_command_is_fed_through_its_exec() throws InterruptedException {
        String id = running("sleep", "100");
        String exec =
                docker().execCreateCmd(id)
                        .withCmd("head", "-n", "1")
                        .withAttachStdin(true)
                        .withAttachStdout(true)
                        .exec()
                        .getId();

        JavaFrames heard =
                docker().execStartCmd(exec)
                        .withStdIn(new ByteArrayInputStream("one\ntwo\n".getBytes(UTF_8)))
                        .exec(new JavaFrames());
        heard.awaitCompletion();

        assertThat(heard.text(StreamType.STDOUT)).isEqualTo("one\n");
    }

    @Test
    void files_are_copied_both_ways() throws IOException {
        String id = running("sleep", "100");
        Path file = Files.writeString(directory.resolve("sent"), "some text\n");

        docker().copyArchiveToContainerCmd(id)
                .withHostResource(file.toString())
                .withRemotePath("/tmp")
                .exec();

        try (InputStream tar = docker().copyArchiveFromContainerCmd(id, "/tmp/sent").exec();
                var members = new TarArchiveInputStream(tar)) {
            TarArchiveEntry entry = members.getNextEntry();
            assertThat(entry.getName()).isEqualTo("sent");
            assertThat(new String(members.readAllBytes(), UTF_8)).isEqualTo("some text\n");
        }
        assertThat(docker().containerDiffCmd(id).exec())
                .extracting(ChangeLog::getPath)
                .contains("/tmp/sent");
    }

    @Test
    void events_of_one_container_are_told_in_their_order() throws InterruptedException {
        String id = running("true");
        exit(id);
        docker().removeContainerCmd(id).exec();
        Collected<Event> told =
                docker().eventsCmd()
                        .withSince("0")
                        .withUntil(Long.toString(Instant.now().getEpochSecond() + 1))
                        .withContainerFilter(id)
                        .exec(new Collected<>());
        told.awaitCompletion();

        assertThat(told.all())
                .extracting(Event::getAction)
                .containsExactly("create", "start", "die", "destroy");
        assertThat(told.all()).allMatch(each -> id.equals(each.getId()));
    }

    @Test
    void numbers_of_a_running_container_are_sampled() throws InterruptedException {
        String id = running("sleep", "100");

        var samples = new Collected<com.github.dockerjava.api.model.Statistics>();
        docker().statsCmd(id).withNoStream(true).exec(samples).awaitCompletion();

        assertThat(samples.all()).hasSize(1);
        assertThat(samples.all().getFirst().getCpuStats().getSystemCpuUsage()).isPositive();
    }

    @Test
    void lists_are_filtered() {
        String one = command("true").withName("one").withLabels(Map.of("a", "b")).exec().getId();
        String two = running("sleep", "100");
        docker().startContainerCmd(one).exec();
        exit(one);

        assertThat(docker().listContainersCmd().exec())
                .extracting(Container::getId)
                .containsExactly(two);
        assertThat(all(docker().listContainersCmd().withLabelFilter(Map.of("a", "b"))))
                .containsExactly(one);
        assertThat(all(docker().listContainersCmd().withStatusFilter(List.of("exited"))))
                .containsExactly(one);
        assertThat(all(docker().listContainersCmd().withNameFilter(List.of("one"))))
                .containsExactly(one);
        assertThat(all(docker().listContainersCmd().withExitedFilter(0))).containsExactly(one);
        assertThat(all(docker().listContainersCmd().withAncestorFilter(List.of(IMAGE))))
                .containsExactly(two, one);
        assertThat(all(docker().listContainersCmd().withFilter("before", List.of(two))))
                .containsExactly(one);
    }

    private static List<String> all(com.github.dockerjava.api.command.ListContainersCmd list) {
        return list.withShowAll(true).exec().stream().map(Container::getId).toList();
    }

    @Test
    void a_container_becomes_an_image_that_is_saved_removed_and_loaded() throws IOException {
        String id = running("sh", "-c", "echo kept > /tmp/kept");
        exit(id);

        String image =
                docker().commitCmd(id)
                        .withRepository("shop/kept")
                        .withTag("3")
                        .withMessage("why")
                        .withAuthor("a tester")
                        .exec();
        assertThat(docker().inspectImageCmd("shop/kept:3").exec().getId()).isEqualTo(image);
        byte[] saved;
        try (InputStream tar = docker().saveImageCmd("shop/kept").withTag("3").exec()) {
            saved = tar.readAllBytes();
        }
        docker().removeContainerCmd(id).exec();
        docker().removeImageCmd("shop/kept:3").exec();
        assertThatThrownBy(() -> docker().inspectImageCmd("shop/kept:3").exec())
                .isInstanceOf(NotFoundException.class);

        docker().loadImageCmd(new ByteArrayInputStream(saved)).exec();

        assertThat(docker().inspectImageCmd("shop/kept:3").exec().getId()).isEqualTo(image);
        assertThat(docker().listImagesCmd().withReferenceFilter("shop/*").exec())
                .singleElement()
                .satisfies(each -> assertThat(each.getRepoTags()).containsExactly("shop/kept:3"));
        docker().tagImageCmd("shop/kept:3", "shop/other", "4").exec();
        docker().removeImageCmd("shop/kept:3").exec();
        docker().removeImageCmd("shop/other:4").exec();
    }

    @Test
    void a_volume_is_made_found_used_and_removed() {
        docker().createVolumeCmd().withName("kept").withLabels(Map.of("a", "b")).exec();
        HostConfig host =
                HostConfig.newHostConfig()
                        .withNetworkMode("none")
                        .withBinds(new Bind("kept", new Volume("/data")));
        String id =
                docker().createContainerCmd(IMAGE)
                        .withHostConfig(host)
                        .withCmd("touch", "/data/x")
                        .exec()
                        .getId();
        docker().startContainerCmd(id).exec();
        assertThat(exit(id)).isZero();

        assertThat(
                        docker().listVolumesCmd()
                                .withFilter("label", List.of("a=b"))
                                .exec()
                                .getVolumes())
                .extracting(each -> each.getName())
                .containsExactly("kept");
        assertThat(docker().inspectVolumeCmd("kept").exec().getDriver()).isEqualTo("local");
        assertThatThrownBy(() -> docker().removeVolumeCmd("kept").exec())
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("volume is in use");
        docker().removeContainerCmd(id).exec();
        docker().removeVolumeCmd("kept").exec();
        assertThatThrownBy(() -> docker().inspectVolumeCmd("kept").exec())
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void a_container_is_renamed_signalled_restarted_and_stopped() {
        String id = running("sh", "-c", "trap 'exit 4' TERM; while true; do sleep 0.1; done");

        docker().renameContainerCmd(id).withName("second").exec();
        docker().restartContainerCmd("second").withTimeout(10).exec();
        assertThat(inspected("second").getState().getRunning()).isTrue();
        docker().stopContainerCmd("second").withTimeout(10).exec();
        assertThat(inspected("second").getState().getExitCodeLong()).isEqualTo(4);
        assertThatThrownBy(() -> docker().stopContainerCmd("second").exec())
                .isInstanceOf(NotModifiedException.class);
        docker().startContainerCmd("second").exec();
        docker().killContainerCmd("second").withSignal("KILL").exec();
        assertThat(exit("second")).isEqualTo(137);
    }

    @Test
    void wrong_requests_become_the_exceptions_that_programs_catch() {
        assertThatThrownBy(() -> inspected("nobody")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> docker().createContainerCmd("nothing:1").exec())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("No such image: nothing:1");
        command("true").withName("taken").exec();
        assertThatThrownBy(() -> command("true").withName("taken").exec())
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("is already in use by container");
        HostConfig host = HostConfig.newHostConfig().withRuntime("runc");
        assertThatThrownBy(() -> docker().createContainerCmd(IMAGE).withHostConfig(host).exec())
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("Runtime");
    }

    @Test
    void what_has_ended_is_pruned() {
        exit(running("true"));
        String alive = running("sleep", "100");

        docker().pruneCmd(PruneType.CONTAINERS).exec();

        assertThat(all(docker().listContainersCmd())).containsExactly(alive);
    }

    @Test
    void a_terminal_is_one_stream_of_its_size() throws InterruptedException {
        String id =
                command("sh", "-c", "read x; stty size; tty")
                        .withTty(true)
                        .withStdinOpen(true)
                        .exec()
                        .getId();
        docker().startContainerCmd(id).exec();
        docker().resizeContainerCmd(id).withSize(33, 101).exec();
        JavaFrames heard =
                docker().attachContainerCmd(id)
                        .withStdIn(new ByteArrayInputStream("\n".getBytes(UTF_8)))
                        .withStdOut(true)
                        .withFollowStream(true)
                        .exec(new JavaFrames());
        heard.awaitCompletion();

        assertThat(heard.text(StreamType.RAW)).contains("33 101\r\n/dev/");
    }

    /** Frames by stream. */
    private static final class JavaFrames extends Collected<Frame> {
        String text(StreamType stream) {
            StringBuilder text = new StringBuilder();
            for (Frame frame : all()) {
                if (frame.getStreamType() == stream) {
                    text.append(new String(frame.getPayload(), UTF_8));
                }
            }
            return text.toString();
        }
    }
}
