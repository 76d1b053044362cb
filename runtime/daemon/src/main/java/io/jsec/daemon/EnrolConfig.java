package io.jsec.daemon;

import io.jsec.daemon.enrol.EnrolAddress;
import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Where clients enrol and renew, of the object {@code jsec} of daemon.json.
 *
 * @param addresses {@code enroll-address}; the engine's own private ones where it is not said, none
 *     where the list is empty
 * @param renewal {@code renewal}: whether clients may renew there what they have
 */
public record EnrolConfig(Optional<List<EnrolAddress>> addresses, boolean renewal) {
    static final Set<String> KEYS = Set.of("enroll-address", "renewal");

    /** Nothing said. */
    public static final EnrolConfig DEFAULT = new EnrolConfig(Optional.empty(), true);

    private static final String ADDRESS = "jsec.enroll-address";

    /** Copies the list. */
    public EnrolConfig {
        addresses = addresses.map(List::copyOf);
    }

    /**
     * What a file says.
     *
     * @param problem is told of a key and what is wrong with it
     */
    static EnrolConfig of(DaemonFacts facts, BiConsumer<String, String> problem) {
        boolean renewal = facts.truth("jsec.renewal").orElse(true);
        if (!facts.values().containsKey(ADDRESS)) {
            return new EnrolConfig(Optional.empty(), renewal);
        }
        List<EnrolAddress> addresses = new ArrayList<>();
        for (Located<String> text : facts.texts(ADDRESS)) {
            switch (EnrolAddress.parse(text.value())) {
                case EnrolAddress.Parsed.Right right -> addresses.add(right.address());
                case EnrolAddress.Parsed.Wrong wrong ->
                        problem.accept(
                                ADDRESS,
                                "takes loopback and private addresses, as 127.0.0.1:2378, not "
                                        + text.value()
                                        + ": "
                                        + wrong.why());
            }
        }
        return new EnrolConfig(Optional.of(addresses), renewal);
    }
}
