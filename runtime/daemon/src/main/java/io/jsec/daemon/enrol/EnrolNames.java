package io.jsec.daemon.enrol;

import io.jsec.ca.AltName;
import io.jsec.ca.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What clients may call the enrolment listener: whatever of its names the authority certifies. */
public final class EnrolNames {
    private EnrolNames() {}

    /**
     * The addresses it listens at, the host's name, and localhost where it listens there.
     *
     * @param host the host's own name
     */
    public static List<AltName> of(Names permitted, List<EnrolAddress> addresses, String host) {
        List<String> texts = new ArrayList<>();
        addresses.forEach(address -> texts.add(address.address().getHostAddress()));
        texts.add(host);
        if (addresses.stream().anyMatch(address -> address.address().isLoopbackAddress())) {
            texts.add("localhost");
        }
        Set<AltName> names = new LinkedHashSet<>();
        texts.stream()
                .map(AltName::server)
                .flatMap(Optional::stream)
                .filter(permitted::permits)
                .forEach(names::add);
        return List.copyOf(names);
    }
}
