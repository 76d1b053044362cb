package io.jsec.rules;

import java.time.Instant;
import java.util.List;

/**
 * One certificate of an engine or of its clients.
 *
 * @param target the certificate by its path; of several in a file, the later ones by a number, too
 * @param whole the place of the file
 * @param role what it is used for
 * @param now when it was looked at
 * @param notBefore when it begins to be valid
 * @param notAfter when it ends to be valid
 * @param algorithm of its key: {@code RSA}, {@code EC}, {@code EdDSA}, {@code DSA}
 * @param bits the size of its key; absent where its algorithm has one size only
 * @param signature the algorithm it is signed by, e.g. {@code SHA256withRSA}
 * @param usages what its extended key usage allows; absent where it has none, which allows all
 * @param authority whether it may sign others
 * @param selfSigned whether it is signed by its own key
 * @param names host names and addresses of its subject alternative name
 * @param others how many more certificates its file has
 * @param key its private key; absent where no file of it is known
 * @param signingKey the private key of this authority, where it lies on the same host; absent where
 *     it does not
 * @param signs for an authority: what of this host it signed
 */
public record CertificateFacts(
        Target target,
        SourceLocation whole,
        Role role,
        Instant now,
        Instant notBefore,
        Instant notAfter,
        String algorithm,
        Fact<Integer> bits,
        String signature,
        Fact<List<Usage>> usages,
        boolean authority,
        boolean selfSigned,
        List<String> names,
        int others,
        Fact<PrivateKeyFile> key,
        Fact<String> signingKey,
        List<Role> signs)
        implements Facts {
    /** Copies the lists. */
    public CertificateFacts {
        names = List.copyOf(names);
        signs = List.copyOf(signs);
    }

    /** What a certificate is used for. */
    public enum Role {
        /** An engine shows it to its clients. */
        SERVER,
        /** A client shows it to an engine or a registry. */
        CLIENT,
        /** An engine lets in whoever it signed. */
        CLIENT_AUTHORITY,
        /** A client trusts the servers that it signed. */
        SERVER_AUTHORITY;

        /** Whether others are checked by it. */
        public boolean isAuthority() {
            return this == CLIENT_AUTHORITY || this == SERVER_AUTHORITY;
        }
    }

    /** What an extended key usage allows. */
    public enum Usage {
        SERVER,
        CLIENT,
        ANY,
        OTHER
    }

    /**
     * A private key.
     *
     * @param path its file
     * @param mode permission bits of the file; unknown where there are none
     * @param fits whether it belongs to the certificate
     */
    public record PrivateKeyFile(String path, Fact<Integer> mode, Fact<Boolean> fits) {}

    /** Whether a usage is allowed; without an extended key usage all are. */
    public Fact<Boolean> allows(Usage usage) {
        return switch (usages) {
            case Fact.Present<List<Usage>>(List<Usage> all, SourceLocation at) ->
                    Fact.of(all.contains(usage) || all.contains(Usage.ANY), at);
            case Fact.Absent<List<Usage>>(SourceLocation at) -> Fact.of(true, at);
            case Fact.Unknown<List<Usage>>(String why) -> Fact.unknown(why);
        };
    }
}
