import io.jsec.ca.Authority;
import io.jsec.ca.Pem;
import io.jsec.ca.Secrets;
import io.jsec.ca.Verdict;
import io.jsec.daemon.tls.ClientTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** What a judgement costs, and clients of TLS that are open and ask nothing. */
final class TlsBench {
    private static final int WARM = 20_000;
    private static final int TIMES = 50_000;
    private static final char[] NO_SECRET = {};

    private TlsBench() {}

    public static void main(String[] words) throws Exception {
        switch (words[0]) {
            case "judge" -> judge(Path.of(words[1]), Path.of(words[2]));
            case "idle" ->
                    idle(Integer.parseInt(words[1]), Path.of(words[2]), Integer.parseInt(words[3]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    /** A look at the records, the strict validator, and the role, as at each handshake. */
    private static void judge(Path ca, Path chain) throws IOException {
        Clock clock = Clock.systemUTC();
        ClientTrust trust =
                new ClientTrust(
                        Authority.open(ca, Secrets.NONE, clock, new SecureRandom()), clock);
        X509Certificate[] held =
                Pem.certificates(Files.readString(chain), chain.toString())
                        .toArray(new X509Certificate[0]);
        int roles = 0;
        long began = 0;
        for (int i = -WARM; i < TIMES; i++) {
            if (i == 0) {
                began = System.nanoTime();
            }
            trust.refresh();
            if (trust.judge(held) instanceof Verdict.Accepted accepted) {
                roles += accepted.identity().role().orElseThrow().text().length();
            }
        }
        System.out.printf(
                "validation and role: %.4f ms each (%d)%n",
                (System.nanoTime() - began) / 1e6 / TIMES, roles);
    }

    private static void idle(int port, Path files, int count) throws Exception {
        SSLContext context = context(files);
        List<SSLSocket> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            socket.startHandshake();
            socket.getOutputStream().write("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
            socket.getInputStream().read();
            open.add(socket);
        }
        System.out.println("open " + open.size());
        while (System.in.read() >= 0) {
            // Until whoever measures is done.
        }
    }

    private static SSLContext context(Path files) throws Exception {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, NO_SECRET);
        Path ca = files.resolve("ca.pem");
        roots.setCertificateEntry(
                "root", Pem.certificates(Files.readString(ca), ca.toString()).getFirst());
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, NO_SECRET);
        String key =
                Files.readString(files.resolve("key.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
        Path chain = files.resolve("cert.pem");
        own.setKeyEntry(
                "own",
                KeyFactory.getInstance("EC")
                        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))),
                NO_SECRET,
                Pem.certificates(Files.readString(chain), chain.toString())
                        .toArray(new X509Certificate[0]));
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, NO_SECRET);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
