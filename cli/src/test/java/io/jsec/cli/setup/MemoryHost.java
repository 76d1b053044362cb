package io.jsec.cli.setup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A host in memory: files, mounts and accounts as setup sees them. It dies before or after any of
 * its mutations, as a machine does.
 */
final class MemoryHost implements SetupHost {
    static final String HELPER = "/home/clone/dist/lib/jsec-views";

    final Map<String, Node> nodes = new TreeMap<>();
    final Map<String, String> mounts = new TreeMap<>();
    final List<List<String>> commands = new ArrayList<>();
    final List<Long> processes = new ArrayList<>();
    final Set<String> broken = new HashSet<>();
    boolean root = true;
    private final MemoryPrograms programs = new MemoryPrograms(this);
    private int moments;
    private int deathAt = -1;

    /** What lies at a path; target is set for links only. */
    record Node(FileFacts facts, String text, String target) {}

    /** The machine died here. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    void dieAt(int moment) {
        moments = 0;
        deathAt = moment;
    }

    int moments() {
        return moments;
    }

    /** Runs a mutation, unless death comes before it or right after. */
    void mutate(Runnable mutation) {
        if (moments++ == deathAt) {
            throw new Death();
        }
        mutation.run();
        if (moments++ == deathAt) {
            throw new Death();
        }
    }

    MemoryHost file(String path, int mode, String text) {
        nodes.put(path, new Node(new FileFacts(FileFacts.Kind.FILE, mode, 0, 0), text, ""));
        return this;
    }

    MemoryHost directory(String path, int mode, long uid) {
        FileFacts facts = new FileFacts(FileFacts.Kind.DIRECTORY, mode, uid, uid);
        nodes.put(path, new Node(facts, "", ""));
        return this;
    }

    @Override
    public boolean root() {
        return root;
    }

    @Override
    public String helper() {
        return HELPER;
    }

    @Override
    public Optional<FileFacts> stat(String path) {
        return Optional.ofNullable(nodes.get(path)).map(Node::facts);
    }

    @Override
    public boolean hidden(String path) {
        return !root && (path.startsWith("/var/lib/jsec/") || path.startsWith("/root/"));
    }

    @Override
    public Optional<String> read(String path) {
        return Optional.ofNullable(nodes.get(path))
                .filter(node -> node.facts().kind() == FileFacts.Kind.FILE)
                .map(Node::text);
    }

    @Override
    public Optional<String> linkTarget(String path) {
        return Optional.ofNullable(nodes.get(path))
                .filter(node -> node.facts().kind() == FileFacts.Kind.LINK)
                .map(Node::target);
    }

    @Override
    public Optional<String> realPath(String path) {
        return nodes.containsKey(path) ? Optional.of(path) : Optional.empty();
    }

    @Override
    public Optional<String> fingerprint(String directory) {
        if (!nodes.containsKey(directory)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        nodes.forEach((path, node) -> {
            if (path.startsWith(directory + "/")) {
                text.append(path.substring(directory.length())).append(node.text());
            }
        });
        return Optional.of(Integer.toHexString(text.toString().hashCode()));
    }

    @Override
    public List<Long> processesOf(long uid, long first, long count) {
        return List.copyOf(processes);
    }

    @Override
    public boolean empty(String directory) {
        return nodes.containsKey(directory)
                && nodes.keySet().stream().noneMatch(path -> path.startsWith(directory + "/"));
    }

    @Override
    public void write(String path, String text, int mode) {
        mutate(() -> file(path, mode, text));
    }

    @Override
    public void writeKernel(String path, String text) {
        mutate(() -> file(path, 0644, text));
    }

    @Override
    public void makeDirectory(String path, int mode) {
        if (!nodes.containsKey(path)) {
            mutate(() -> directory(path, mode, 0));
        }
    }

    @Override
    public void own(String path, int mode, long uid, long gid) {
        mutate(() -> {
            Node node = nodes.get(path);
            if (node != null) {
                FileFacts facts = new FileFacts(node.facts().kind(), mode, uid, gid);
                nodes.put(path, new Node(facts, node.text(), node.target()));
            }
        });
    }

    @Override
    public void link(String path, String target) {
        FileFacts facts = new FileFacts(FileFacts.Kind.LINK, 0777, 0, 0);
        mutate(() -> nodes.put(path, new Node(facts, "", target)));
    }

    @Override
    public void delete(String path) {
        mutate(() -> nodes.remove(path));
    }

    @Override
    public void copyTree(String from, String to) {
        mutate(() -> copy(from, to + ".new"));
        mutate(() -> {
            removeTree(to);
            copy(to + ".new", to);
            removeTree(to + ".new");
        });
    }

    private void copy(String from, String to) {
        removeTree(to);
        Map<String, Node> copies = new TreeMap<>();
        nodes.forEach((path, node) -> {
            if (path.equals(from) || path.startsWith(from + "/")) {
                copies.put(to + path.substring(from.length()), node);
            }
        });
        nodes.putAll(copies);
    }

    void removeTree(String path) {
        nodes.keySet().removeIf(each -> each.equals(path) || each.startsWith(path + "/"));
    }

    @Override
    public Outcome run(List<String> command) {
        commands.add(command);
        if (broken.contains(command.getFirst())) {
            return new Outcome(1, command.getFirst() + ": broken\n");
        }
        return programs.run(command);
    }

    /** Everything that lasts, for comparing. */
    String state() {
        return nodes + "\n" + mounts;
    }
}
