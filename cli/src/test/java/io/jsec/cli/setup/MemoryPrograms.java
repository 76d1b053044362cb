package io.jsec.cli.setup;

import io.jsec.cli.setup.MemoryHost.Node;
import io.jsec.cli.setup.SetupHost.FileFacts;
import io.jsec.cli.setup.SetupHost.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The programs setup runs, as far as a host in memory has them. */
final class MemoryPrograms {
    private static final Outcome FINE = new Outcome(0, "");
    private static final Outcome WRONG = new Outcome(1, "missing or different");

    private final MemoryHost host;

    MemoryPrograms(MemoryHost host) {
        this.host = host;
    }

    Outcome run(List<String> command) {
        String last = command.getLast();
        switch (command.getFirst()) {
            case "groupadd" -> append("/etc/group", last + ":x:" + option(command, "--gid") + ":");
            case "groupdel" -> remove("/etc/group", last);
            case "useradd" -> useradd(command);
            case "userdel" -> userdel(last);
            case "usermod" -> usermod(command);
            case "apparmor_parser" -> profile(command.get(1), last);
            case MemoryHost.HELPER -> {
                return helper(command);
            }
            default -> {
                return new Outcome(127, "no such program");
            }
        }
        return FINE;
    }

    private void useradd(List<String> command) {
        String gid =
                Account.groups(host.read("/etc/group").orElse("")).stream()
                        .filter(group -> group.name().equals(option(command, "--gid")))
                        .map(group -> Long.toString(group.gid()))
                        .findFirst()
                        .orElseThrow();
        append(
                "/etc/passwd",
                String.join(
                        ":",
                        command.getLast(),
                        "x",
                        option(command, "--uid"),
                        gid,
                        option(command, "--comment"),
                        option(command, "--home-dir"),
                        option(command, "--shell")));
    }

    /** As Debian's: the group of the same name and the subordinate ids go too. */
    private void userdel(String user) {
        for (String file : List.of("/etc/subuid", "/etc/subgid", "/etc/group", "/etc/passwd")) {
            remove(file, user);
        }
    }

    private void usermod(List<String> command) {
        String[] range = command.get(2).split("-", -1);
        long first = Long.parseLong(range[0]);
        String line =
                command.getLast() + ":" + first + ":" + (Long.parseLong(range[1]) - first + 1);
        String file = command.get(1).endsWith("uids") ? "/etc/subuid" : "/etc/subgid";
        if (command.get(1).startsWith("--add")) {
            append(file, line);
        } else {
            edit(file, text -> text.replace(line + "\n", ""));
        }
    }

    private void profile(String verb, String path) {
        String loaded = "/sys/kernel/security/apparmor/profiles";
        String line = path.substring(path.lastIndexOf('/') + 1) + " (enforce)\n";
        String others = host.read(loaded).orElse("").replace(line, "");
        String text = verb.equals("--replace") ? others + line : others;
        host.mutate(() -> host.file(loaded, 0444, text));
    }

    private void append(String file, String line) {
        edit(file, text -> text + line + "\n");
    }

    private void remove(String file, String name) {
        edit(file, text -> text.replaceAll("(?m)^" + name + ":.*\n", ""));
    }

    private void edit(String file, UnaryOperator<String> change) {
        host.mutate(() -> host.file(file, 0644, change.apply(host.read(file).orElse(""))));
    }

    private static String option(List<String> command, String name) {
        return command.get(command.indexOf(name) + 1);
    }

    private Outcome helper(List<String> command) {
        Map<String, String> options = new HashMap<>();
        for (int i = 2; i + 1 < command.size(); i += 2) {
            options.put(command.get(i), command.get(i + 1));
        }
        String dir = options.getOrDefault("--dir", "");
        String views = options.getOrDefault("--views", "");
        String place = views + "/" + options.getOrDefault("--name", "");
        String made = String.join(" ", command.subList(2, command.size()));
        return switch (command.get(1)) {
            case "remove" -> did(() -> host.removeTree(dir));
            case "make-directory" -> did(() -> directory(options));
            case "make-cgroup" -> did(() -> cgroup(dir, uid(options)));
            case "undo-cgroup" -> did(() -> host.removeTree(dir));
            case "check-cgroup" ->
                    host.stat(dir).filter(facts -> facts.uid() == uid(options)).isPresent()
                            ? FINE
                            : WRONG;
            case "make", "make-workspace" ->
                    did(() -> {
                        host.directory(views, 0700, uid(options));
                        host.mounts.put(place, made);
                    });
            case "check", "check-workspace" ->
                    made.equals(host.mounts.get(place)) && host.nodes.containsKey(views)
                            ? FINE
                            : WRONG;
            case "undo", "undo-workspace" ->
                    did(() -> {
                        host.mounts.remove(place);
                        host.removeTree(views);
                    });
            default -> new Outcome(3, "no such verb");
        };
    }

    private void directory(Map<String, String> options) {
        String path = options.getOrDefault("--dir", "");
        int mode = Integer.parseInt(options.getOrDefault("--mode", ""), 8);
        FileFacts facts =
                new FileFacts(FileFacts.Kind.DIRECTORY, mode, uid(options), id(options, "--gid"));
        host.nodes.put(path, new Node(facts, "", ""));
    }

    private void cgroup(String path, long uid) {
        host.directory(path, 0755, uid);
        host.nodes.computeIfPresent(
                path + "/cgroup.procs",
                (_, node) -> {
                    FileFacts facts =
                            new FileFacts(node.facts().kind(), node.facts().mode(), uid, uid);
                    return new Node(facts, node.text(), node.target());
                });
    }

    private static long uid(Map<String, String> options) {
        return id(options, "--uid");
    }

    private static long id(Map<String, String> options, String name) {
        return Long.parseLong(options.getOrDefault(name, "0"));
    }

    private Outcome did(Runnable mutation) {
        host.mutate(mutation);
        return FINE;
    }
}
