package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a scope sees is what the engine shows, filtered: over random engines, every way to read, and
 * a filter that shares nothing with the code.
 */
class ScopedViewTest {
    private static final List<ScopeView> VIEWS =
            List.of(
                    ScopeView.of("team", "a"),
                    ScopeView.of("team", "b"),
                    ScopeView.of("team", "a", "stage", "test"),
                    ScopeView.of("io.jsec.owner", "1001"),
                    ScopeView.of("name", "c1"),
                    ScopeView.of().sidecar(Map.of()),
                    ScopeView.of().sidecar(Map.of("tier", "web")),
                    ScopeView.of().sidecar(Map.of("tier", "db", "stage", "test")),
                    ScopeView.of("team", "a").sidecar(Map.of("tier", "web")),
                    ScopeView.of("io.jsec.owner", "1001").sidecar(Map.of("stage", "test")));

    @TempDir Path directory;

    private EngineFixture fixture;
    private Random random = new Random(0);

    /** Labels of everything that ever was, by id or name. */
    private final Map<String, Map<String, String>> labels = new HashMap<>();

    @BeforeEach
    void open() {
        fixture = new EngineFixture(directory);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    // Promises P38, P83
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_scoped_view_is_the_global_view_filtered(long seed) {
        random = new Random(seed);
        note(fixture.engine(), "small");
        for (int i = 0; i < 25; i++) {
            step(i);
        }
        for (ScopeView view : VIEWS) {
            Engine seen = fixture.engine().seenBy(view.access());
            compareContainers(seen, view);
            compareVolumes(seen, view);
            compareImages(seen, view);
            compareEvents(seen, view);
            compareFacts(seen, view);
        }
        for (ScopeView view : VIEWS) {
            comparePrunes(fixture.engine().seenBy(view.access()), view);
        }
    }

    private void step(int i) {
        // Every other one is made by whoever sees everything: who shares a label shares it there.
        int who = random.nextInt(VIEWS.size() * 2);
        Engine engine =
                who >= VIEWS.size()
                        ? fixture.engine()
                        : fixture.engine().seenBy(VIEWS.get(who).access());
        switch (random.nextInt(6)) {
            case 0 -> volume(engine, "v" + i);
            case 1 -> {
                String id =
                        engine.images()
                                .importRoot(SmallTar.root(), "i" + i, "", "", instructions());
                labels.put(id, fixture.engine().images().inspect(id).config().labels());
            }
            default -> container(engine, "c" + i, i);
        }
    }

    private void volume(Engine engine, String name) {
        engine.volumes().create(new VolumeRequest(name, "", Map.of(), extra()));
        labels.put(name, fixture.engine().volumes().inspect(name).labels());
    }

    private Map<String, String> extra() {
        return switch (random.nextInt(4)) {
            case 0 -> Map.of("tier", "web");
            case 1 -> Map.of("stage", "test");
            default -> Map.of();
        };
    }

    private List<String> instructions() {
        return extra().entrySet().stream()
                .map(label -> "LABEL " + label.getKey() + "=" + label.getValue())
                .toList();
    }

    private void note(Engine engine, String image) {
        labels.put(
                engine.images().inspect(image).id(),
                engine.images().inspect(image).config().labels());
    }

    private void container(Engine engine, String name, int i) {
        HostConfig host =
                random.nextBoolean()
                        ? HostConfig.DEFAULT.with(
                                HostConfig.StorageConfig.DEFAULT.withBinds("w" + i + ":/data"))
                        : HostConfig.DEFAULT;
        ContainerConfig config = EngineFixture.config().toBuilder().labels(extra()).build();
        String id =
                engine.containers()
                        .create(
                                CreateRequest.of(EngineFixture.IMAGE)
                                        .with(config)
                                        .with(host)
                                        .named(name))
                        .id();
        labels.put(id, fixture.containers().inspect(id, false).config().labels());
        fixture.containers()
                .inspect(id, false)
                .mounts()
                .forEach(mount ->
                        labels.put(
                                mount.name(),
                                fixture.engine().volumes().inspect(mount.name()).labels()));
        int fate = random.nextInt(4);
        if (fate > 0) {
            engine.containers().start(id);
        }
        if (fate == 2) {
            engine.execs().create(id, ExecRequest.of("ls"));
        }
        if (fate == 3) {
            fixture.process(id).exit(i);
            fixture.awaitEnd(id);
        }
    }

    private boolean owns(ScopeView view, String object) {
        return view.owns(labels.getOrDefault(object, Map.of()));
    }

    private boolean seesImage(ScopeView view, String image) {
        return view.seesImage(labels.getOrDefault(image, Map.of()));
    }

    /** A result, or the kind and the words of what was thrown. */
    private static Object tried(Supplier<?> call) {
        try {
            return call.get();
        } catch (EngineException e) {
            return e.kind() + ": " + e.getMessage();
        }
    }

    /** Without what changes with the time of the question. */
    private static List<Object> still(ContainerSummary each) {
        return List.of(
                each.id(),
                each.name(),
                each.image(),
                each.imageId(),
                each.command(),
                each.state(),
                each.labels(),
                each.mounts());
    }

    private void compareContainers(Engine seen, ScopeView view) {
        List<ContainerSummary> all = fixture.containers().list(ListRequest.ALL);
        for (Filters filters :
                List.of(
                        Filters.NONE,
                        Filters.of("name", "1"),
                        Filters.of("label", "tier=web"),
                        Filters.of("label", "team"),
                        Filters.of("label!", "stage=test"),
                        Filters.of("status", "running", "exited"),
                        Filters.of("ancestor", "small"),
                        Filters.of("volume", "/data"))) {
            for (OptionalInt limit : List.of(OptionalInt.empty(), OptionalInt.of(2))) {
                ListRequest global = new ListRequest(true, OptionalInt.empty(), false, filters);
                List<List<Object>> expected =
                        fixture.containers().list(global).stream()
                                .filter(each -> owns(view, each.id()))
                                .limit(limit.orElse(Integer.MAX_VALUE))
                                .map(ScopedViewTest::still)
                                .toList();
                assertThat(
                                seen
                                        .containers()
                                        .list(new ListRequest(true, limit, false, filters))
                                        .stream()
                                        .map(ScopedViewTest::still))
                        .isEqualTo(expected);
            }
        }
        for (ContainerSummary each : all) {
            String id = each.id();
            for (String ref : List.of(id, each.name(), "/" + each.name(), id.substring(0, 12))) {
                compareContainer(seen, owns(view, id), ref);
            }
        }
    }

    private void compareContainer(Engine seen, boolean there, String ref) {
        String none = EngineException.noContainer(ref).kind() + ": No such container: " + ref;
        Containers global = fixture.containers();
        List<Function<Containers, Object>> reads =
                List.of(
                        each -> each.inspect(ref, false),
                        each -> EngineFixture.text(each.logs(ref, LogsRequest.ALL)),
                        each ->
                                each
                                        .list(
                                                new ListRequest(
                                                        true,
                                                        OptionalInt.empty(),
                                                        false,
                                                        Filters.of("since", ref)))
                                        .stream()
                                        .map(ContainerSummary::id)
                                        .filter(id -> seen.containers().find(id).isPresent())
                                        .toList());
        for (Function<Containers, Object> read : reads) {
            assertThat(tried(() -> read.apply(seen.containers())))
                    .isEqualTo(there ? tried(() -> read.apply(global)) : none);
        }
        assertThat(seen.containers().find(ref))
                .isEqualTo(there ? global.find(ref) : Optional.empty());
        for (String exec : global.inspect(ref, false).execIds()) {
            assertThat(tried(() -> seen.execs().inspect(exec)))
                    .isEqualTo(
                            there
                                    ? tried(() -> fixture.engine().execs().inspect(exec))
                                    : tried(() -> {
                                        throw LocalExecs.unknown(exec);
                                    }));
        }
    }

    private void compareVolumes(Engine seen, ScopeView view) {
        Volumes global = fixture.engine().volumes();
        for (Filters filters :
                List.of(
                        Filters.NONE,
                        Filters.of("name", "1"),
                        Filters.of("label", "tier=web"),
                        Filters.of("dangling", "true"))) {
            assertThat(seen.volumes().list(filters))
                    .isEqualTo(
                            global.list(filters).stream()
                                    .filter(each -> owns(view, each.name()))
                                    .toList());
        }
        for (VolumeView each : global.list(Filters.NONE)) {
            assertThat(tried(() -> seen.volumes().inspect(each.name())))
                    .isEqualTo(
                            owns(view, each.name())
                                    ? each
                                    : tried(() -> global.inspect(each.name() + "-not"))
                                            .toString()
                                            .replace("-not", ""));
        }
    }

    private void compareImages(Engine seen, ScopeView view) {
        Images global = fixture.engine().images();
        Map<String, Integer> users = new TreeMap<>();
        fixture.containers().list(ListRequest.ALL).stream()
                .filter(each -> owns(view, each.id()))
                .forEach(each -> users.merge(each.imageId(), 1, Integer::sum));
        for (Filters filters :
                List.of(
                        Filters.NONE,
                        Filters.of("reference", "i1*"),
                        Filters.of("label", "team=a"),
                        Filters.of("dangling", "false"))) {
            assertThat(seen.images().list(true, filters))
                    .extracting(each -> each.id() + each.repoTags() + each.containers())
                    .isEqualTo(
                            global.list(true, filters).stream()
                                    .filter(each -> seesImage(view, each.id()))
                                    .map(each ->
                                            each.id()
                                                    + each.repoTags()
                                                    + users.getOrDefault(each.id(), 0))
                                    .toList());
        }
        for (Images.ImageSummary each : global.list(true, Filters.NONE)) {
            for (String ref : List.of(each.id(), each.repoTags().getFirst())) {
                boolean there = seesImage(view, each.id());
                Object none = "NotFound[]: No such image: " + ref;
                Object found = tried(() -> seen.images().inspect(ref));
                if (there) {
                    assertThat(found).isEqualTo(global.inspect(ref));
                    assertThat(seen.images().history(ref)).isEqualTo(global.history(ref));
                } else if (ref.equals(each.id())) {
                    assertThat(found.toString()).startsWith("NotFound[]: No such image: ");
                } else {
                    assertThat(found).isEqualTo(none);
                }
            }
        }
    }

    private List<EventMessage> events(Engine engine) {
        List<EventMessage> events = new ArrayList<>();
        EventsRequest past =
                new EventsRequest(
                        Optional.of(Instant.EPOCH), Optional.of(Instant.now()), Filters.NONE);
        try (EventStream stream = engine.events().follow(past)) {
            for (var next = stream.next(); next.isPresent(); next = stream.next()) {
                events.add(next.get());
            }
        }
        return events;
    }

    private void compareEvents(Engine seen, ScopeView view) {
        List<EventMessage> all = events(fixture.engine());
        assertThat(all).hasSizeGreaterThan(20);
        assertThat(events(seen))
                .isEqualTo(
                        all.stream()
                                .filter(each ->
                                        each.type().equals("image")
                                                ? seesImage(view, each.actor())
                                                : owns(view, each.actor()))
                                .toList());
    }

    private void compareFacts(Engine seen, ScopeView view) {
        DiskUsage all = fixture.engine().facts().diskUsage();
        DiskUsage usage = seen.facts().diskUsage();
        assertThat(usage.containers().stream().map(ScopedViewTest::still))
                .isEqualTo(
                        all.containers().stream()
                                .filter(each -> owns(view, each.id()))
                                .map(ScopedViewTest::still)
                                .toList());
        assertThat(usage.volumes())
                .isEqualTo(all.volumes().stream().filter(each -> owns(view, each.name())).toList());
        InfoView.Counts counts = seen.facts().info().counts();
        List<ContainerSummary> own =
                all.containers().stream().filter(each -> owns(view, each.id())).toList();
        long running = own.stream().filter(each -> each.state().alive()).count();
        assertThat(counts.containers()).isEqualTo(own.size());
        assertThat(counts.running()).isEqualTo((int) running);
        assertThat(counts.stopped()).isEqualTo(own.size() - (int) running);
        assertThat(counts.images()).isEqualTo(seen.images().list(false, Filters.NONE).size());
    }

    /** What a prune leaves is what it left out, and what is in use. */
    private void comparePrunes(Engine seen, ScopeView view) {
        Engine all = fixture.engine();
        Filters whole = new Filters(Map.of("all", List.of("true")));
        List<String> idle =
                all.containers().list(ListRequest.ALL).stream()
                        .filter(each -> !each.state().alive() && owns(view, each.id()))
                        .map(ContainerSummary::id)
                        .toList();
        assertThat(seen.containers().prune(Filters.NONE).removed())
                .containsExactlyInAnyOrderElementsOf(idle);
        List<String> unused =
                all.volumes().list(Filters.of("dangling", "true")).stream()
                        .map(VolumeView::name)
                        .filter(name -> owns(view, name))
                        .toList();
        assertThat(seen.volumes().prune(whole).removed())
                .containsExactlyInAnyOrderElementsOf(unused);
        List<String> left =
                all.images().list(true, Filters.NONE).stream()
                        .filter(each -> each.containers() > 0 || !owns(view, each.id()))
                        .map(Images.ImageSummary::id)
                        .toList();
        Images.ImagePrune _ = seen.images().prune(Filters.of("dangling", "false"));
        assertThat(all.images().list(true, Filters.NONE))
                .extracting(Images.ImageSummary::id)
                .containsExactlyInAnyOrderElementsOf(left);
    }
}
