package io.jsec.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import io.jsec.journal.Head;
import io.jsec.linux.Fd;
import io.jsec.linux.abi.Sockets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class SyslogWitnessTest {
    private static final Head HEAD = new Head(61, "ab".repeat(32));

    @TempDir Path directory;
    private final List<String> problems = new ArrayList<>();

    /** A socket that takes datagrams, as a host's log has. */
    private static Fd bound(Path path) {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer address =
                ByteBuffer.allocateDirect(2 + name.length + 1).order(ByteOrder.nativeOrder());
        address.putShort((short) Sockets.AF_UNIX).put(name).put((byte) 0).rewind();
        NativeLibrary c = NativeLibrary.getInstance("c");
        int fd =
                c.getFunction("socket")
                        .invokeInt(new Object[] {Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0});
        assertThat(c.getFunction("bind").invokeInt(new Object[] {fd, address, address.capacity()}))
                .isZero();
        return Fd.take(fd);
    }

    @Test
    void a_head_is_one_datagram_in_the_form_of_syslog() {
        Path socket = directory.resolve("log");
        try (Fd log = bound(socket)) {
            new SyslogWitness(socket, 123, problems::add).tell(HEAD);

            byte[] buffer = new byte[1_024];
            int length = log.read(buffer);
            assertThat(new String(buffer, 0, length, StandardCharsets.US_ASCII))
                    .isEqualTo("<85>jsec[123]: journal head 61:" + "ab".repeat(32));
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void a_log_that_is_not_there_is_told_once_until_it_is() {
        Path socket = directory.resolve("log");
        SyslogWitness witness = new SyslogWitness(socket, 123, problems::add);
        witness.tell(HEAD);
        witness.tell(HEAD);
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("the journal's head is not told to the host's log: connect(" + socket);

        try (Fd log = bound(socket)) {
            witness.tell(HEAD);
            assertThat(log.isClosed()).isFalse();
        }
        witness.tell(HEAD);
        assertThat(problems).hasSize(2);
    }
}
