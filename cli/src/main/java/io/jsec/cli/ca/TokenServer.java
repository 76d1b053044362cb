package io.jsec.cli.ca;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.Leaf;
import io.jsec.ca.Token;
import io.jsec.ca.TokenRequest;
import io.jsec.ca.TokenText;
import io.jsec.daemon.enrol.EnrolAddress;
import io.jsec.daemon.enrol.EnrolLimits;
import io.jsec.daemon.enrol.EnrolListener;
import io.jsec.daemon.enrol.EnrolNames;
import io.jsec.daemon.enrol.Enrolments;
import io.jsec.daemon.tls.ServerCertificate;
import io.jsec.linux.ProcessEnd;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The enrolment listener for one token, in the foreground, without an engine. */
final class TokenServer implements Enrolments {
    private static final long LOOK_MILLIS = 200;

    private final CaEnvironment environment;
    private final Authority authority;
    private final CountDownLatch used = new CountDownLatch(1);

    TokenServer(CaEnvironment environment, Authority authority) {
        this.environment = environment;
        this.authority = authority;
    }

    /**
     * Serves until the token was used or is over.
     *
     * @param print is given the token once it can be used
     */
    int serve(TokenRequest request, EnrolAddress address, Consumer<TokenText> print) {
        List<AltName> names =
                EnrolNames.of(authority.state().names(), List.of(address), environment.host());
        if (names.isEmpty()) {
            throw LineException.denied(
                    "--listen " + address.text(),
                    "this CA may certify " + authority.state().names() + " only",
                    "an address among these, or another CA made with --names");
        }
        ServerCertificate certificate =
                ServerCertificate.of(authority, names, environment.clock(), environment.random());
        EnrolListener.Parts parts =
                new EnrolListener.Parts(
                        authority,
                        certificate::jdkContext,
                        false,
                        EnrolLimits.STANDARD,
                        this,
                        environment.clock());
        try (EnrolListener listener = EnrolListener.open(parts, List.of(address), () -> true)) {
            TokenText text = authority.grant(request);
            // Whoever stops waiting means that nobody shall use it.
            ProcessEnd.before("cancel-token", () -> cancel(text));
            say(
                    "listening at "
                            + listener.addresses().getFirst().text()
                            + " as "
                            + String.join(", ", names.stream().map(AltName::text).toList()));
            print.accept(text);
            return await(text, listener);
        } catch (IOException e) {
            throw LineException.failed(
                    "listening at " + address.text(),
                    String.valueOf(e.getMessage()),
                    "--listen with another port, or without it where an engine has this one");
        }
    }

    private int await(TokenText text, EnrolListener listener) {
        Token.Standing standing = Token.Standing.OPEN;
        while (standing == Token.Standing.OPEN) {
            try {
                boolean here = used.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                authority.refresh();
                standing = standing(text);
                if (here) {
                    break;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        listener.closeGently();
        standing = standing(text);
        if (standing != Token.Standing.USED) {
            throw LineException.denied(
                    "the token " + text.id(),
                    standing == Token.Standing.EXPIRED
                            ? "nobody used it in time"
                            : "it is " + standing.word(),
                    "jsec ca token once more");
        }
        return CaCommand.OK;
    }

    private Token.Standing standing(TokenText text) {
        return authority
                .state()
                .token(text.id())
                .orElseThrow()
                .standing(environment.clock().instant());
    }

    private void cancel(TokenText text) {
        if (standing(text) == Token.Standing.OPEN) {
            authority.cancel(text.id());
        }
    }

    private void say(String line) {
        environment.err().println(line.replaceAll("\\p{Cntrl}", " "));
        environment.err().flush();
    }

    @Override
    public void granted(Token token) {
        // It is this very token, and was printed.
    }

    @Override
    public void enrolled(Leaf leaf, String source) {
        say(
                "enrolled "
                        + leaf.nameTexts().getFirst()
                        + " of "
                        + source
                        + ", number "
                        + LeafView.hex(leaf.serial()));
        used.countDown();
    }

    @Override
    public void renewed(Leaf leaf, String source) {
        throw new IllegalStateException("renewal is off here");
    }

    @Override
    public void tokenRefused(String source) {
        // The next call says why.
    }

    @Override
    public void renewalRefused(Leaf leaf, String source) {
        throw new IllegalStateException("renewal is off here");
    }

    @Override
    public void refused(String what, String source, String why) {
        say(what + " of " + source + ": " + why);
    }

    @Override
    public void failed(String what, Exception why) {
        say(what + ": " + why.getMessage());
    }
}
