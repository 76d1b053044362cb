package io.jsec.ca;

import java.security.PublicKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of the authority. A request that exists is well-formed; whether the names are
 * permitted is judged when it is issued.
 *
 * @param purpose server or client
 * @param names a server's host names and addresses, or a client's one name
 * @param role a client's role
 * @param lifetime how long the leaf shall be valid
 * @param key the leaf's public key
 */
public record LeafRequest(
        Purpose purpose,
        List<AltName> names,
        Optional<Role> role,
        Duration lifetime,
        PublicKey key) {
    /** How many names a server may have. */
    public static final int NAMES_MAX = 64;

    private static final Duration LIFETIME_MIN = Duration.ofMinutes(1);

    /**
     * Refuses what no leaf may be.
     *
     * @throws CaException with the reason
     */
    public LeafRequest {
        names = List.copyOf(names);
        checkNames(purpose, names);
        if (purpose == Purpose.CLIENT && role.isEmpty()) {
            throw CaException.refused(
                    "the client " + names.getFirst().text(),
                    "it has no role, so it could do nothing",
                    "--role viewer");
        }
        if (purpose == Purpose.SERVER && role.isPresent()) {
            throw CaException.refused(
                    "the role " + role.get() + " of a server",
                    "servers have none",
                    "jsec ca issue client NAME --role " + role.get());
        }
        if (lifetime.compareTo(purpose.lifetimeMax()) > 0 || lifetime.compareTo(LIFETIME_MIN) < 0) {
            throw CaException.refused(
                    "a lifetime of " + Durations.text(lifetime),
                    purpose.word() + "s get a minute to " + Durations.text(purpose.lifetimeMax()),
                    "--ttl " + Durations.text(purpose.lifetime()));
        }
        if (Curve.of(key).isEmpty()) {
            throw CaException.refused(
                    "a key of " + key.getAlgorithm(),
                    "keys are on P-256 or P-384",
                    "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
        }
    }

    private static void checkNames(Purpose purpose, List<AltName> names) {
        boolean kinds =
                names.stream()
                        .allMatch(name ->
                                name instanceof AltName.Client == (purpose == Purpose.CLIENT));
        boolean count =
                purpose == Purpose.CLIENT
                        ? names.size() == 1
                        : !names.isEmpty() && names.size() <= NAMES_MAX;
        if (!kinds || !count || new HashSet<>(names).size() != names.size()) {
            throw CaException.refused(
                    "a "
                            + purpose.word()
                            + " with the names "
                            + names.stream().map(AltName::text).toList(),
                    purpose == Purpose.CLIENT
                            ? "a client has exactly one name"
                            : "a server has 1 to "
                                    + NAMES_MAX
                                    + " different host names and addresses",
                    "jsec ca issue " + purpose.word() + " --help");
        }
    }
}
