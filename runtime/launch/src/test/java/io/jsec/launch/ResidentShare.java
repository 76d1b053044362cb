package io.jsec.launch;

import io.jsec.linux.abi.Signal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What {@link ResidentRun} asks about containers that take namespaces of others. */
final class ResidentShare {
    private static final Streams PIPES = new Streams(false, false, 24, 80);
    private static final List<String> KINDS =
            List.of("cgroup", "ipc", "mnt", "net", "pid", "user", "uts");
    private static final String LINKS =
            "for n in " + String.join(" ", KINDS) + "; do busybox readlink /proc/self/ns/$n; done";

    private final ResidentRun run;
    private int next = 100;

    ResidentShare(ResidentRun run) {
        this.run = run;
    }

    /** Where it is, what it sees there, and what it does not. */
    void identity() throws Exception {
        try (ResidentClient client = run.connect()) {
            first(client);
            Files.writeString(run.directory(1).resolve("etc/hosts"), "10.9.8.7 other\n");
            joined(client, 1, "echo from the first > /dev/shm/first");
            long descriptors = client.stats().descriptors();
            ResidentRun.started(client.start(id(2), run.sharing(2, seen(), 1)));
            List<String> said = all(client, id(2)).lines().toList();
            Map<String, String> links = links(said);
            Map<String, String> others = links(joined(client, 1, LINKS).lines().toList());
            System.out.println(
                    "shared "
                            + List.of("net", "ipc", "pid").stream()
                                    .filter(kind -> same(kind, links, others))
                                    .collect(Collectors.joining(" ")));
            said.stream().skip(KINDS.size()).forEach(System.out::println);
            System.out.println("shm of the second: " + joined(client, 1, "cat /dev/shm/second"));
            looks(client);
            ended(client, id(2));
            again(client, others);
            System.out.println("descriptors more " + (client.stats().descriptors() - descriptors));
            end(client, 1);
        }
    }

    /** What the second container says of itself. */
    private static String seen() {
        return LINKS
                + "; echo process 1 $(busybox tr '\\0' ' ' < /proc/1/cmdline)"
                + "; echo is process 1 itself $([ $$ = 1 ] && echo true || echo false)"
                + "; echo own /proc read-only"
                + " $( (echo 0 > /proc/self/oom_score_adj) 2> /dev/null && echo no || echo true)"
                + "; echo namespaces inside $(cat /proc/sys/user/max_user_namespaces)"
                + "; busybox grep -E '^(NoNewPrivs|Seccomp):' /proc/self/status"
                + " | busybox tr '\\t' ' '"
                + "; echo descriptors $(busybox ls /proc/self/fd)"
                + "; echo shm of the other: $(cat /dev/shm/first)"
                + "; echo from the second > /dev/shm/second";
    }

    private void looks(ResidentClient client) throws Exception {
        String script =
                "echo queues $(busybox grep -q '/dev/mqueue mqueue' /proc/mounts && echo true)"
                        + "; for f in environ root; do"
                        + " w=$f; [ $f = environ ] && w=environment"
                        + "; if [ $f = root ]; then busybox readlink /proc/1/$f; else"
                        + " cat /proc/1/$f; fi > /dev/null 2>&1"
                        + " && echo $w of the other: seen || echo $w of the other: refused; done"
                        + "; echo hosts of the other"
                        + " $(busybox grep -q '10.9.8.7 other' /etc/hosts && echo true)";
        int number = next++;
        ResidentRun.started(client.start(id(number), run.sharing(number, script, 1)));
        System.out.print(all(client, id(number)));
        ended(client, id(number));
    }

    /** A process that joins the second is where the second is. */
    private void again(ResidentClient client, Map<String, String> others) throws Exception {
        ResidentRun.started(client.start(id(2), run.sharing(2, LINKS + "; exec sleep 600", 1)));
        Map<String, String> own = new LinkedHashMap<>();
        try (Attachment attachment = client.attach(id(2))) {
            StringBuilder said = new StringBuilder();
            while (said.chars().filter(letter -> letter == '\n').count() < KINDS.size()) {
                said.append(
                        new String(attachment.next().orElseThrow().data(), StandardCharsets.UTF_8));
            }
            own.putAll(links(said.toString().lines().toList()));
        }
        Map<String, String> joined = links(joined(client, 2, LINKS).lines().toList());
        System.out.println(
                "joined: "
                        + List.of("net", "ipc", "pid").stream()
                                .filter(kind -> same(kind, joined, others))
                                .collect(Collectors.joining(" "))
                        + " of the first");
        System.out.println(
                "joined: "
                        + KINDS.stream()
                                .filter(kind -> !same(kind, joined, others))
                                .filter(kind -> same(kind, joined, own))
                                .sorted()
                                .collect(Collectors.joining(" "))
                        + " as the second");
        end(client, 2);
    }

    /** How such containers end, and what is refused. */
    void lives() throws Exception {
        try (ResidentClient client = run.connect()) {
            first(client);
            joined(client, 1, "true");
            long descriptors = client.stats().descriptors();
            ResidentRun.started(
                    client.start(id(2), run.sharing(2, "sleep 601 & sleep 601 & exit 3", 1)));
            System.out.println("ended " + ended(client, id(2)));
            System.out.println("left of it " + joined(client, 1, count("sleep 6[0]1")));
            ResidentRun.started(client.start(id(2), run.sharing(2, "exec sleep 602", 1)));
            client.kill(id(2), Signal.KILL, true);
            int code = ended(client, id(2));
            System.out.println("killed " + code + ", the other runs " + runs(client, 1));
            ResidentRun.started(client.start(id(2), run.sharing(2, "kill -9 1; kill -15 1", 1)));
            int _ = ended(client, id(2));
            System.out.println("process 1 outlives its signals " + runs(client, 1));
            ResidentRun.started(client.start(id(2), run.sharing(2, "exec sleep 603", 1)));
            ResidentRun.started(
                    client.start(id(3), run.sharing(3, "exit $" + count("sleep 6[0]5"), 2)));
            System.out.println("shares with a sharer " + ended(client, id(3)));
            client.kill(id(1), Signal.KILL, true);
            System.out.println("with the other " + ended(client, id(2)));
            int _ = ended(client, id(1));
            paused(client);
            refusals(client);
            System.out.println("records " + client.list().size());
            // The first one's process, its status and its two pipes are gone by now.
            System.out.println(
                    "descriptors more " + (client.stats().descriptors() + 3 - descriptors));
            System.out.println("groups " + run.groups());
        }
    }

    /** A frozen process of v1 does not die, and process 1 waits for it. */
    private void paused(ResidentClient client) throws Exception {
        first(client);
        LaunchPlan plan = run.sharing(2, "exec sleep 604", 1);
        ResidentRun.started(client.start(id(2), plan));
        for (Step.Cgroup group : plan.steps(Step.Cgroup.class)) {
            Path freezer = Path.of(group.path(), "freezer.state");
            if (Files.exists(freezer)) {
                Files.writeString(freezer, "FROZEN");
            }
        }
        client.kill(id(1), Signal.KILL, true);
        System.out.println("paused with the other " + ended(client, id(2)));
        int _ = ended(client, id(1));
    }

    private void refusals(ResidentClient client) throws Exception {
        LaunchPlan late = run.sharing(2, "true", 1);
        System.out.println("ended: " + failure(client.start(id(2), late)));
        LaunchPlan nobody = run.sharing(2, "true", 9);
        System.out.println("unknown: " + failure(client.start(id(2), nobody)));
        first(client);
        List<Step> steps = new ArrayList<>(run.sharing(2, "true", 1).steps());
        steps.replaceAll(step ->
                step instanceof Step.IdMap map
                        ? new Step.IdMap(
                                List.of(map.uids().getFirst()), map.gids(), map.setgroups())
                        : step);
        System.out.println("other ids: " + failure(client.start(id(2), new LaunchPlan(steps))));
        hostNetwork(client);
        end(client, 1);
    }

    private void hostNetwork(ResidentClient client) throws Exception {
        int number = next++;
        ResidentRun.started(client.start(id(number), run.onHostNetwork(number, "exec sleep 600")));
        System.out.println(
                "not there: " + failure(client.start(id(2), run.sharing(2, "true", number))));
        end(client, number);
    }

    private static String failure(StartOutcome outcome) {
        return switch (outcome) {
            case StartOutcome.Started _ -> "it started";
            case StartOutcome.Failed failed ->
                    failed.call() + " " + failed.errno() + " " + failed.argument();
        };
    }

    private void first(ResidentClient client) throws Exception {
        ResidentRun.started(client.start(id(1), run.plan(1, "exec sleep 600", Streams.DEFAULT)));
    }

    private static boolean runs(ResidentClient client, int number) {
        return client.list().stream()
                .anyMatch(entry ->
                        entry.id().equals(id(number)) && entry instanceof ResidentEntry.Running);
    }

    /** A script that says how many processes have this command line. */
    private static String count(String command) {
        return "(cat /proc/[0-9]*/cmdline | busybox tr '\\0' ' '"
                + " | busybox grep -o '"
                + command
                + "' | busybox wc -l)";
    }

    private static Map<String, String> links(List<String> lines) {
        Map<String, String> links = new LinkedHashMap<>();
        for (int i = 0; i < KINDS.size(); i++) {
            links.put(KINDS.get(i), lines.get(i));
        }
        return links;
    }

    private static boolean same(String kind, Map<String, String> one, Map<String, String> other) {
        return Objects.equals(one.get(kind), other.get(kind));
    }

    private String joined(ResidentClient client, int number, String script) throws Exception {
        String id = id(next++);
        List<String> words = Arrays.asList("/bin/sh", "-c", script);
        ExecSpec spec =
                new ExecSpec(
                        new Command(words, Map.of("PATH", "/bin"), "/bin", false),
                        ContainerUser.ROOT,
                        PIPES);
        LaunchPlan container = client.plan(id(number));
        ResidentRun.started(client.exec(id, ExecPlan.compile(spec, id(number), container)));
        String said = all(client, id).strip();
        ended(client, id);
        return said;
    }

    private static String all(ResidentClient client, String id) {
        StringBuilder said = new StringBuilder();
        try (Attachment attachment = client.attach(id)) {
            for (var frame = attachment.next(); frame.isPresent(); frame = attachment.next()) {
                said.append(new String(frame.get().data(), StandardCharsets.UTF_8));
            }
        }
        return said.toString();
    }

    private static int ended(ResidentClient client, String id) {
        int code = client.awaitExit(id, ResidentRun.TIMEOUT).orElseThrow().code();
        client.forget(id);
        return code;
    }

    private static void end(ResidentClient client, int number) {
        client.kill(id(number), Signal.KILL, true);
        int _ = ended(client, id(number));
    }

    private static String id(int number) {
        return ResidentRun.id(number);
    }
}
