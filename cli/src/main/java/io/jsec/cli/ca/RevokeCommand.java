package io.jsec.cli.ca;

import io.jsec.ca.Authority;
import io.jsec.ca.CaState;
import io.jsec.ca.Leaf;
import io.jsec.ca.Revocation;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jsec ca revoke}: certificates that are refused from now on. */
@Command(
        name = "revoke",
        description = {
            "Revoke certificates: they are refused from now on.",
            "A number is one certificate, a name all that it has; others with the same key are",
            "revoked too. It needs no passphrase, and no right clock."
        })
final class RevokeCommand implements CaCommand {
    @Mixin HelpOption help = new HelpOption();
    @Mixin PlaceOptions place = new PlaceOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "NAME|SERIAL",
            description = "Names of holders, or numbers of certificates or issuers.")
    List<String> words = new ArrayList<>();

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = {
                "unspecified (default), key-compromise, affiliation-changed, superseded or",
                "cessation-of-operation."
            })
    String reason = Revocation.Reason.UNSPECIFIED.word();

    private final CaEnvironment environment;

    RevokeCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        Revocation.Reason why = Options.reason(reason);
        Authority authority = place.open(environment);
        Set<BigInteger> serials = new LinkedHashSet<>();
        words.forEach(word -> serials.addAll(serials(authority.state(), word)));
        for (BigInteger serial : serials) {
            List<BigInteger> revoked = authority.revoke(serial, why);
            for (BigInteger one : revoked) {
                environment.say("revoked " + text(authority.state(), one));
            }
            Optional<Revocation> before = authority.state().revocation(serial);
            if (revoked.isEmpty() && before.isPresent()) {
                environment.say(
                        "already revoked: "
                                + text(authority.state(), serial)
                                + ", "
                                + before.get().time());
            }
        }
        return OK;
    }

    /** What a word means: all of a name's leaves that anybody could still use or renew. */
    private List<BigInteger> serials(CaState state, String word) {
        Optional<BigInteger> number = Choice.serial(word);
        if (number.isPresent()
                && (state.leaf(number.get()).isPresent() || isIntermediate(state, number.get()))) {
            return List.of(number.get());
        }
        Instant now = environment.clock().instant();
        List<Leaf> named = Choice.some(state, word, "revoking");
        List<BigInteger> useful =
                named.stream()
                        .filter(leaf -> leaf.notAfter().plus(Leaf.RENEWAL_LATE_MAX).isAfter(now))
                        .map(Leaf::serial)
                        .toList();
        return useful.isEmpty() ? List.of(named.getLast().serial()) : useful;
    }

    private static boolean isIntermediate(CaState state, BigInteger number) {
        return state.issuer(number).filter(issuer -> issuer.purpose().isPresent()).isPresent();
    }

    private String text(CaState state, BigInteger serial) {
        return LeafView.hex(serial)
                + state.leaf(serial)
                        .map(leaf ->
                                ": "
                                        + LeafView.of(state, leaf, environment.clock().instant())
                                                .phrase())
                        .orElse(": an issuer, and so everything it issued");
    }
}
