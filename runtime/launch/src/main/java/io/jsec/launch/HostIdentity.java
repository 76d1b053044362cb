package io.jsec.launch;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a container calls itself.
 *
 * @param hostname RFC 1123, at most 64 bytes
 * @param domain the NIS domain name, or empty to leave it
 */
public record HostIdentity(String hostname, String domain) {
    private static final int NAME_BYTES_MAX = 64;
    private static final Pattern SYNTAX =
            Pattern.compile(
                    "[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}))*+");

    /** Names of the RFC's letters only: they end up in files and prompts. */
    public HostIdentity {
        check("--hostname", hostname);
        if (!domain.isEmpty()) {
            check("--domainname", domain);
        }
    }

    private static void check(String option, String name) {
        boolean fits = name.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES_MAX;
        if (!fits || !SYNTAX.matcher(name).matches()) {
            throw new Refusal(
                            Rule.HOSTNAME,
                            option + " " + name.replaceAll("[^\\x20-\\x7e]", "?"),
                            "names are letters, digits, '-' and '.', at most 64 bytes",
                            option + " web-1")
                    .exception();
        }
    }
}
