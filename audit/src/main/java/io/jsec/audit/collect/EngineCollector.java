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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an engine over the Docker Engine API: what it says of itself, its containers, images,
 * networks and volumes. What goes away while it is read is not there; what cannot be read is one
 * target that cannot be judged.
 */
public final class EngineCollector implements Collector {
    private final EngineAddress address;
    private final String scope;
    private final EngineClient client;
    private final List<Facts> facts = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final Set<String> usedImages = new HashSet<>();

    /**
     * A collector.
     *
     * @param scope what stands before names where several engines are judged, else nothing
     * @param timeout of one answer over TCP; a unix socket ends with the collector
     */
    public EngineCollector(EngineAddress address, String scope, Duration timeout) {
        this.address = address;
        this.scope = scope;
        this.client = new EngineClient(address, timeout);
    }

    @Override
    public Target target() {
        return new Target(Target.Kind.ENGINE, address.text());
    }

    @Override
    public Collected collect() throws IOException {
        Node version = client.get("/version");
        Node info = client.get("/info");
        Optional<Node> swarm = manages(info) ? Optional.of(client.get("/swarm")) : Optional.empty();
        facts.add(InspectReader.engine(address.text(), info, version, swarm));
        containers();
        images();
        networks();
        volumes();
        return new Collected(facts, unreadable, List.of());
    }

    private static boolean manages(Node info) {
        return info.find("Swarm", "ControlAvailable")
                .flatMap(Node::string)
                .filter("true"::equals)
                .isPresent();
    }

    private void containers() throws IOException {
        for (Node each : client.get("/containers/json?all=1").list()) {
            usedImages.add(text(each, "ImageID"));
            one(
                    Target.Kind.CONTAINER,
                    id(each),
                    "/containers/" + id(each) + "/json",
                    node -> InspectReader.container(scope, node));
        }
    }

    private void images() throws IOException {
        for (Node each : client.get("/images/json").list()) {
            String path = "/images/" + encode(id(each));
            SourceLocation at = SourceLocation.whole(target().toString());
            Fact<Boolean> used = Fact.of(usedImages.contains(text(each, "Id")), at);
            one(
                    Target.Kind.IMAGE,
                    id(each),
                    path + "/json",
                    node -> InspectReader.image(scope, node, client.find(path + "/history"), used));
        }
    }

    private void networks() throws IOException {
        for (Node each : client.get("/networks").list()) {
            String path = "/networks/" + encode(id(each));
            // The list leaves out who is attached.
            one(
                    Target.Kind.NETWORK,
                    text(each, "Name"),
                    path,
                    node -> InspectReader.network(scope, node));
        }
    }

    private void volumes() throws IOException {
        Node all = client.get("/volumes");
        for (Node each : all.find("Volumes").map(Node::list).orElse(List.of())) {
            facts.add(InspectReader.volume(scope, each));
        }
    }

    /** Turns an answer into facts. */
    private interface Reader {
        Facts read(Node node) throws IOException;
    }

    private void one(Target.Kind kind, String name, String path, Reader reader) throws IOException {
        Target target = new Target(kind, scope + name);
        try {
            Optional<Node> node = client.find(path);
            if (node.isPresent()) {
                facts.add(reader.read(node.get()));
            }
        } catch (ReadException e) {
            unreadable.add(
                    new Unreadable(
                            target,
                            SourceLocation.whole(target.toString()),
                            path + ": " + e.getMessage()));
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            unreadable.add(
                    new Unreadable(
                            target,
                            SourceLocation.whole(target.toString()),
                            String.valueOf(e.getMessage())));
        }
    }

    private static String id(Node node) {
        return text(node, "Id");
    }

    private static String text(Node node, String key) {
        return node.find(key).flatMap(Node::string).orElse("");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
