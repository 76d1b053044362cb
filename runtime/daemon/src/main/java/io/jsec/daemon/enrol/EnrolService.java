package io.jsec.daemon.enrol;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.jsec.ca.Authority;
import io.jsec.ca.CaException;
import io.jsec.ca.Token;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows an authority's records and has the listener open while somebody can have use of it: while
 * a token is not over, or always where clients renew.
 *
 * <p>A token that was used keeps it open until its time is over: whoever comes with it a second
 * time is refused by name, and that is written down.
 */
public final class EnrolService implements AutoCloseable {
    private final EnrolListener.Parts parts;
    private final List<EnrolAddress> addresses;
    private final Instant begun;

    @GuardedBy("this")
    private final Set<String> announced = new HashSet<>();

    @GuardedBy("this")
    private Optional<EnrolListener> listener = Optional.empty();

    @GuardedBy("this")
    private String complaint = "";

    @GuardedBy("this")
    private boolean closed;

    /**
     * A service that does nothing yet.
     *
     * @param addresses of the listener, at least one
     */
    public EnrolService(EnrolListener.Parts parts, List<EnrolAddress> addresses) {
        this.parts = parts;
        this.addresses = List.copyOf(addresses);
        // Records have milliseconds.
        this.begun = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Follows from now on, on a thread of its own, until it is closed. */
    public void start(Duration every) {
        Thread.ofVirtual()
                .name("enrol-follow")
                .start(() -> {
                    while (!isClosed()) {
                        follow();
                        try {
                            Thread.sleep(every);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                });
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Reads what is new, and opens or closes accordingly. */
    public synchronized void follow() {
        if (closed) {
            return;
        }
        try {
            parts.authority().refresh();
            announce();
            if (listener.isPresent()) {
                parts.tls().refresh();
            }
            boolean wanted = parts.renewal() || isAwaited(parts.authority(), now());
            if (wanted && listener.isEmpty()) {
                listener = Optional.of(open());
            } else if (!wanted && listener.isPresent()) {
                listener.get().close();
                listener = Optional.empty();
            }
            complaint = "";
        } catch (IOException | CaException e) {
            complain(e);
        }
    }

    private EnrolListener open() throws IOException {
        return EnrolListener.open(parts, addresses, () -> isAwaited(parts.authority(), now()));
    }

    /** Says a thing once, and not at each look. */
    @GuardedBy("this")
    private void complain(Exception e) {
        String said = String.valueOf(e.getMessage());
        if (!said.equals(complaint)) {
            parts.told().failed("the enrolment listener", e);
            complaint = said;
        }
    }

    private Instant now() {
        return parts.clock().instant();
    }

    @GuardedBy("this")
    private void announce() {
        for (Token token : parts.authority().state().tokens()) {
            if (!token.made().isBefore(begun) && announced.add(token.id())) {
                parts.told().granted(token);
            }
        }
    }

    /** Whether somebody may come with a token: one that is not over, used or not. */
    static boolean isAwaited(Authority authority, Instant now) {
        return authority.state().tokens().stream()
                .filter(token -> token.standing(now) != Token.Standing.CANCELLED)
                .anyMatch(token -> now.isBefore(token.until()));
    }

    /** Where it listens now; empty where it does not. */
    public synchronized List<EnrolAddress> listening() {
        return listener.map(EnrolListener::addresses).orElse(List.of());
    }

    @Override
    public synchronized void close() {
        closed = true;
        listener.ifPresent(EnrolListener::close);
        listener = Optional.empty();
    }
}
