package io.jsec.cli.ca;

import io.jsec.ca.AltName;
import io.jsec.ca.Authority;
import io.jsec.ca.Secrets;
import io.jsec.daemon.tls.ServerCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server with a certificate of one CA that passes itself off as another's. */
final class Meddler implements AutoCloseable {
    private final SSLServerSocket server;

    /**
     * @param own whose certificate it shows
     * @param roots what it answers to everything
     * @param heard is given the first line and the body of what it is sent
     */
    Meddler(CaScreen own, String roots, Consumer<String> heard) throws IOException {
        Authority authority =
                Authority.open(
                        own.ca(), Secrets.NONE, own.environment().clock(), new SecureRandom());
        ServerCertificate certificate =
                ServerCertificate.of(
                        authority,
                        List.of(AltName.server("127.0.0.1").orElseThrow()),
                        own.environment().clock(),
                        new SecureRandom());
        server =
                (SSLServerSocket)
                        certificate
                                .jdkContext()
                                .getServerSocketFactory()
                                .createServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(roots, heard));
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve(String roots, Consumer<String> heard) {
        while (!server.isClosed()) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.ISO_8859_1));
                StringBuilder said = new StringBuilder();
                for (String line = in.readLine();
                        line != null && !line.isEmpty();
                        line = in.readLine()) {
                    said.append(line).append('\n');
                }
                if (said.isEmpty()) {
                    continue;
                }
                heard.accept(said.toString());
                String answer =
                        "HTTP/1.1 200 OK\r\nContent-Length: " + roots.length() + "\r\n\r\n" + roots;
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // Whoever does not trust it goes.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
