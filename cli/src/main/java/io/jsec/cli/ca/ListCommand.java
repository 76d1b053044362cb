package io.jsec.cli.ca;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.CaState;
import io.jsec.ca.Issuer;
import io.jsec.ca.Purpose;
import io.jsec.ca.Role;
import io.jsec.ca.Token;
import io.jsec.cli.client.JsonTree;
import io.jsec.cli.docker.TextTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec ca list}: what was issued. */
@Command(
        name = "list",
        description = {
            "List the issuers, what they issued, and the tokens that can be used.",
            "States: valid, due to be renewed, late (ended, may still be renewed), revoked."
        })
final class ListCommand implements CaCommand {
    @Mixin HelpOption help = new HelpOption();
    @Mixin PlaceOptions place = new PlaceOptions();
    @Mixin OutputOptions output = new OutputOptions();

    @Option(names = "--all", description = "Show what expired or was used too.")
    boolean all;

    private final CaEnvironment environment;

    ListCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        output.check();
        Authority authority = place.open(environment);
        Instant now = environment.clock().instant();
        CaState state = authority.state();
        List<LeafView> leaves =
                state.leaves().stream()
                        .map(leaf -> LeafView.of(state, leaf, now))
                        .filter(view -> all || view.standing() != LeafView.Standing.EXPIRED)
                        .toList();
        List<Token> tokens =
                state.tokens().stream()
                        .filter(token -> all || token.standing(now) == Token.Standing.OPEN)
                        .toList();
        output.write(
                environment,
                "ca-list",
                () -> table(state, leaves, now) + tokens(tokens, now),
                () -> json(authority, leaves, tokens, now));
        return OK;
    }

    private static String table(CaState state, List<LeafView> leaves, Instant now) {
        StringBuilder text = new StringBuilder("SERIAL\tFOR\tNAME\tROLE\tSTATE\tUNTIL\n");
        for (Issuer issuer : state.issuers()) {
            text.append(LeafView.hex(issuer.serial()))
                    .append('\t')
                    .append(issuer.purpose().map(purpose -> purpose.word() + "s").orElse("root"))
                    .append('\t')
                    .append(issuer.key())
                    .append("\t\t")
                    .append(standing(state, issuer, now))
                    .append('\t')
                    .append(until(issuer))
                    .append('\n');
        }
        for (LeafView view : leaves) {
            text.append(LeafView.hex(view.leaf().serial()))
                    .append('\t')
                    .append(view.leaf().purpose().word())
                    .append('\t')
                    .append(String.join(",", view.leaf().nameTexts()))
                    .append('\t')
                    .append(view.leaf().role().map(Role::text).orElse(""))
                    .append('\t')
                    .append(view.standing().word())
                    .append('\t')
                    .append(view.leaf().notAfter())
                    .append('\n');
        }
        return TextTable.align(text.toString(), TextTable.LIST_WIDTH);
    }

    private static String tokens(List<Token> tokens, Instant now) {
        if (tokens.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("TOKEN\tFOR\tROLE\tSTATE\tUNTIL\n");
        for (Token token : tokens) {
            text.append(token.id())
                    .append('\t')
                    .append(token.name().map(AltName.Client::text).orElse(""))
                    .append('\t')
                    .append(token.role())
                    .append('\t')
                    .append(token.standing(now).word())
                    .append('\t')
                    .append(token.until().truncatedTo(ChronoUnit.SECONDS))
                    .append('\n');
        }
        return "\n" + TextTable.align(text.toString(), TextTable.LIST_WIDTH);
    }

    private static Instant until(Issuer issuer) {
        Instant end = issuer.notAfter();
        return issuer.retired().filter(end::isAfter).orElse(end);
    }

    private static String standing(CaState state, Issuer issuer, Instant now) {
        if (state.revocation(issuer.serial()).isPresent()) {
            return "revoked";
        }
        if (!issuer.trusted(now) || now.isAfter(issuer.notAfter())) {
            return "expired";
        }
        return issuer.retired().isPresent() ? "replaced" : "valid";
    }

    private static ObjectNode json(
            Authority authority, List<LeafView> leaves, List<Token> tokens, Instant now) {
        CaState state = authority.state();
        ObjectNode data = JsonTree.object();
        data.put("directory", authority.directory().toString());
        data.put("id", state.id());
        data.put("curve", state.curve().word());
        data.put("names", state.names().toString());
        data.put("offlineRoot", state.offlineRoot());
        data.put("lastSeen", state.lastSeen().toString());
        data.put("head", authority.head());
        ArrayNode issuers = data.putArray("issuers");
        for (Issuer issuer : state.issuers()) {
            ObjectNode node = issuers.addObject();
            node.put("key", issuer.key());
            node.put("purpose", issuer.purpose().map(Purpose::word).orElse("root"));
            node.put("serial", LeafView.hex(issuer.serial()));
            node.put("notBefore", issuer.certificate().getNotBefore().toInstant().toString());
            node.put("notAfter", issuer.notAfter().toString());
            issuer.retired().ifPresent(end -> node.put("trustedUntil", end.toString()));
            node.put("state", standing(state, issuer, now));
        }
        ArrayNode certificates = data.putArray("certificates");
        leaves.forEach(view -> certificates.add(view.json()));
        ArrayNode open = data.putArray("tokens");
        for (Token token : tokens) {
            ObjectNode node = open.addObject().put("id", token.id());
            token.name().map(AltName.Client::text).ifPresent(name -> node.put("name", name));
            node.put("role", token.role().text());
            node.put("made", token.made().toString());
            node.put("until", token.until().toString());
            node.put("state", token.standing(now).word());
            token.end().ifPresent(end -> node.put("ended", end.time().toString()));
            if (token.end().orElse(null) instanceof Token.End.Used used) {
                node.put("serial", LeafView.hex(used.serial()));
            }
        }
        return data;
    }
}
