package io.jsec.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jsec.journal.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the kernel tests have a real engine do, one method a scene. */
final class KernelScenes {
    private final LocalEngine engine;
    private final Containers containers;
    private final Path directory;
    private final Function<String, byte[]> plans;
    private final ToldJournal journal;

    /**
     * @param plans the plan that the launcher holds of a container, as bytes
     */
    KernelScenes(
            LocalEngine engine,
            Path directory,
            Function<String, byte[]> plans,
            ToldJournal journal) {
        this.engine = engine;
        this.plans = plans;
        this.journal = journal;
        this.containers = engine.containers();
        this.directory = directory;
    }

    void play(String scene) throws Exception {
        if (engine.images().list(true, Filters.NONE).isEmpty()) {
            engine.images()
                    .importRoot(
                            KernelEngine.busybox().stream(), "busybox", "latest", "", List.of());
        }
        switch (scene) {
            case "life" -> life();
            case "streams" -> streams();
            case "exec" -> exec();
            case "volumes" -> volumes();
            case "files" -> files();
            case "killed" -> killed();
            case "groups" -> groups();
            case "told" -> told();
            case "sysctls" -> new LimitScenes(containers).sysctls();
            case "limits" -> new LimitScenes(containers).play();
            case "many" -> many();
            default -> throw new IllegalArgumentException(scene);
        }
    }

    private void told() {
        String id =
                run(
                        CreateRequest.of("busybox")
                                .with(
                                        ContainerConfig.builder("busybox")
                                                .cmd("sleep", "60")
                                                .build()));
        say("launches", journal.launches().size());
        say("equal", journal.launches().getFirst().plan().equals(Digest.of(plans.apply(id))));
        containers.remove(id, new RemoveRequest(true, false));
    }

    private static void say(String name, Object value) {
        System.out.println(name + ": " + String.valueOf(value).strip());
    }

    private String run(CreateRequest request) {
        String id = containers.create(request).id();
        containers.start(id);
        return id;
    }

    private String logs(String id) {
        return EngineFixture.text(containers.logs(id, LogsRequest.ALL));
    }

    private void life() {
        String id = run(KernelEngine.shell("echo out; echo err >&2; exit 3").named("first"));
        say("code", KernelEngine.end(containers, id));
        say("logs", logs(id).replace('\n', ' '));
        String who = run(KernelEngine.shell("id -u; hostname; echo $HOME $PATH"));
        KernelEngine.end(containers, who);
        say("who", logs(who).replace('\n', ' ').replace(who.substring(0, 12), "SHORT"));
        CreateRequest missing =
                CreateRequest.of(KernelEngine.IMAGE)
                        .with(ContainerConfig.builder(KernelEngine.IMAGE).cmd("nothing").build());
        String bad = containers.create(missing).id();
        try {
            containers.start(bad);
        } catch (EngineException e) {
            say("missing", String.valueOf(e.getMessage()));
        }
        say("missing code", containers.inspect(bad, false).state().past().exitCode());
        String stubborn = run(KernelEngine.shell("trap '' TERM; while true; do sleep 1; done"));
        containers.stop(stubborn, KernelEngine.within(1));
        say("stubborn", containers.inspect(stubborn, false).state().past().exitCode());
        String polite =
                run(KernelEngine.shell("trap 'exit 9' TERM; while true; do sleep 0.1; done"));
        awaitQuietly();
        containers.stop(polite, KernelEngine.within(20));
        say("polite", containers.inspect(polite, false).state().past().exitCode());
        say("pid", containers.inspect(polite, false).pid());
        for (ContainerSummary each : containers.list(ListRequest.ALL)) {
            containers.remove(each.id(), new RemoveRequest(true, true));
        }
        say("left", containers.list(ListRequest.ALL).size());
    }

    private static void awaitQuietly() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void streams() {
        String fast = run(KernelEngine.shell("seq 1 100000"));
        say("fast", KernelEngine.end(containers, fast));
        say("bytes", logs(fast).length());
        say("dropped", containers.inspect(fast, false).log().droppedBytes());
        ContainerConfig config =
                ContainerConfig.builder(KernelEngine.IMAGE)
                        .cmd("/bin/cat")
                        .streams(new ContainerConfig.StreamConfig(true, true, true, true, true))
                        .build();
        String cat = containers.create(CreateRequest.of(KernelEngine.IMAGE).with(config)).id();
        try (AttachSession session = containers.attach(cat, AttachRequest.BOTH)) {
            containers.start(cat);
            byte[] hello = "hello\n".getBytes(UTF_8);
            session.write(hello, 0, hello.length);
            say("echo", KernelEngine.text(session.next()));
            session.endInput();
            say("end", KernelEngine.text(session.next()));
        }
        say("cat", KernelEngine.end(containers, cat));
        ContainerConfig terminal =
                ContainerConfig.builder(KernelEngine.IMAGE)
                        .cmd("/bin/sh", "-c", "echo tty; /bin/busybox stty size")
                        .tty(true)
                        .build();
        String tty = containers.create(CreateRequest.of(KernelEngine.IMAGE).with(terminal)).id();
        containers.resize(tty, 33, 77);
        containers.start(tty);
        KernelEngine.end(containers, tty);
        say("tty", logs(tty).replace("\r\n", " "));
    }

    private void exec() {
        String id = run(KernelEngine.shell("sleep 1000").named("host"));
        String exec =
                engine.execs()
                        .create(id, ExecRequest.of("/bin/sh", "-c", "echo in; id -u; exit 4"));
        Optional<AttachSession> session = engine.execs().start(exec, false, Optional.empty());
        say("said", EngineFixture.text(session.orElseThrow()).replace('\n', ' '));
        say("code", engine.execs().inspect(exec).exitCode().orElse(-1));
        String missing = engine.execs().create(id, ExecRequest.of("nothing"));
        try {
            engine.execs().start(missing, false, Optional.empty());
        } catch (EngineException e) {
            say("missing", String.valueOf(e.getMessage()));
        }
        say("missing code", engine.execs().inspect(missing).exitCode().orElse(-1));
        containers.remove(id, new RemoveRequest(true, true));
    }

    private void volumes() {
        HostConfig host =
                HostConfig.DEFAULT.with(
                        HostConfig.StorageConfig.DEFAULT.withBinds("data:/data", "fresh:/new"));
        String one =
                run(
                        KernelEngine.shell("cat /data/seed; echo more > /data/more; touch /new/x")
                                .with(host));
        say("one", KernelEngine.end(containers, one));
        say("seed", logs(one));
        String two = run(KernelEngine.shell("ls /data /new | cat").with(host));
        KernelEngine.end(containers, two);
        say("two", logs(two).replace('\n', ' '));
        String still = containers.create(KernelEngine.shell("cat /data/in").with(host)).id();
        containers.putArchive(
                still, "/data", new SmallTar().file("in", "copied").stream(), false, false);
        say(
                "still",
                containers.stat(still, "/data/in").size() + containers.stat(still, "/data").name());
        containers.start(still);
        KernelEngine.end(containers, still);
        say("three", logs(still));
        say("volumes", engine.volumes().list(Filters.NONE).stream().map(VolumeView::name).toList());
    }

    private void files() {
        String id = run(KernelEngine.shell("echo written > /tmp/file; sleep 1000"));
        awaitQuietly();
        say("stat", containers.stat(id, "/tmp/file").size());
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        containers.getArchive(id, "/tmp/file", tar);
        say("tar", tar.toString(UTF_8).contains("written"));
        containers.putArchive(
                id, "/tmp", new SmallTar().file("put", "from outside").stream(), false, false);
        say("put", containers.stat(id, "/tmp/put").size());
        containers.stop(id, KernelEngine.within(0));
        say("stopped", containers.stat(id, "/tmp/put").size());
        say("changes", containers.changes(id).stream().map(FileChange::path).toList());
        CommitRequest commit =
                new CommitRequest("made", "", "", "", true, List.of(), Optional.empty());
        say("commit", containers.commit(id, commit).startsWith("sha256:"));
        ContainerConfig config =
                ContainerConfig.builder("made").cmd("/bin/cat", "/tmp/file").build();
        String again = run(CreateRequest.of("made").with(config));
        KernelEngine.end(containers, again);
        say("again", logs(again));
    }

    /** Three engines: the first two die as if killed, and each looks at what the last one left. */
    private void killed() throws IOException {
        Path turn = directory.resolve("turn");
        int number = Files.exists(turn) ? Files.readString(turn).length() : 0;
        Files.writeString(turn, "x".repeat(number + 1));
        switch (number) {
            case 0 -> {
                run(
                        KernelEngine.shell(
                                        "i=0; while true; do echo $i; i=$((i+1)); sleep 0.01; done")
                                .named("runs"));
                run(KernelEngine.shell("sleep 1; echo bye; exit 6").named("ends"));
                awaitQuietly();
                Runtime.getRuntime().halt(9);
            }
            case 1 -> {
                say("runs", containers.inspect("runs", false).state().status().word());
                say("ends", KernelEngine.end(containers, "ends"));
                say("bye", logs(containers.find("ends").orElseThrow()));
                run(KernelEngine.shell("exit 8").named("fast"));
                Runtime.getRuntime().halt(9);
            }
            default -> {
                say("fast", KernelEngine.end(containers, "fast"));
                awaitQuietly();
                containers.stop("runs", KernelEngine.within(0));
                say("gaps", gaps(logs(containers.find("runs").orElseThrow())));
                say("stopped", containers.inspect("runs", false).state().past().exitCode());
            }
        }
    }

    /** Numbers that do not follow the one before, in a log of numbers. */
    private static String gaps(String log) {
        List<String> lines = log.lines().toList();
        StringBuilder gaps = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).equals(Integer.toString(i)) && gaps.length() < 100) {
                gaps.append(i).append('/').append(lines.get(i)).append(' ');
            }
        }
        return lines.size() < 50 ? "too few: " + lines.size() : gaps.append("none").toString();
    }

    private void groups() {
        String id = run(KernelEngine.shell("sleep 1000").named("held"));
        containers.pause(id);
        say("paused", containers.inspect(id, false).state().status().word());
        containers.unpause(id);
        say("top", containers.top(id, "").processes().size() >= 1);
        StatsSample sample = containers.stats(id, false);
        say("pids", sample.pids().orElse(-1) >= 1);
        say("system", sample.cpu().system() > sample.previous().system());
        containers.pause(id);
        containers.kill(id, "KILL");
        say("killed", KernelEngine.end(containers, id));
    }

    /** Eight clients that each start and remove containers one after the other. */
    private void many() throws InterruptedException {
        AtomicInteger right = new AtomicInteger();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
            int code = client + 1;
            clients.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (int turn = 0; turn < 10; turn++) {
                                    right.addAndGet(once(code) ? 1 : 0);
                                }
                            }));
        }
        for (Thread client : clients) {
            client.join();
        }
        say("right", right.get());
        say("left", containers.list(ListRequest.ALL).size());
        say("kept", kept());
    }

    private long kept() {
        try (Stream<Path> entries = Files.list(directory.resolve("store/engine"))) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As docker run --rm does it: attach, wait, start. */
    private boolean once(int code) {
        CreateRequest request =
                KernelEngine.shell("echo said; exit " + code)
                        .with(HostConfig.DEFAULT.withAutoRemove(true));
        String id = containers.create(request).id();
        try (AttachSession session = containers.attach(id, AttachRequest.OUTPUT);
                WaitTicket ticket = containers.await(id, WaitCondition.REMOVED)) {
            containers.start(id);
            String said = EngineFixture.text(session);
            int ended = ticket.await(EngineFixture.SOON.multipliedBy(6)).orElseThrow().exitCode();
            return said.equals("said\n") && ended == code;
        }
    }
}
