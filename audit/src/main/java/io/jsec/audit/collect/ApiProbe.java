package io.jsec.audit.collect;

import io.jsec.rules.HostFacts.Answer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Asks a TCP port of this host whether an engine answers a client without a certificate: first in
 * plain text, then over TLS. Only {@code GET /_ping} is sent.
 */
public final class ApiProbe {
    private static final int OK = 200;
    private static final byte[] REQUEST =
            "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final Duration timeout;

    /**
     * A probe.
     *
     * @param timeout of a question with its whole answer; a port is asked two of them, one listened
     *     on by IPv6 four
     */
    public ApiProbe(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Asks.
     *
     * @param address that is listened on; for every address loopback is asked
     */
    public Answer ask(String address, int port) {
        List<String> hosts =
                switch (address) {
                    case "0.0.0.0" -> List.of("127.0.0.1");
                    // A socket for every IPv6 address takes IPv4 too; a host may have only one.
                    case "::" -> List.of("::1", "127.0.0.1");
                    default -> List.of(address);
                };
        Answer answer = Answer.SILENT;
        for (String host : hosts) {
            if (answer == Answer.SILENT) {
                answer = askOne(host, port);
            }
        }
        return answer;
    }

    private Answer askOne(String host, int port) {
        Answer plain = plain(host, port);
        if (plain == Answer.PLAIN) {
            return plain;
        }
        Answer secured = secured(host, port);
        // A server of TLS may leave a question in plain text without an answer.
        return secured == Answer.OTHER ? plain : secured;
    }

    private Answer plain(String host, int port) {
        try (Socket socket = new Socket();
                Deadline deadline = new Deadline(socket, timeout)) {
            try {
                socket.connect(new InetSocketAddress(InetAddress.getByName(host), port));
            } catch (IOException e) {
                return Answer.SILENT;
            }
            try {
                return ping(socket) ? Answer.PLAIN : Answer.OTHER;
            } catch (IOException e) {
                return deadline.isOver() ? Answer.SILENT : Answer.OTHER;
            }
        } catch (IOException e) {
            return Answer.OTHER;
        }
    }

    private static boolean ping(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST);
        socket.getOutputStream().flush();
        HttpReply reply = HttpReply.read(new BufferedInputStream(socket.getInputStream()));
        return reply.status() == OK && reply.text().strip().equals("OK");
    }

    private Answer secured(String host, int port) {
        TrustingTls tls = new TrustingTls();
        try (Socket socket = new Socket();
                Deadline deadline = new Deadline(socket, timeout)) {
            try {
                socket.connect(new InetSocketAddress(InetAddress.getByName(host), port));
            } catch (IOException e) {
                return Answer.SILENT;
            }
            try {
                boolean engine = ping(tls.over(socket, host, port));
                return engine ? Answer.TLS_WITHOUT_CERTIFICATE : refusedOrOther(tls);
            } catch (IOException e) {
                return deadline.isOver() ? Answer.SILENT : refusedOrOther(tls);
            }
        } catch (IOException e) {
            return refusedOrOther(tls);
        }
    }

    private static Answer refusedOrOther(TrustingTls tls) {
        return tls.wasAskedForCertificate() ? Answer.REFUSED : Answer.OTHER;
    }
}
