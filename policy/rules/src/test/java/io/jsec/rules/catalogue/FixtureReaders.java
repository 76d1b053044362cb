package io.jsec.rules.catalogue;

import io.jsec.rules.ClientFacts;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.Facts;
import io.jsec.rules.Located;
import io.jsec.rules.PolicyFacts;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.Waiver;
import io.jsec.rules.compose.ComposeLoader;
import io.jsec.rules.read.DaemonArguments;
import io.jsec.rules.read.DaemonReader;
import io.jsec.rules.read.InspectReader;
import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.WaiverReader;
import io.jsec.rules.read.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Turns a fixture's bytes into facts, by the end of its name. Each kind of facts adds a line. */
final class FixtureReaders {
    /**
     * Reads one fixture.
     *
     * <p>Paths in the facts' places are {@code name}.
     */
    interface Reader {
        List<? extends Facts> read(String name, byte[] text) throws IOException;
    }

    /** By the end of the fixture's name, e.g. {@code .dockerfile}. */
    static final Map<String, Reader> READERS =
            Map.ofEntries(
                    Map.entry(
                            ".dockerfile", (name, text) -> List.of(DockerfileFacts.of(name, text))),
                    Map.entry(
                            ".daemon.json", (name, text) -> List.of(DaemonReader.read(name, text))),
                    Map.entry(".args", FixtureReaders::arguments),
                    Map.entry(".exec.json", FixtureReaders::exec),
                    Map.entry(".client.env", FixtureReaders::client),
                    Map.entry(".inspect.json", InspectReader::read),
                    Map.entry(".image.json", FixtureReaders::image),
                    Map.entry(".engine.json", FixtureReaders::engine),
                    Map.entry(".host.json", HostFixture::read),
                    Map.entry(".saved.json", SavedFixture::read),
                    Map.entry(".cert.json", CertificateFixture::read),
                    Map.entry(".compose.yaml", FixtureReaders::compose),
                    Map.entry(".waivers.yaml", FixtureReaders::policy));

    private FixtureReaders() {}

    /** One answer of an engine's {@code /exec/ID/json}. */
    private static List<Facts> exec(String name, byte[] text) {
        Target target = new Target(Target.Kind.CONTAINER, "web");
        return List.of(InspectReader.exec(target, JsonReader.read(name, text)));
    }

    /** Variables, one a line. */
    private static List<Facts> client(String name, byte[] text) {
        Map<String, String> variables = new HashMap<>();
        for (String line : new String(text, StandardCharsets.UTF_8).lines().toList()) {
            variables.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        Target target = new Target(Target.Kind.HOST, name);
        return List.of(new ClientFacts(target, SourceLocation.whole(name), variables));
    }

    /** The command line of dockerd, one word a line. */
    private static List<Facts> arguments(String name, byte[] text) {
        List<Located<String>> words = new ArrayList<>();
        for (String line : new String(text, StandardCharsets.UTF_8).lines().toList()) {
            int number = words.size() + 1;
            int end = line.length() + 1;
            words.add(new Located<>(line, new SourceLocation(name, number, 1, number, end)));
        }
        Target target = new Target(Target.Kind.DAEMON, name);
        return List.of(DaemonArguments.read(target, SourceLocation.whole(name), words));
    }

    /** What an engine says of an image in several answers. */
    private static List<Facts> image(String name, byte[] text) {
        Node root = JsonReader.read(name, text);
        Fact<Boolean> used =
                root.find("Used")
                        .flatMap(Node::string)
                        .map(word -> Fact.of(word.equals("true"), root.at()))
                        .orElse(Fact.unknown("nobody said"));
        Node image = root.find("Image").orElseThrow();
        return List.of(InspectReader.image("", image, root.find("History"), used));
    }

    /** What an engine says of itself in several answers. */
    private static List<Facts> engine(String name, byte[] text) {
        Node root = JsonReader.read(name, text);
        Node info = root.find("Info").orElseThrow();
        Node version = root.find("Version").orElseThrow();
        return List.of(InspectReader.engine(name, info, version, root.find("Swarm")));
    }

    private static List<Facts> compose(String name, byte[] text) {
        return ComposeLoader.load(
                List.of(name), path -> path.equals(name) ? Optional.of(text) : Optional.empty());
    }

    /** A file of waivers with the day of the run, and the numbers of those that cover something. */
    private static List<PolicyFacts> policy(String name, byte[] text) {
        Node root = YamlReader.read(name, text);
        WaiverReader.Result read = WaiverReader.read(name, text);
        Set<Waiver> used = new HashSet<>();
        for (Node number : root.find("used").orElseThrow().list()) {
            used.add(read.waivers().get(Integer.parseInt(number.string().orElseThrow())));
        }
        Set<String> known =
                Catalogue.rules().stream()
                        .map(rule -> rule.card().id())
                        .collect(Collectors.toSet());
        LocalDate today = LocalDate.parse(root.find("today").orElseThrow().string().orElseThrow());
        Target target = new Target(Target.Kind.POLICY, name);
        return List.of(new PolicyFacts(target, read.waivers(), used, read.defects(), known, today));
    }

    /** The facts of a fixture. */
    static List<? extends Facts> read(String name, byte[] text) throws IOException {
        for (Map.Entry<String, Reader> reader : READERS.entrySet()) {
            if (name.endsWith(reader.getKey())) {
                return reader.getValue().read(name, text);
            }
        }
        throw new IOException("no reader for the fixture " + name);
    }
}
