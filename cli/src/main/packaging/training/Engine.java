import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Answers like an engine, for the start that is recorded: {@code java Engine.java SOCKET FILE}. The
 * file has a path and its answer on each line. It ends with the build, by its process id.
 */
final class Engine {
    private Engine() {}

    public static void main(String[] args) throws IOException {
        String answers = "\n" + Files.readString(Path.of(args[1]));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(args[0]));
            while (true) {
                try (SocketChannel client = server.accept()) {
                    answer(client, answers);
                }
            }
        }
    }

    /** One question a connection, as jsec asks. */
    private static void answer(SocketChannel client, String answers) throws IOException {
        BufferedReader in =
                new BufferedReader(Channels.newReader(client, StandardCharsets.US_ASCII));
        String path = in.readLine().split(" ")[1];
        while (!in.readLine().isEmpty()) {
            continue; // The other headers say nothing.
        }
        int found = answers.indexOf("\n" + path + " ");
        int start = found + path.length() + 2;
        String body = found < 0 ? "{}" : answers.substring(start, answers.indexOf('\n', start));
        String status = found < 0 ? "404 Not Found" : "200 OK";
        String reply =
                "HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                        .formatted(status, body.length(), body);
        client.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.US_ASCII)));
    }
}
