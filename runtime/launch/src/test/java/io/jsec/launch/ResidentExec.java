package io.jsec.launch;

import io.jsec.linux.abi.Signal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** What {@link ResidentRun} asks about processes that join a container. */
final class ResidentExec {
    private static final Streams PIPES = new Streams(false, false, 24, 80);
    private static final int FIRST = 100;

    private final ResidentRun run;
    private int next = FIRST;

    ResidentExec(ResidentRun run) {
        this.run = run;
    }

    /** Everything the kernel says of a process that joined, beside what it says of PID 1. */
    void identity() throws Exception {
        try (ResidentClient client = run.connect()) {
            LaunchPlan plan = run.plan(1, "exec sleep 600", Streams.DEFAULT);
            ResidentRun.started(client.start(id(1), plan));
            LaunchPlan told = client.plan(id(1));
            System.out.println("plan as started " + told.steps().equals(plan.steps()));
            ExecSpec spec = spec(ContainerUser.ROOT, PIPES, "true");
            System.out.println(
                    "violations "
                            + ExecPlanVerifier.verify(
                                            ExecPlan.compile(spec, id(1), told), spec, id(1), told)
                                    .size());
            said(client, ContainerUser.ROOT, "true");
            long descriptors = client.stats().descriptors();
            namespaces(client);
            same(client, "cgroups", "cat /proc/%s/cgroup");
            same(client, "oom_score_adj", "cat /proc/%s/oom_score_adj");
            root(client);
            other(client);
            terminal(client, told);
            System.out.println("descriptors more " + (client.stats().descriptors() - descriptors));
            end(client, id(1));
        }
    }

    private void namespaces(ResidentClient client) throws Exception {
        String script =
                "for n in user mnt pid net ipc uts cgroup; do"
                        + " busybox readlink /proc/%s/ns/$n; done";
        String own = said(client, ContainerUser.ROOT, script.formatted("self"));
        String first = said(client, ContainerUser.ROOT, script.formatted("1"));
        long same = own.lines().filter(line -> first.lines().anyMatch(line::equals)).count();
        System.out.println("namespaces as of pid 1: " + same);
    }

    private void same(ResidentClient client, String what, String script) throws Exception {
        String own = said(client, ContainerUser.ROOT, script.formatted("self"));
        String first = said(client, ContainerUser.ROOT, script.formatted("1"));
        System.out.println(what + " as of pid 1 " + (!own.isEmpty() && own.equals(first)));
    }

    private void root(ResidentClient client) throws Exception {
        List<String> own =
                said(client, ContainerUser.ROOT, "cat /proc/self/status").lines().toList();
        List<String> first =
                said(client, ContainerUser.ROOT, "cat /proc/1/status").lines().toList();
        System.out.println(line(own, "Uid"));
        System.out.println(line(own, "Gid"));
        for (String set : List.of("CapBnd", "CapEff")) {
            System.out.println(set + " as of pid 1 " + line(own, set).equals(line(first, set)));
        }
        for (String wall : List.of("NoNewPrivs", "Seccomp", "Seccomp_filters")) {
            System.out.println(line(own, wall));
        }
        System.out.println(
                "descriptors "
                        + said(client, ContainerUser.ROOT, "busybox ls /proc/self/fd")
                                .replace('\n', ' '));
        System.out.println("its parent " + said(client, ContainerUser.ROOT, "echo $PPID"));
    }

    private static String line(List<String> status, String name) {
        return status.stream()
                .filter(each -> each.startsWith(name + ":"))
                .findFirst()
                .map(each -> each.replaceAll("\\s+", " ").strip())
                .orElse("no " + name);
    }

    private void other(ResidentClient client) throws Exception {
        ContainerUser user = new ContainerUser(1000, 1001, List.of(7), "/home/x");
        List<String> own = said(client, user, "cat /proc/self/status").lines().toList();
        for (String name : List.of("Uid", "Gid", "Groups", "CapBnd")) {
            System.out.println("other " + line(own, name));
        }
        System.out.println("other " + said(client, user, "echo HOME=$HOME in $(busybox pwd)"));
    }

    private void terminal(ResidentClient client, LaunchPlan container) throws Exception {
        String id = id(next++);
        ExecSpec spec =
                spec(ContainerUser.ROOT, new Streams(true, true, 24, 80), "read x; stty size");
        ResidentRun.started(client.exec(id, ExecPlan.compile(spec, id(1), container)));
        client.resize(id, 30, 90);
        try (Attachment attachment = client.attach(id)) {
            attachment.write("\n".getBytes(StandardCharsets.UTF_8));
            System.out.println("terminal " + all(attachment).strip());
        }
        ended(client, id);
    }

    /** How such processes end, and what is refused. */
    void lives() throws Exception {
        try (ResidentClient client = run.connect()) {
            ResidentRun.started(
                    client.start(id(1), run.plan(1, "exec sleep 600", Streams.DEFAULT)));
            LaunchPlan container = client.plan(id(1));
            int warm = code(client, container, "exit 0");
            long descriptors = client.stats().descriptors() + warm;
            System.out.println("code " + code(client, container, "exit 7"));
            listed(client, container);
            missing(client, container);
            refusals(client, container);
            paused(client, container);
            String last = start(client, container, "exec sleep 600");
            client.kill(id(1), Signal.KILL, true);
            System.out.println("with the container " + ended(client, last));
            int code = client.awaitExit(id(1), ResidentRun.TIMEOUT).orElseThrow().code();
            System.out.println("itself " + code);
            ExecPlan late = plan(container, "true");
            System.out.println("ended: " + refused(() -> client.exec(id(next), late)));
            System.out.println("no plan: " + refused(() -> client.plan(id(1))));
            client.forget(id(1));
            System.out.println("records " + client.list().size());
            // The container's process, its status and its two pipes are gone by now.
            System.out.println(
                    "descriptors more " + (client.stats().descriptors() + 3 - descriptors));
        }
    }

    private void listed(ResidentClient client, LaunchPlan container) throws Exception {
        String id = start(client, container, "exec sleep 600");
        boolean inside =
                client.list().stream()
                        .anyMatch(entry ->
                                entry.id().equals(id)
                                        && entry.container().orElse("").equals(id(1)));
        System.out.println("listed in the container " + inside);
        client.kill(id, Signal.TERM, false);
        ResidentEvent.Exited exited = client.awaitExit(id, ResidentRun.TIMEOUT).orElseThrow();
        System.out.println("signal " + exited.signal());
        client.forget(id);
    }

    private void missing(ResidentClient client, LaunchPlan container) {
        ExecSpec none =
                new ExecSpec(
                        new Command(List.of("/nothing"), Map.of(), "/", false),
                        ContainerUser.ROOT,
                        PIPES);
        String id = id(next++);
        StartOutcome outcome = client.exec(id, ExecPlan.compile(none, id(1), container));
        if (outcome instanceof StartOutcome.Failed failed) {
            System.out.println("missing " + failed.call() + " " + failed.errno());
        }
    }

    private void refusals(ResidentClient client, LaunchPlan container) throws Exception {
        ContainerUser stranger = new ContainerUser(70_000, 0, List.of(), "/");
        try {
            ExecPlan.compile(spec(stranger, PIPES, "true"), id(1), container);
        } catch (RefusedException e) {
            System.out.println("unmapped " + e.refusals().getFirst().rule().id());
        }
        List<Step> weak = new ArrayList<>(plan(container, "true").steps());
        weak.removeIf(Step.Seccomp.class::isInstance);
        StartOutcome outcome = client.exec(id(next++), new ExecPlan(weak));
        if (outcome instanceof StartOutcome.Failed failed) {
            System.out.println("more: " + failed.argument());
        }
        ExecPlan elsewhere =
                ExecPlan.compile(spec(ContainerUser.ROOT, PIPES, "true"), id(9), container);
        System.out.println("unknown: " + refused(() -> client.exec(id(next), elsewhere)));
        String process = start(client, container, "exec sleep 600");
        ExecPlan within =
                ExecPlan.compile(spec(ContainerUser.ROOT, PIPES, "true"), process, container);
        System.out.println("in a process: " + refused(() -> client.exec(id(next), within)));
        client.kill(process, Signal.KILL, false);
        ended(client, process);
    }

    private void paused(ResidentClient client, LaunchPlan container) throws Exception {
        Path freezer =
                container.steps(Step.Cgroup.class).stream()
                        .map(group -> Path.of(group.path(), "freezer.state"))
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow();
        Files.writeString(freezer, "FROZEN");
        ExecPlan plan = plan(container, "true");
        System.out.println("paused: " + refused(() -> client.exec(id(next), plan)));
        Files.writeString(freezer, "THAWED");
        System.out.println("thawed " + code(client, container, "exit 0"));
    }

    private static String refused(Callable<?> request) throws Exception {
        try {
            request.call();
            return "nothing was refused";
        } catch (LauncherException e) {
            return String.valueOf(e.getMessage()).replace("the launcher refuses: ", "");
        }
    }

    private String said(ResidentClient client, ContainerUser user, String script) throws Exception {
        String id = id(next++);
        ExecSpec spec = spec(user, PIPES, script);
        ResidentRun.started(client.exec(id, ExecPlan.compile(spec, id(1), client.plan(id(1)))));
        try (Attachment attachment = client.attach(id)) {
            String all = all(attachment);
            ended(client, id);
            return all.strip();
        }
    }

    private static String all(Attachment attachment) {
        StringBuilder said = new StringBuilder();
        for (var frame = attachment.next(); frame.isPresent(); frame = attachment.next()) {
            said.append(new String(frame.get().data(), StandardCharsets.UTF_8));
        }
        return said.toString();
    }

    private String start(ResidentClient client, LaunchPlan container, String script) {
        String id = id(next++);
        ResidentRun.started(client.exec(id, plan(container, script)));
        return id;
    }

    private int code(ResidentClient client, LaunchPlan container, String script) {
        return ended(client, start(client, container, script));
    }

    private static int ended(ResidentClient client, String id) {
        int code = client.awaitExit(id, ResidentRun.TIMEOUT).orElseThrow().code();
        client.forget(id);
        return code;
    }

    private static void end(ResidentClient client, String id) {
        client.kill(id, Signal.KILL, true);
        ended(client, id);
    }

    private static ExecPlan plan(LaunchPlan container, String script) {
        return ExecPlan.compile(spec(ContainerUser.ROOT, PIPES, script), id(1), container);
    }

    private static ExecSpec spec(ContainerUser user, Streams streams, String script) {
        List<String> words = Arrays.asList("/bin/sh", "-c", script);
        return new ExecSpec(
                new Command(words, Map.of("PATH", "/bin"), "/bin", false), user, streams);
    }

    private static String id(int number) {
        return ResidentRun.id(number);
    }
}
