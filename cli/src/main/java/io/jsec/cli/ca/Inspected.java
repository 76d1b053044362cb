package io.jsec.cli.ca;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.ca.CertificateFacts;
import io.jsec.ca.CrlFacts;
import io.jsec.ca.Verdict;
import io.jsec.cli.client.JsonTree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was looked at.
 *
 * @param source as it was typed
 * @param certificates the certificates in it
 * @param lists the lists of revocations in it
 * @param verdict whether the CA here accepts the first one
 */
record Inspected(
        String source,
        List<CertificateFacts> certificates,
        List<CrlFacts> lists,
        Optional<Verdict> verdict) {
    Inspected {
        certificates = List.copyOf(certificates);
        lists = List.copyOf(lists);
    }

    /** Whether the validator refuses it. */
    boolean refused() {
        return verdict.filter(one -> one instanceof Verdict.Refused).isPresent();
    }

    /** A paragraph each. */
    String table() {
        StringBuilder text = new StringBuilder();
        for (CertificateFacts one : certificates) {
            text.append(word(one.kind())).append(' ');
            text.append(one.names().isEmpty() ? one.subject() : String.join(", ", one.names()));
            text.append('\n');
            line(text, "number", LeafView.hex(one.serial()));
            one.role().ifPresent(role -> line(text, "role", role));
            one.permitted().ifPresent(names -> line(text, "permits", names));
            line(text, "valid", one.notBefore() + " to " + one.notAfter());
            line(text, "issuer", one.issuer());
            line(text, "key", one.key());
            line(text, "SHA-256", one.fingerprint());
        }
        for (CrlFacts list : lists) {
            text.append("list of revocations of ").append(list.issuer()).append('\n');
            line(text, "made", list.made().toString());
            list.nextUpdate().ifPresent(due -> line(text, "until", due.toString()));
            list.serials().forEach(serial -> line(text, "revoked", LeafView.hex(serial)));
        }
        verdict.ifPresent(one ->
                text.append(
                                switch (one) {
                                    case Verdict.Accepted accepted ->
                                            "this CA accepts it: it is "
                                                    + accepted.identity().name();
                                    case Verdict.Refused refused ->
                                            "this CA refuses it: " + refused.sentence();
                                })
                        .append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ").append(name).append(" ".repeat(9 - name.length())).append(value);
        text.append('\n');
    }

    private static String word(CertificateFacts.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The data of {@code jsec.ca-inspect/1}. */
    ObjectNode json() {
        ObjectNode data = JsonTree.object();
        data.put("source", source);
        ArrayNode array = data.putArray("certificates");
        for (CertificateFacts one : certificates) {
            ObjectNode node = array.addObject();
            node.put("kind", word(one.kind()));
            node.put("serial", LeafView.hex(one.serial()));
            node.put("subject", one.subject());
            node.put("issuer", one.issuer());
            node.put("notBefore", one.notBefore().toString());
            node.put("notAfter", one.notAfter().toString());
            one.names().forEach(node.putArray("names")::add);
            one.role().ifPresent(role -> node.put("role", role));
            one.permitted().ifPresent(names -> node.put("permits", names));
            node.put("key", one.key());
            node.put("sha256", one.fingerprint());
        }
        ArrayNode revoked = data.putArray("lists");
        for (CrlFacts list : lists) {
            ObjectNode node = revoked.addObject();
            node.put("issuer", list.issuer());
            node.put("made", list.made().toString());
            list.nextUpdate().ifPresent(due -> node.put("nextUpdate", due.toString()));
            list.serials().stream().map(LeafView::hex).forEach(node.putArray("serials")::add);
        }
        verdict.ifPresent(one -> {
            ObjectNode node = data.putObject("verdict");
            node.put("accepted", one instanceof Verdict.Accepted);
            if (one instanceof Verdict.Refused refused) {
                node.put("reason", refused.reason().word());
                node.put("sentence", refused.sentence());
            }
        });
        return data;
    }
}
