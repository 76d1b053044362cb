package io.jsec.rules.catalogue;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.CertificateFacts.PrivateKeyFile;
import io.jsec.rules.CertificateFacts.Role;
import io.jsec.rules.CertificateFacts.Usage;
import io.jsec.rules.Fact;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads {@code NAME.cert.json}: what a certificate says, by the names of its facts. */
final class CertificateFixture {
    private CertificateFixture() {}

    static List<CertificateFacts> read(String name, byte[] bytes) {
        Node root = JsonReader.read(name, bytes);
        SourceLocation at = SourceLocation.whole(name);
        return List.of(
                new CertificateFacts(
                        new Target(Target.Kind.CERTIFICATE, name),
                        at,
                        Role.valueOf(text(root, "role")),
                        Instant.parse(text(root, "now")),
                        Instant.parse(text(root, "notBefore")),
                        Instant.parse(text(root, "notAfter")),
                        text(root, "algorithm"),
                        root.find("bits").isPresent()
                                ? Fact.of(Integer.parseInt(text(root, "bits")), at)
                                : Fact.absent(at),
                        text(root, "signature"),
                        root.find("usages").isPresent()
                                ? Fact.of(
                                        words(root, "usages").stream().map(Usage::valueOf).toList(),
                                        at)
                                : Fact.absent(at),
                        text(root, "authority").equals("true"),
                        text(root, "selfSigned").equals("true"),
                        words(root, "names"),
                        Integer.parseInt(text(root, "others")),
                        key(root, at),
                        root.find("signingKey").isPresent()
                                ? Fact.of(text(root, "signingKey"), at)
                                : Fact.absent(at),
                        words(root, "signs").stream().map(Role::valueOf).toList()));
    }

    private static Fact<PrivateKeyFile> key(Node root, SourceLocation at) {
        Optional<Node> key = root.find("key");
        if (key.isEmpty()) {
            return Fact.absent(at);
        }
        return Fact.of(
                new PrivateKeyFile(
                        text(key.get(), "path"),
                        Fact.of(Integer.parseInt(text(key.get(), "mode"), 8), at),
                        Fact.of(text(key.get(), "fits").equals("true"), at)),
                at);
    }

    private static String text(Node node, String key) {
        return node.find(key).flatMap(Node::string).orElseThrow();
    }

    private static List<String> words(Node node, String key) {
        return node.find(key).orElseThrow().list().stream()
                .flatMap(each -> each.string().stream())
                .toList();
    }
}
