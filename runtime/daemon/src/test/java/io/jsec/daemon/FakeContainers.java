package io.jsec.daemon;

import io.jsec.engine.AttachRequest;
import io.jsec.engine.AttachSession;
import io.jsec.engine.CommitRequest;
import io.jsec.engine.ContainerConfig;
import io.jsec.engine.ContainerState;
import io.jsec.engine.ContainerSummary;
import io.jsec.engine.ContainerView;
import io.jsec.engine.Containers;
import io.jsec.engine.CreateRequest;
import io.jsec.engine.CreateResult;
import io.jsec.engine.EngineException;
import io.jsec.engine.FileChange;
import io.jsec.engine.Filters;
import io.jsec.engine.Frames;
import io.jsec.engine.HostConfig;
import io.jsec.engine.ListRequest;
import io.jsec.engine.LogsRequest;
import io.jsec.engine.MountPoint;
import io.jsec.engine.PathStat;
import io.jsec.engine.PruneReport;
import io.jsec.engine.RemoveRequest;
import io.jsec.engine.StatsSample;
import io.jsec.engine.StatsStream;
import io.jsec.engine.StopRequest;
import io.jsec.engine.TopView;
import io.jsec.engine.UpdateRequest;
import io.jsec.engine.WaitCondition;
import io.jsec.engine.WaitTicket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Containers that all look alike: web is known, busy is in the way, gone is not there. */
final class FakeContainers implements Containers {
    static final String ID = "4e8b0c6d1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4";
    static final Instant CREATED = Instant.parse("2026-03-04T05:06:07.089Z");

    /** What was called, with what it was called with. */
    final List<String> calls = new CopyOnWriteArrayList<>();

    final List<CreateRequest> created = new CopyOnWriteArrayList<>();

    /** Ends every wait. */
    final CountDownLatch exit = new CountDownLatch(1);

    /** What runs, as attach answers it. */
    FakeSession session = new FakeSession(false);

    private void called(String what, String ref, Object... more) {
        calls.add(what + " " + ref + (more.length == 0 ? "" : " " + List.of(more)));
        switch (ref) {
            case "gone" -> throw EngineException.noContainer(ref);
            case "busy" -> throw EngineException.conflict("container busy is in the way");
            case "same" -> throw EngineException.notModified("it is so");
            case "forbidden" -> throw EngineException.forbidden("JSEC-C-201", "a rule forbids it");
            case "broken" -> throw EngineException.internal("the engine failed", new Exception());
            default -> {}
        }
    }

    @Override
    public CreateResult create(CreateRequest request) {
        called("create", request.name().orElse(""), request.config().image());
        created.add(request);
        return new CreateResult(ID, List.of("a warning"));
    }

    @Override
    public void start(String ref) {
        called("start", ref);
    }

    @Override
    public void stop(String ref, StopRequest request) {
        called("stop", ref, request);
    }

    @Override
    public void kill(String ref, String signal) {
        called("kill", ref, signal);
    }

    @Override
    public void restart(String ref, StopRequest request) {
        called("restart", ref, request);
    }

    @Override
    public void pause(String ref) {
        called("pause", ref);
    }

    @Override
    public void unpause(String ref) {
        called("unpause", ref);
    }

    @Override
    public void rename(String ref, String name) {
        called("rename", ref, name);
    }

    @Override
    public void remove(String ref, RemoveRequest request) {
        called("remove", ref, request);
    }

    @Override
    public WaitTicket await(String ref, WaitCondition condition) {
        called("await", ref, condition);
        return new WaitTicket() {
            @Override
            public Optional<WaitResult> await(Duration limit) {
                return Optional.of(await());
            }

            @Override
            public WaitResult await() {
                try {
                    exit.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return new WaitResult(7, "");
            }

            @Override
            public void close() {
                exit.countDown();
            }
        };
    }

    @Override
    public List<ContainerSummary> list(ListRequest request) {
        called("list", "", request);
        return List.of(summary());
    }

    static ContainerSummary summary() {
        return new ContainerSummary(
                ID,
                "web",
                "busybox:1",
                "sha256:" + ID,
                "sh -c 'sleep 1'",
                CREATED,
                running(),
                "Up 3 minutes (healthy)",
                Set.of("80/tcp"),
                Map.of("a", "b"),
                "default",
                List.of(mount()),
                Optional.of(new ContainerView.DiskSizes(12, OptionalLong.of(34))));
    }

    private static ContainerState running() {
        return new ContainerState.Running(
                4711, new ContainerState.Past(CREATED.plusSeconds(1), Instant.EPOCH, 0, false, ""));
    }

    private static MountPoint mount() {
        return new MountPoint(
                "volume", "data", "/srv/volumes/data", "/data", "local", "z", true, "");
    }

    @Override
    public ContainerView inspect(String ref, boolean sizes) {
        called("inspect", ref, sizes);
        return new ContainerView(
                ID,
                "web",
                CREATED,
                List.of("sh", "-c", "sleep 1"),
                running(),
                4711,
                Optional.of(
                        new io.jsec.engine.HealthView(
                                "healthy",
                                0,
                                List.of(
                                        new io.jsec.engine.HealthView.Result(
                                                CREATED, CREATED.plusMillis(5), 0, "fine\n")))),
                2,
                "sha256:" + ID,
                ContainerConfig.builder("busybox:1").cmd("sh", "-c", "sleep 1").build(),
                HostConfig.DEFAULT,
                List.of(mount()),
                new ContainerView.ContainerFiles(
                        "/s/resolv.conf",
                        "/s/hostname",
                        "/s/hosts",
                        List.of("/s/l2", "/s/l1"),
                        "/s/u",
                        "/s/w"),
                List.of("e".repeat(64)),
                new ContainerView.LogView("json-file", "/s/log", 3, ""),
                "slot 3",
                "jsec-container",
                true,
                List.of("--cap-add NET_BIND_SERVICE"),
                List.of(),
                sizes
                        ? Optional.of(new ContainerView.DiskSizes(12, OptionalLong.of(34)))
                        : Optional.empty());
    }

    @Override
    public List<String> update(String ref, UpdateRequest request) {
        called("update", ref, request);
        return List.of();
    }

    @Override
    public PruneReport prune(Filters filters) {
        called("prune", "", filters);
        return new PruneReport(List.of(ID), 99);
    }

    @Override
    public TopView top(String ref, String psArguments) {
        called("top", ref, psArguments);
        return new TopView(List.of("PID", "CMD"), List.of(List.of("1", "sh")));
    }

    @Override
    public StatsSample stats(String ref, boolean oneShot) {
        called("stats", ref, oneShot);
        return sample();
    }

    static StatsSample sample() {
        return new StatsSample(
                ID,
                "web",
                CREATED,
                new StatsSample.Cpu(200, 150, 50, 9000, 2, 10, 3, 77),
                StatsSample.Cpu.NONE,
                Instant.EPOCH,
                new StatsSample.Memory(
                        OptionalLong.of(4096),
                        OptionalLong.of(8192),
                        1 << 30,
                        0,
                        Map.of("total_inactive_file", 1024L)),
                OptionalLong.of(3),
                0,
                List.of(new StatsSample.Io(8, 0, "Read", 512, 1)));
    }

    @Override
    public StatsStream statsStream(String ref) {
        called("statsStream", ref);
        return new StatsStream() {
            private int left = 2;

            @Override
            public Optional<StatsSample> next() {
                return left-- > 0 ? Optional.of(sample()) : Optional.empty();
            }

            @Override
            public void close() {
                left = 0;
            }
        };
    }

    @Override
    public Frames logs(String ref, LogsRequest request) {
        called("logs", ref, request);
        return new FakeSession(false).withoutInput();
    }

    @Override
    public AttachSession attach(String ref, AttachRequest request) {
        called("attach", ref, request);
        return request.stdin() ? session : session.withoutInput();
    }

    @Override
    public void resize(String ref, int rows, int columns) {
        called("resize", ref, rows, columns);
    }

    @Override
    public PathStat stat(String ref, String path) {
        called("stat", ref, path);
        return new PathStat("etc", 4096, (1L << 31) | 0755, CREATED, "");
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void getArchive(String ref, String path, OutputStream tar) {
        called("getArchive", ref, path);
        write(tar, "tar of " + path);
    }

    @Override
    public void putArchive(
            String ref,
            String path,
            InputStream tar,
            boolean noOverwriteDirNonDir,
            boolean copyUidGid) {
        try {
            int length = tar.readAllBytes().length;
            called("putArchive", ref, path, length, noOverwriteDirNonDir, copyUidGid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<FileChange> changes(String ref) {
        called("changes", ref);
        return List.of(
                new FileChange("/etc", FileChange.Kind.MODIFIED),
                new FileChange("/new", FileChange.Kind.ADDED),
                new FileChange("/old", FileChange.Kind.DELETED));
    }

    @Override
    public void export(String ref, OutputStream tar) {
        called("export", ref);
        write(tar, "tar");
    }

    @Override
    public String commit(String ref, CommitRequest request) {
        called("commit", ref, request);
        return "sha256:" + ID;
    }

    @Override
    public Optional<String> find(String ref) {
        return ref.equals("gone") ? Optional.empty() : Optional.of(ID);
    }
}
