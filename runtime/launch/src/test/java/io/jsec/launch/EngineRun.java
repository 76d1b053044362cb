package io.jsec.launch;

import io.jsec.linux.HostFiles;
import io.jsec.linux.Identity;
import io.jsec.linux.Poll;
import io.jsec.linux.abi.Signal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An engine of two lives, which the launcher starts: the first one starts a container and is gone
 * without a word, the second finds it. What it learns it prints.
 */
final class EngineRun {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String ID = "ab".repeat(32);
    private static final String PROCESS = "cd".repeat(32);

    private final Path place;
    private final LaunchHost host;
    private final ResidentClient client;

    private EngineRun(Path place, LaunchHost host, ResidentClient client) {
        this.place = place;
        this.host = host;
        this.client = client;
    }

    /** Arguments: a place as for {@link ResidentRun}, and control groups. */
    public static void main(String[] arguments) throws Exception {
        Path place = Path.of(arguments[0]);
        IdentityForm.Ids ids =
                new IdentityForm.Ids(0, 1, IdentityForm.CONTAINER_IDS - 1); // as seen from inside
        IdentityForm identity = new IdentityForm.Owner(ids, ids);
        LaunchHost host =
                LaunchHostReader.read(
                        HostFiles.here(),
                        DelegatedGroups.view(arguments[1]),
                        identity,
                        place.resolve("store"),
                        List.of());
        try (ResidentClient client = ResidentClient.adopt(EngineDescriptors.control(), TIMEOUT);
                HandedSockets sockets = new HandedSockets(EngineDescriptors.handIn())) {
            EngineRun run = new EngineRun(place, host, client);
            if (client.list().isEmpty()) {
                run.place();
                run.first();
            } else {
                run.second(sockets);
            }
        }
    }

    private static void say(String words) {
        System.out.println(words);
        System.out.flush();
    }

    /** What an engine may reach, and what not. */
    private void place() throws IOException {
        say("uid " + Identity.uid());
        Path own = Files.writeString(place.resolve("own"), "words");
        Files.setAttribute(own, "unix:uid", 1000);
        Files.setAttribute(own, "unix:gid", 1000);
        say(
                "gave a file to "
                        + Files.getAttribute(own, "unix:uid")
                        + ", reads "
                        + Files.readString(own));
        try {
            say("reads root's: " + Files.readString(place.resolve("secret")));
        } catch (AccessDeniedException e) {
            say("may not read root's");
        }
        say("the host's files " + Files.exists(Path.of("/etc/passwd")));
    }

    private void first() throws IOException {
        String script = "echo one; sleep 600 & read x; echo two; exec sleep 600";
        StartOutcome outcome = client.start(ID, plan(script));
        if (outcome instanceof StartOutcome.Started started) {
            say("started on the host " + started.hostPid().isPresent());
        }
        try (Attachment attachment = client.attach(ID)) {
            say("heard " + text(attachment) + " until " + attachment.offset());
            attachment.write("\n".getBytes(StandardCharsets.UTF_8));
        }
        Runtime.getRuntime().halt(9);
    }

    private static String text(Attachment attachment) {
        return new String(attachment.next().orElseThrow().data(), StandardCharsets.UTF_8).strip();
    }

    private void second(HandedSockets sockets) throws Exception {
        ResidentEntry entry = client.list().getFirst();
        say("found " + entry.getClass().getSimpleName());
        AttachWish wish = new AttachWish(new AttachWish.Start.At(4), false, AttachWish.Input.NONE);
        try (Attachment attachment = client.attach(ID, wish)) {
            say("heard " + text(attachment) + " until " + attachment.offset());
        }
        if (entry instanceof ResidentEntry.Running running) {
            processes(running.enginePid());
        }
        pause();
        try (HandedSocket handed = sockets.accept().orElseThrow()) {
            // SIGPIPE ends a client whose socket is closed before it wrote its word.
            if (Poll.readable(handed.socket(), TIMEOUT)) {
                handed.socket().read(new byte[64]);
            }
            handed.socket()
                    .write(("served uid " + handed.peer().uid()).getBytes(StandardCharsets.UTF_8));
        }
        client.kill(ID, Signal.KILL, true);
        say("ended " + client.awaitExit(ID, TIMEOUT).orElseThrow().code());
    }

    private void processes(int enginePid) throws Exception {
        LaunchPlan container = client.plan(ID);
        Command command = new Command(List.of("sleep", "600"), Map.of("PATH", "/bin"), "/", false);
        ExecSpec spec = new ExecSpec(command, ContainerUser.ROOT, Streams.DEFAULT);
        StartOutcome joined = client.exec(PROCESS, ExecPlan.compile(spec, ID, container));
        Path processes = EngineDescriptors.processes();
        List<Integer> pids = ContainerPids.of(processes, enginePid);
        int joinedPid = joined instanceof StartOutcome.Started started ? started.enginePid() : 0;
        say(
                "processes "
                        + pids.size()
                        + ", the first "
                        + pids.contains(enginePid)
                        + ", the joined "
                        + pids.contains(joinedPid));
        for (int pid : pids) {
            Path here = processes.resolve(Integer.toString(pid)).resolve("comm");
            int onHost = ContainerPids.onHost(pid).orElseThrow();
            Path there = Path.of("/proc", Integer.toString(onHost), "comm");
            say(Files.readString(here).strip() + " is " + Files.readString(there).strip());
        }
    }

    private void pause() {
        ContainerGroups groups = ContainerGroups.of(client.plan(ID));
        say("paused " + groups.pause() + " " + groups.isPaused());
        say("resumed " + groups.resume() + " " + !groups.isPaused());
        say("counts its processes " + groups.file("pids.current").isPresent());
    }

    private LaunchPlan plan(String script) throws IOException {
        Path directory = place.resolve("store/containers").resolve(ID);
        for (String name : List.of("etc", "upper", "work")) {
            Files.createDirectories(directory.resolve(name));
        }
        for (String name : List.of("hosts", "hostname", "resolv.conf")) {
            Files.writeString(directory.resolve("etc").resolve(name), "");
        }
        ContainerSpec spec =
                ContainerSpec.builder(
                                ID, directory, new RootFs(List.of(place.resolve("root")), false))
                        .command(
                                new Command(
                                        List.of("/bin/sh", "-c", script),
                                        Map.of("PATH", "/bin"),
                                        "/",
                                        false))
                        .lifecycle(new Lifecycle(true, Signal.TERM.number()))
                        .streams(new Streams(true, false, 24, 80))
                        .build();
        return PlanCompiler.compile(spec, host);
    }
}
