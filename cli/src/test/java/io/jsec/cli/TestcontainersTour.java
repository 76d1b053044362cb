package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.model.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame;
import org.testcontainers.containers.output.WaitingConsumer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/**
 * A program of its own over the real Testcontainers, which reads its settings from the environment;
 * prints one line a step. Every container is without a network: the library's own, its helper that
 * cleans up after it (an image of a registry) and published ports need one.
 */
final class TestcontainersTour {
    private static final int SOON_S = 60;

    private TestcontainersTour() {}

    /** The image is the first word. */
    public static void main(String[] words) throws Exception {
        String image = words[0];
        System.out.println("engine " + DockerClientFactory.instance().isDockerAvailable());
        service(image);
        once(image);
        healthy(image);
        System.out.println("gone " + names());
    }

    private static List<String> names() {
        return DockerClientFactory.instance()
                .client()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of("org.testcontainers"))
                .exec()
                .stream()
                .map(each -> each.getNames()[0])
                .toList();
    }

    private static GenericContainer<?> container(String image) {
        return new GenericContainer<>(image)
                .withImagePullPolicy(_ -> false)
                .withNetworkMode("none");
    }

    /** One that says that it is ready, as most are used. */
    private static void service(String image) throws Exception {
        String script = "cat /etc/given; sleep 0.3; echo ready; read line; echo ended";
        try (GenericContainer<?> service =
                container(image)
                        .withCommand("sh", "-c", script + "; sleep 100")
                        .withEnv("NAME", "value")
                        .withLabel("kind", "service")
                        .withCopyToContainer(Transferable.of("given\n"), "/etc/given")
                        .waitingFor(Wait.forLogMessage(".*ready\\n", 1))) {
            service.start();
            System.out.println("running " + service.isRunning());
            Map<String, String> labels = service.getContainerInfo().getConfig().getLabels();
            System.out.println("label " + Objects.requireNonNull(labels).get("kind"));
            var ran = service.execInContainer("sh", "-c", "echo $NAME; echo e >&2; exit 3");
            System.out.println("exec " + ran.getExitCode() + " " + ran.getStdout().strip());
            System.out.println("error " + ran.getStderr().strip());
            service.copyFileToContainer(Transferable.of("copied\n"), "/tmp/copied");
            System.out.println(
                    "copy "
                            + service.copyFileFromContainer(
                                            "/tmp/copied",
                                            in -> new String(in.readAllBytes(), UTF_8))
                                    .strip());
            WaitingConsumer heard = new WaitingConsumer();
            service.followOutput(heard);
            heard.waitUntil(
                    frame -> frame.getUtf8String().contains("ended"), SOON_S, TimeUnit.SECONDS);
            System.out.println(
                    "logs " + service.getLogs(OutputFrame.OutputType.STDOUT).lines().toList());
            service.stop();
            System.out.println("stopped " + service.isRunning());
        }
    }

    private static void once(String image) {
        try (GenericContainer<?> once =
                container(image)
                        .withCommand("sh", "-c", "echo done")
                        .withStartupCheckStrategy(
                                new OneShotStartupCheckStrategy()
                                        .withTimeout(Duration.ofSeconds(SOON_S)))) {
            once.start();
            System.out.println("once " + once.getLogs().strip());
        }
    }

    private static void healthy(String image) {
        long often = TimeUnit.MILLISECONDS.toNanos(200);
        HealthCheck check =
                new HealthCheck().withInterval(often).withTest(List.of("CMD", "cat", "/tmp/well"));
        try (GenericContainer<?> healthy =
                container(image)
                        .withCommand("sh", "-c", "sleep 0.5; touch /tmp/well; sleep 100")
                        .withCreateContainerCmdModifier(create -> create.withHealthcheck(check))
                        .waitingFor(Wait.forHealthcheck())) {
            healthy.start();
            System.out.println("healthy " + healthy.isHealthy());
        }
    }
}
