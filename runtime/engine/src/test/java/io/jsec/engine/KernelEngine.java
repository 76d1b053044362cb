package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jsec.launch.CgroupView;
import io.jsec.launch.EngineDescriptors;
import io.jsec.launch.EngineIds;
import io.jsec.launch.IdentityForm;
import io.jsec.launch.PlanCodec;
import io.jsec.launch.ResidentClient;
import io.jsec.linux.HostFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An engine that a real launcher starts, which plays one scene and ends: what it prints is what the
 * tests look at. Arguments: its directory, the scene, uid, first subordinate id, cgroup directories
 * of version 1 joined by commas.
 */
final class KernelEngine {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    static final String IMAGE = "busybox:latest";

    private final Path directory;
    private final EngineSettings settings;
    private final ResidentClient client;
    private final ToldJournal journal = new ToldJournal();
    private final LocalEngine engine;

    private KernelEngine(String[] words) throws IOException {
        directory = Path.of(words[0]);
        long uid = Long.parseLong(words[2]);
        long first = Long.parseLong(words[3]);
        IdentityForm.Ids ids = new IdentityForm.Ids(uid, first, 65_536);
        settings =
                new EngineSettings(
                        directory.resolve("state"),
                        directory.resolve("store"),
                        new EngineIds(ids, ids),
                        0,
                        directory.resolve("views"),
                        WorkspaceViews.NONE,
                        groups(words.length > 4 ? words[4] : ""),
                        HostFiles.here(),
                        "0.1.0",
                        "",
                        EngineSettings.Defaults.DOCKER,
                        Set.of(),
                        List.of(),
                        List.of(),
                        directory.resolve("jsec-probe"));
        client = ResidentClient.adopt(EngineDescriptors.control(), LIMIT);
        engine =
                LocalEngine.open(
                        settings,
                        client,
                        Clock.systemUTC(),
                        journal,
                        OwnSockets.NONE,
                        () -> System.out.println("the launcher is gone"));
    }

    private static CgroupView groups(String argument) throws IOException {
        List<CgroupView.Hierarchy> hierarchies = new ArrayList<>();
        for (String each : argument.split(",", -1)) {
            if (!each.isEmpty()) {
                Path group = Path.of(each);
                Path nodes = group.resolve("cpuset.mems");
                hierarchies.add(
                        new CgroupView.Hierarchy(
                                group,
                                List.of(group.getName(3).toString()),
                                Files.exists(nodes) ? Files.readString(nodes).strip() : ""));
            }
        }
        return hierarchies.isEmpty()
                ? new CgroupView.None("there is no version 1 here", "jsec setup")
                : new CgroupView.V1(hierarchies);
    }

    public static void main(String[] words) throws Exception {
        try {
            KernelEngine self = new KernelEngine(words);
            new KernelScenes(
                            self.engine,
                            self.directory,
                            id -> PlanCodec.encode(self.client.plan(id)),
                            self.journal)
                    .play(words[1]);
            self.engine.close();
            System.out.flush();
            System.exit(0);
        } catch (RuntimeException | Error e) {
            e.printStackTrace(System.out);
            System.out.flush();
            System.exit(3);
        }
    }

    /** A busybox with its names, as an image. */
    static SmallTar busybox() throws IOException {
        SmallTar tar =
                new SmallTar()
                        .directory("bin/")
                        .directory("etc/")
                        .directory("tmp/")
                        .directory("data/")
                        .file("data/seed", "from the image\n")
                        .file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nweb:x:1000:1000::/:/\n")
                        .file("etc/group", "root:x:0:\nweb:x:1000:\n")
                        .entry(
                                "bin/busybox",
                                '0',
                                Files.readAllBytes(Path.of("/bin/busybox")),
                                0755);
        for (String name :
                List.of(
                        "sh",
                        "cat",
                        "echo",
                        "sleep",
                        "seq",
                        "id",
                        "env",
                        "hostname",
                        "true",
                        "false",
                        "ls",
                        "wc",
                        "head",
                        "dd",
                        "stat",
                        "touch",
                        "ps",
                        "trap")) {
            tar.link("bin/" + name, "busybox");
        }
        return tar;
    }

    /** Waits for an end. */
    static int end(Containers containers, String id) {
        try (WaitTicket ticket = containers.await(id, WaitCondition.NOT_RUNNING)) {
            return ticket.await(LIMIT).orElseThrow().exitCode();
        }
    }

    static CreateRequest shell(String script) {
        return CreateRequest.of(IMAGE)
                .with(ContainerConfig.builder(IMAGE).cmd("/bin/sh", "-c", script).build());
    }

    static String text(Optional<StreamFrame> frame) {
        return frame.map(each -> new String(each.data(), UTF_8)).orElse("(end)");
    }

    static StopRequest within(int seconds) {
        return new StopRequest("", OptionalInt.of(seconds));
    }
}
