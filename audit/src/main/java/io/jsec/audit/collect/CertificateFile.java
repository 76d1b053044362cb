package io.jsec.audit.collect;

import io.jsec.rules.CertificateFacts.Role;
import java.util.Optional;

/**
 * A file with a certificate and perhaps one with its key.
 *
 * @param role what it is used for
 * @param path of the certificate on the host, absolute
 * @param key path of the key
 * @param named whether a configuration names it; it is then missing where it is not there
 */
public record CertificateFile(Role role, String path, Optional<String> key, boolean named) {}
