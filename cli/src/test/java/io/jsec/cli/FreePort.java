package io.jsec.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A port of the loopback interface at which nobody listens now. */
final class FreePort {
    private FreePort() {}

    static int find() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Its address, as a daemon is told it. */
    static String address() throws IOException {
        return "tcp://127.0.0.1:" + find();
    }
}
