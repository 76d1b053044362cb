package io.jsec.cli.ca;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.ca.CaState;
import io.jsec.ca.Leaf;
import io.jsec.ca.Revocation;
import io.jsec.ca.Role;
import io.jsec.cli.client.JsonTree;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A leaf as people and programs are shown it.
 *
 * @param leaf what was issued
 * @param standing how it stands now
 * @param revocation of it, or of its issuer
 */
record LeafView(Leaf leaf, Standing standing, Optional<Revocation> revocation) {
    /** How a leaf stands. */
    enum Standing {
        /** It is valid. */
        VALID,
        /** It is valid, and two thirds of its life are over: to be renewed. */
        DUE,
        /** It ended, and may still be renewed. */
        LATE,
        /** It ended. */
        EXPIRED,
        /** It was revoked, or its issuer was. */
        REVOKED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static LeafView of(CaState state, Leaf leaf, Instant now) {
        Optional<Revocation> revocation = state.revocation(leaf);
        return new LeafView(leaf, standing(leaf, revocation.isPresent(), now), revocation);
    }

    private static Standing standing(Leaf leaf, boolean revoked, Instant now) {
        if (now.isAfter(leaf.notAfter().plus(Leaf.RENEWAL_LATE_MAX))) {
            return Standing.EXPIRED;
        }
        if (revoked) {
            return Standing.REVOKED;
        }
        if (now.isAfter(leaf.notAfter())) {
            return Standing.LATE;
        }
        return now.isBefore(leaf.renewalDue()) ? Standing.VALID : Standing.DUE;
    }

    /** A number as it is typed and printed. */
    static String hex(BigInteger serial) {
        String digits = serial.toString(16);
        return digits.length() % 2 == 0 ? digits : "0" + digits;
    }

    /** The leaf in one phrase: {@code client alice (viewer)}. */
    String phrase() {
        return leaf.purpose().word()
                + " "
                + String.join(", ", leaf.nameTexts())
                + leaf.role().map(role -> " (" + role.text() + ")").orElse("");
    }

    /** The part of a JSON document. */
    ObjectNode json() {
        ObjectNode node = JsonTree.object();
        node.put("serial", hex(leaf.serial()));
        node.put("purpose", leaf.purpose().word());
        leaf.nameTexts().forEach(node.putArray("names")::add);
        leaf.role().map(Role::text).ifPresent(role -> node.put("role", role));
        node.put("issuer", leaf.issuer());
        node.put("notBefore", leaf.notBefore().toString());
        node.put("notAfter", leaf.notAfter().toString());
        node.put("renewalDue", leaf.renewalDue().toString());
        leaf.renews().ifPresent(old -> node.put("renews", hex(old)));
        node.put("state", standing.word());
        revocation.ifPresent(one ->
                node.putObject("revocation")
                        .put("time", one.time().toString())
                        .put("reason", one.reason().word()));
        return node;
    }
}
