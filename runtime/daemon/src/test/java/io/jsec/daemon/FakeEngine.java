package io.jsec.daemon;

import io.jsec.engine.Access;
import io.jsec.engine.AttachSession;
import io.jsec.engine.ContainerConfig;
import io.jsec.engine.DiskUsage;
import io.jsec.engine.Engine;
import io.jsec.engine.EngineException;
import io.jsec.engine.EventMessage;
import io.jsec.engine.EventStream;
import io.jsec.engine.Events;
import io.jsec.engine.EventsRequest;
import io.jsec.engine.ExecRequest;
import io.jsec.engine.ExecView;
import io.jsec.engine.Execs;
import io.jsec.engine.Filters;
import io.jsec.engine.HostConfig;
import io.jsec.engine.ImageLoad;
import io.jsec.engine.Images;
import io.jsec.engine.InfoView;
import io.jsec.engine.PruneReport;
import io.jsec.engine.SystemFacts;
import io.jsec.engine.VersionView;
import io.jsec.engine.VolumeRequest;
import io.jsec.engine.VolumeView;
import io.jsec.engine.Volumes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine that knows one of everything and does nothing. */
final class FakeEngine implements Engine {
    final FakeContainers containers = new FakeContainers();

    private static Instant created() {
        return FakeContainers.CREATED;
    }

    @Override
    public FakeContainers containers() {
        return containers;
    }

    @Override
    public Execs execs() {
        return new Execs() {
            @Override
            public String create(String containerRef, ExecRequest request) {
                containers.inspect(containerRef, false);
                containers.calls.add("exec " + request);
                return "e".repeat(64);
            }

            @Override
            public Optional<AttachSession> start(
                    String id, boolean detach, Optional<HostConfig.ConsoleSize> console) {
                containers.inspect(id, false);
                return detach ? Optional.empty() : Optional.of(containers.session.withoutInput());
            }

            @Override
            public ExecView inspect(String id) {
                if (id.equals("gone")) {
                    throw EngineException.notFound("No such exec instance: " + id);
                }
                return new ExecView(
                        "e".repeat(64),
                        FakeContainers.ID,
                        ExecRequest.of("sh", "-c", "true"),
                        "",
                        false,
                        id.equals("busy") ? OptionalInt.of(0) : OptionalInt.empty(),
                        0);
            }

            @Override
            public void resize(String id, int rows, int columns) {
                containers.resize(id, rows, columns);
            }
        };
    }

    @Override
    public Images images() {
        return new FakeImages();
    }

    private final class FakeImages implements Images {
        @Override
        public List<ImageSummary> list(boolean all, Filters filters) {
            return List.of(
                    new ImageSummary(
                            "sha256:" + FakeContainers.ID,
                            "",
                            List.of("busybox:1"),
                            List.of(),
                            created(),
                            4096,
                            Map.of("l", "m"),
                            1));
        }

        @Override
        public ImageView inspect(String ref) {
            if (ref.startsWith("gone")) {
                throw EngineException.notFound("No such image: " + ref + ":latest");
            }
            containers.calls.add("image " + ref);
            return new ImageView(
                    "sha256:" + FakeContainers.ID,
                    "",
                    List.of(ref),
                    List.of(),
                    "",
                    created(),
                    "",
                    "amd64",
                    "",
                    "linux",
                    4096,
                    ContainerConfig.builder("").cmd("sh").build(),
                    List.of("sha256:" + "1".repeat(64)),
                    created());
        }

        @Override
        public List<HistoryStep> history(String ref) {
            inspect(ref);
            return List.of(
                    new HistoryStep("<missing>", created(), "CMD [\"sh\"]", List.of(), 0, "made"));
        }

        @Override
        public void tag(String ref, String repository, String tag) {
            inspect(ref);
            containers.calls.add("tag " + repository + " " + tag);
        }

        @Override
        public List<ImageDeletion> remove(String ref, boolean force, boolean prune) {
            inspect(ref);
            return List.of(
                    new ImageDeletion(true, ref),
                    new ImageDeletion(false, "sha256:" + FakeContainers.ID));
        }

        @Override
        public ImagePrune prune(Filters filters) {
            return new ImagePrune(List.of(), 0);
        }

        @Override
        public ImageLoad load(InputStream archive) {
            try {
                byte[] bytes = archive.readAllBytes();
                if (new String(bytes, StandardCharsets.UTF_8).contains("broken")) {
                    throw EngineException.badParameter("the archive ends in its middle");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            String id = "sha256:" + FakeContainers.ID;
            return new ImageLoad(
                    List.of(
                            new ImageLoad.Loaded(id, List.of("busybox:1", "busybox:stable")),
                            new ImageLoad.Loaded(id, List.of())),
                    List.of("one attestation was left out"));
        }

        @Override
        public String importRoot(
                InputStream tar,
                String repository,
                String tag,
                String message,
                List<String> changes) {
            load(tar);
            return "sha256:" + FakeContainers.ID;
        }

        @Override
        public void save(List<String> refs, OutputStream archive) {
            refs.forEach(this::inspect);
            try {
                archive.write("archive".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public Volumes volumes() {
        return new Volumes() {
            @Override
            public VolumeView create(VolumeRequest request) {
                return inspect(request.name().isEmpty() ? "a".repeat(64) : request.name());
            }

            @Override
            public VolumeView inspect(String name) {
                if (name.equals("gone")) {
                    throw EngineException.notFound("get gone: no such volume");
                }
                return new VolumeView(
                        name,
                        "local",
                        "/srv/volumes/" + name,
                        created(),
                        Map.of(),
                        false,
                        OptionalLong.of(5),
                        1);
            }

            @Override
            public List<VolumeView> list(Filters filters) {
                return List.of(inspect("data"));
            }

            @Override
            public void remove(String name, boolean force) {
                inspect(name);
            }

            @Override
            public PruneReport prune(Filters filters) {
                return new PruneReport(List.of("old"), 5);
            }
        };
    }

    @Override
    public Events events() {
        return (EventsRequest request) -> {
            containers.calls.add("events " + request);
            return new EventStream() {
                private boolean sent;

                @Override
                public Optional<EventMessage> next() {
                    if (sent) {
                        return Optional.empty();
                    }
                    sent = true;
                    return Optional.of(
                            new EventMessage(
                                    "container",
                                    "die",
                                    FakeContainers.ID,
                                    Map.of("image", "busybox:1"),
                                    created()));
                }

                @Override
                public void close() {
                    sent = true;
                }
            };
        };
    }

    @Override
    public SystemFacts facts() {
        return new SystemFacts() {
            @Override
            public VersionView version() {
                return new VersionView("0.1.0", "6.1.0", "amd64", "2026-01-01T00:00:00Z");
            }

            @Override
            public InfoView info() {
                return new InfoView(
                        "0d5c2b1a",
                        "host",
                        "0.1.0",
                        new InfoView.Counts(3, 1, 0, 2, 4),
                        new InfoView.HostView(
                                "6.1.0", "Debian GNU/Linux 12", "12", "x86_64", 2, 1L << 32, 2),
                        "/var/lib/jsec/store",
                        created(),
                        "json-file",
                        List.of("name=rootless", "name=userns"),
                        new InfoView.LimitSupport(true, false, true, true, true, true),
                        List.of("WARNING: No swap limit support"),
                        List.of("a=b"),
                        1);
            }

            @Override
            public DiskUsage diskUsage() {
                return new DiskUsage(
                        77, List.of(FakeContainers.summary()), List.of(volumes().inspect("data")));
            }
        };
    }

    /** What clients saw of it, by the access they had. */
    final List<Access> accesses = new CopyOnWriteArrayList<>();

    @Override
    public Engine seenBy(Access access) {
        accesses.add(access);
        return this;
    }

    @Override
    public void endContainers(java.time.Duration grace) {
        throw new UnsupportedOperationException("no route ends all containers");
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
