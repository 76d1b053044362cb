package io.jsec.audit.collect;

import io.jsec.audit.Unreadable;
import io.jsec.rules.Fact;
import io.jsec.rules.Facts;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.read.InspectReader;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Reads an engine over the Docker Engine API: what it says of itself, its containers, images,
 * networks and volumes. What goes away while it is read is not there; what cannot be read is one
 * target that cannot be judged, and does not hide the others.
 */
public final class EngineCollector implements Collector {
    /** Questions at a time: engines lock what they inspect, and more does not help. */
    private static final int ASKING = 6;

    private final EngineAddress address;
    private final String scope;
    private final Duration timeout;

    /**
     * A collector.
     *
     * @param scope what stands before names where several engines are judged, else nothing
     * @param timeout of everything; what was read until shortly before is kept
     */
    public EngineCollector(EngineAddress address, String scope, Duration timeout) {
        this.address = address;
        this.scope = scope;
        this.timeout = timeout;
    }

    @Override
    public Target target() {
        return new Target(Target.Kind.ENGINE, address.text());
    }

    @Override
    public Collected collect() throws IOException {
        // The whole collector is given up at the end of its time, with all it has.
        EngineClient client = new EngineClient(address, timeout.multipliedBy(9).dividedBy(10));
        Node version = client.get("/version");
        Node info = client.get("/info");
        List<Facts> facts = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        Optional<Node> swarm = Optional.empty();
        try {
            swarm = isManager(info) ? client.find("/swarm") : swarm;
        } catch (IOException e) {
            // A manager without its fellows: the settings are unknown, the rest is there.
            unreadable.add(failed(new Target(Target.Kind.ENGINE, address.text() + "/swarm"), e));
        }
        facts.add(InspectReader.engine(address.text(), info, version, swarm));
        ask(new Questions(client, text(info, "CgroupVersion").equals("1")), facts, unreadable);
        // Engines list in any order; reports do not change without a reason.
        facts.sort(
                Comparator.comparing((Facts each) -> each.target().kind())
                        .thenComparing(each -> each.target().name()));
        return new Collected(facts, unreadable, List.of());
    }

    private static boolean isManager(Node info) {
        return info.find("Swarm", "ControlAvailable")
                .flatMap(Node::string)
                .filter("true"::equals)
                .isPresent();
    }

    /** What came of one question: facts, why there are none, or neither where it went away. */
    private record Answer(Optional<Facts> facts, Optional<Unreadable> failure) {
        static Answer of(Facts facts) {
            return new Answer(Optional.of(facts), Optional.empty());
        }

        static Answer failed(Unreadable failure) {
            return new Answer(Optional.empty(), Optional.of(failure));
        }

        static Answer gone() {
            return new Answer(Optional.empty(), Optional.empty());
        }
    }

    private static void ask(Questions questions, List<Facts> facts, List<Unreadable> unreadable)
            throws IOException {
        ExecutorService threads =
                Executors.newFixedThreadPool(ASKING, Thread.ofPlatform().daemon().factory());
        try {
            for (Future<Answer> each : threads.invokeAll(questions.all())) {
                Answer answer = each.get();
                answer.facts().ifPresent(facts::add);
                answer.failure().ifPresent(unreadable::add);
            }
            facts.addAll(questions.execs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the audit was given up");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bug of jsec", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Turns an answer into facts. */
    private interface Reader {
        Facts read(Node node) throws IOException;
    }

    /** Everything to ask, one after the lists that tell what there is. */
    private final class Questions {
        private final EngineClient client;
        private final boolean oldCgroups;
        private final Set<String> usedImages = new HashSet<>();
        private final List<Callable<Answer>> all = new ArrayList<>();
        private final Queue<Facts> execs = new ConcurrentLinkedQueue<>();
        private boolean uses = true;

        Questions(EngineClient client, boolean oldCgroups) {
            this.client = client;
            this.oldCgroups = oldCgroups;
        }

        List<Callable<Answer>> all() {
            uses = list("/containers/json?all=1", "containers", this::container);
            list("/images/json", "images", this::image);
            list("/networks", "networks", this::network);
            list("/volumes", "volumes", this::volume);
            return all;
        }

        /** Asks for a list, and whether it came. */
        private boolean list(String path, String what, Consumer<Node> each) {
            Target target = new Target(Target.Kind.ENGINE, address.text() + "/" + what);
            try {
                Node answer = client.get(path);
                // The list of volumes is inside an object, and null where there are none.
                Node list = answer.find("Volumes").orElse(answer);
                if (!(list instanceof Node.Sequence) && !list.isNull()) {
                    throw new IOException(
                            address.text() + path + ": the engine's answer is no list");
                }
                list.list().forEach(each);
                return true;
            } catch (IOException e) {
                all.add(() -> Answer.failed(failed(target, e)));
                return false;
            }
        }

        private void container(Node listed) {
            usedImages.add(bare(text(listed, "ImageID")));
            String id = text(listed, "Id");
            one(
                    Target.Kind.CONTAINER,
                    name(listed, id),
                    "/containers/" + encode(id) + "/json",
                    node -> {
                        Facts facts = InspectReader.container(scope, node, oldCgroups);
                        for (Node exec : node.find("ExecIDs").map(Node::list).orElse(List.of())) {
                            // One that has ended meanwhile is gone.
                            client.find("/exec/" + encode(exec.string().orElse("")) + "/json")
                                    .map(each -> InspectReader.exec(facts.target(), each))
                                    .ifPresent(execs::add);
                        }
                        return facts;
                    });
        }

        private void image(Node listed) {
            String id = text(listed, "Id");
            String path = "/images/" + encode(id);
            SourceLocation at = SourceLocation.whole(target().toString());
            Fact<Boolean> used =
                    uses
                            ? Fact.of(usedImages.contains(bare(id)), at)
                            : Fact.unknown("the engine's containers could not be listed");
            one(
                    Target.Kind.IMAGE,
                    id,
                    path + "/json",
                    node -> InspectReader.image(scope, node, client.find(path + "/history"), used));
        }

        private void network(Node listed) {
            // The list leaves out who is attached.
            one(
                    Target.Kind.NETWORK,
                    text(listed, "Name"),
                    "/networks/" + encode(text(listed, "Id")),
                    node -> InspectReader.network(scope, node));
        }

        private void volume(Node listed) {
            all.add(() -> Answer.of(InspectReader.volume(scope, listed)));
        }

        private void one(Target.Kind kind, String name, String path, Reader reader) {
            Target target = new Target(kind, scope + name);
            all.add(() -> {
                try {
                    Optional<Node> node = client.find(path);
                    return node.isPresent() ? Answer.of(reader.read(node.get())) : Answer.gone();
                } catch (ReadException e) {
                    return Answer.failed(failed(target, new IOException(e.getMessage(), e)));
                } catch (IOException e) {
                    return Answer.failed(failed(target, e));
                }
            });
        }
    }

    private static Unreadable failed(Target target, IOException e) {
        String why = String.valueOf(e.getMessage());
        return new Unreadable(target, SourceLocation.whole(target.toString()), why);
    }

    private static String name(Node listed, String id) {
        return listed.find("Names")
                .flatMap(names -> names.list().stream().findFirst())
                .flatMap(Node::string)
                .map(name -> name.startsWith("/") ? name.substring(1) : name)
                .orElse(id);
    }

    private static String text(Node node, String key) {
        return node.find(key).flatMap(Node::string).orElse("");
    }

    private static String bare(String id) {
        return id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
