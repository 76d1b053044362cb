package io.jsec.daemon.enrol;

import io.jsec.ca.Authority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * The open listener: a thread an address, a virtual thread a connection. It is closed for good; the
 * next one is another object.
 */
public final class EnrolListener implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final String[] PROTOCOLS = {"TLSv1.3"};

    private final Authority authority;
    private final SSLContext tls;
    private final BooleanSupplier strangers;
    private final EnrolConnection connection;
    private final EnrolLimits limits;
    private final Gate gate;
    private final Enrolments told;
    private final List<ServerSocket> servers = new ArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("enrol-time").factory());

    /** What makes a server's TLS from the trust in its clients. */
    public interface ServerTls {
        /** A context that shows the server's current certificate. */
        SSLContext context(javax.net.ssl.TrustManager clients);

        /** Takes the next certificate where it is time for it; asked for every now and then. */
        default void refresh() {}
    }

    /**
     * What a listener is made from.
     *
     * @param authority whose keys are unlocked
     * @param tls the server's certificate
     * @param renewal whether clients may renew what they have
     * @param limits how much it takes
     * @param told of what happens
     * @param clock of certificates
     */
    public record Parts(
            Authority authority,
            ServerTls tls,
            boolean renewal,
            EnrolLimits limits,
            Enrolments told,
            Clock clock) {}

    private EnrolListener(Parts parts, BooleanSupplier strangers) {
        this.authority = parts.authority();
        this.tls = parts.tls().context(new HolderTrust(authority));
        this.strangers = strangers;
        this.connection =
                new EnrolConnection(
                        new EnrolRoutes(authority, parts.renewal(), parts.told(), parts.clock()),
                        parts.told());
        this.limits = parts.limits();
        this.gate = new Gate(limits, System::nanoTime);
        this.told = parts.told();
    }

    /**
     * Opens one.
     *
     * @param strangers whether whoever shows no certificate gets past the handshake now
     * @throws IOException where an address cannot be bound; nothing is open then
     */
    public static EnrolListener open(
            Parts parts, List<EnrolAddress> addresses, BooleanSupplier strangers)
            throws IOException {
        EnrolListener listener = new EnrolListener(parts, strangers);
        try {
            for (EnrolAddress address : addresses) {
                listener.bind(address);
            }
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        listener.servers.forEach(server ->
                Thread.ofVirtual().name("enrol-accept").start(() -> listener.accept(server)));
        return listener;
    }

    private void bind(EnrolAddress address) throws IOException {
        ServerSocket server = new ServerSocket();
        servers.add(server);
        try {
            server.setReuseAddress(true);
            server.bind(address.socket(), BACKLOG);
        } catch (IOException e) {
            throw new IOException(address.text() + ": " + e.getMessage(), e);
        }
    }

    /** Where it listens. */
    public List<EnrolAddress> addresses() {
        return servers.stream()
                .map(server -> new EnrolAddress(server.getInetAddress(), server.getLocalPort()))
                .toList();
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                admit(server.accept());
            } catch (IOException e) {
                if (!server.isClosed()) {
                    // Out of descriptors, say: those who are served now give some back.
                    told.failed("accepting connections", e);
                    pause(100);
                }
            }
        }
    }

    private static void pause(int ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void admit(Socket socket) {
        InetAddress address = socket.getInetAddress();
        Gate.Answer answer = gate.enter(address);
        if (answer == Gate.Answer.CLOSED) {
            shut(socket);
            return;
        }
        open.add(socket);
        ScheduledFuture<?> end;
        try {
            end =
                    watch.schedule(
                            () -> shut(socket),
                            limits.connectionTime().toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // It was closed since.
            leave(socket, address);
            return;
        }
        Thread.ofVirtual()
                .name("enrol-connection")
                .start(() -> {
                    try {
                        serve(socket, address, answer == Gate.Answer.TOO_MANY);
                    } finally {
                        end.cancel(false);
                        leave(socket, address);
                    }
                });
    }

    private void leave(Socket socket, InetAddress address) {
        shut(socket);
        open.remove(socket);
        gate.leave(address);
    }

    private void serve(Socket socket, InetAddress address, boolean tooMany) {
        try {
            // Certificates that were issued a moment ago are known too.
            authority.refresh();
            SSLSocket layered = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
            SSLParameters wanted = layered.getSSLParameters();
            wanted.setProtocols(PROTOCOLS);
            if (strangers.getAsBoolean()) {
                wanted.setWantClientAuth(true);
            } else {
                wanted.setNeedClientAuth(true);
            }
            layered.setSSLParameters(wanted);
            connection.serve(layered, address.getHostAddress(), tooMany);
        } catch (IOException | RuntimeException e) {
            told.failed("a connection of " + address.getHostAddress(), e);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many connections are open. */
    public int connections() {
        return gate.open();
    }

    /** Closes every address at once, and what is left once those who are served have been. */
    public void closeGently() {
        servers.forEach(this::closeServer);
        long end = System.nanoTime() + limits.connectionTime().toNanos();
        while (gate.open() > 0 && System.nanoTime() < end) {
            pause(10);
        }
        close();
    }

    /** Closes every address at once, and the connections that are left. */
    @Override
    public void close() {
        servers.forEach(this::closeServer);
        open.forEach(EnrolListener::shut);
        watch.shutdownNow();
    }

    private void closeServer(ServerSocket server) {
        try {
            server.close();
        } catch (IOException e) {
            told.failed("closing the enrolment listener", e);
        }
    }
}
