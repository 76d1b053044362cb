package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
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
    private static final List<Map<String, String>> SCOPES =
            List.of(
                    Map.of("team", "a"),
                    Map.of("team", "b"),
                    Map.of("team", "a", "stage", "test"),
                    Map.of("io.jsec.owner", "1001"),
                    Map.of("name", "c1"));

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

    // Promise P38
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_scoped_view_is_the_global_view_filtered(long seed) {
        random = new Random(seed);
        note(fixture.engine(), "small");
        for (int i = 0; i < 25; i++) {
            step(i);
        }
        for (Map<String, String> scope : SCOPES) {
            Engine seen = fixture.engine().seenBy(Access.within(scope));
            compareContainers(seen, scope);
            compareVolumes(seen, scope);
            compareImages(seen, scope);
            compareEvents(seen, scope);
            compareFacts(seen, scope);
        }
    }

    private void step(int i) {
        int who = random.nextInt(SCOPES.size() + 1);
        Engine engine =
                who == SCOPES.size()
                        ? fixture.engine()
                        : fixture.engine().seenBy(Access.within(SCOPES.get(who)));
        switch (random.nextInt(6)) {
            case 0 -> volume(engine, "v" + i);
            case 1 -> {
                String id = engine.images().importRoot(SmallTar.root(), "i" + i, "", "", List.of());
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

    private boolean owns(Map<String, String> scope, String object) {
        Map<String, String> noted = labels.getOrDefault(object, Map.of());
        for (Map.Entry<String, String> label : scope.entrySet()) {
            if (!label.getValue().equals(noted.get(label.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private boolean seesImage(Map<String, String> scope, String image) {
        Set<String> claims = new HashSet<>(scope.keySet());
        claims.addAll(Set.of("io.jsec.owner", "io.jsec.scope"));
        claims.retainAll(labels.getOrDefault(image, Map.of()).keySet());
        return owns(scope, image) || claims.isEmpty();
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

    private void compareContainers(Engine seen, Map<String, String> scope) {
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
                                .filter(each -> owns(scope, each.id()))
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
                compareContainer(seen, owns(scope, id), ref);
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

    private void compareVolumes(Engine seen, Map<String, String> scope) {
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
                                    .filter(each -> owns(scope, each.name()))
                                    .toList());
        }
        for (VolumeView each : global.list(Filters.NONE)) {
            assertThat(tried(() -> seen.volumes().inspect(each.name())))
                    .isEqualTo(
                            owns(scope, each.name())
                                    ? each
                                    : tried(() -> global.inspect(each.name() + "-not"))
                                            .toString()
                                            .replace("-not", ""));
        }
    }

    private void compareImages(Engine seen, Map<String, String> scope) {
        Images global = fixture.engine().images();
        Map<String, Integer> users = new TreeMap<>();
        fixture.containers().list(ListRequest.ALL).stream()
                .filter(each -> owns(scope, each.id()))
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
                                    .filter(each -> seesImage(scope, each.id()))
                                    .map(each ->
                                            each.id()
                                                    + each.repoTags()
                                                    + users.getOrDefault(each.id(), 0))
                                    .toList());
        }
        for (Images.ImageSummary each : global.list(true, Filters.NONE)) {
            for (String ref : List.of(each.id(), each.repoTags().getFirst())) {
                boolean there = seesImage(scope, each.id());
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

    private void compareEvents(Engine seen, Map<String, String> scope) {
        List<EventMessage> all = events(fixture.engine());
        assertThat(all).hasSizeGreaterThan(20);
        assertThat(events(seen))
                .isEqualTo(
                        all.stream()
                                .filter(each ->
                                        each.type().equals("image")
                                                ? seesImage(scope, each.actor())
                                                : owns(scope, each.actor()))
                                .toList());
    }

    private void compareFacts(Engine seen, Map<String, String> scope) {
        DiskUsage all = fixture.engine().facts().diskUsage();
        DiskUsage usage = seen.facts().diskUsage();
        assertThat(usage.containers().stream().map(ScopedViewTest::still))
                .isEqualTo(
                        all.containers().stream()
                                .filter(each -> owns(scope, each.id()))
                                .map(ScopedViewTest::still)
                                .toList());
        assertThat(usage.volumes())
                .isEqualTo(
                        all.volumes().stream().filter(each -> owns(scope, each.name())).toList());
        InfoView.Counts counts = seen.facts().info().counts();
        List<ContainerSummary> own =
                all.containers().stream().filter(each -> owns(scope, each.id())).toList();
        long running = own.stream().filter(each -> each.state().alive()).count();
        assertThat(counts.containers()).isEqualTo(own.size());
        assertThat(counts.running()).isEqualTo((int) running);
        assertThat(counts.stopped()).isEqualTo(own.size() - (int) running);
        assertThat(counts.images()).isEqualTo(seen.images().list(false, Filters.NONE).size());
    }
}
