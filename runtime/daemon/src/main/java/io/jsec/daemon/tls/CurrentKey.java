package io.jsec.daemon.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * What a server of the JDK's shows: whatever is current. The alias is the certificate's number, so
 * that a handshake that began before a change ends with the key it began with.
 */
final class CurrentKey extends X509ExtendedKeyManager {
    /** The current one, and those of handshakes that go on. */
    private static final int REMEMBERED_MAX = 4;

    private final ServerCertificate certificate;
    private final Map<String, ServerCredentials> remembered =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, ServerCredentials> eldest) {
                    return size() > REMEMBERED_MAX;
                }
            };

    CurrentKey(ServerCertificate certificate) {
        this.certificate = certificate;
    }

    private synchronized @Nullable String choose(String... keyTypes) {
        ServerCredentials current = certificate.current();
        String alias = current.leaf().getSerialNumber().toString(16);
        remembered.put(alias, current);
        return Arrays.asList(keyTypes).contains(current.key().getAlgorithm()) ? alias : null;
    }

    private synchronized @Nullable ServerCredentials of(String alias) {
        return remembered.get(alias);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return choose(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(keyType);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = choose(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        ServerCredentials credentials = of(alias);
        return credentials == null ? null : credentials.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        ServerCredentials credentials = of(alias);
        return credentials == null ? null : credentials.key();
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }
}
