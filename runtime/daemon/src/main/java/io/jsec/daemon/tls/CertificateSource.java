package io.jsec.daemon.tls;

import io.jsec.ca.AltName;
import java.util.List;

/** Where a server's certificates come from. */
interface CertificateSource {
    /** The next one. */
    ServerCredentials load(List<AltName> names);

    /** Whether it is time for the next one. */
    boolean isStale(ServerCredentials current, List<AltName> names);
}
