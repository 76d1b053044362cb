package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where sockets of a service manager lie. */
class HandedDownTest {
    private static final String TABLE =
            """
            Num       RefCount Protocol Flags    Type St Inode Path
            0000000000000000: 00000002 00000000 00010000 0001 01 1234 /run/jsec/jsec.sock
            0000000000000000: 00000002 00000000 00010000 0001 01   77 /run/a b.sock
            0000000000000000: 00000003 00000000 00000000 0001 03 12345
            0000000000000000: 00000002 00000000 00010000 0001 01 99 @abstract
            """;

    @Test
    void a_socket_is_found_by_its_inode() {
        assertThat(HandedDown.path("socket:[1234]", TABLE))
                .contains(Path.of("/run/jsec/jsec.sock"));
        assertThat(HandedDown.path("socket:[77]", TABLE)).contains(Path.of("/run/a b.sock"));
    }

    @Test
    void what_has_no_path_or_is_no_socket_has_none() {
        for (String link :
                new String[] {
                    "socket:[12345]", "socket:[99]", "socket:[1]", "pipe:[1234]", "/dev/null"
                }) {
            assertThat(HandedDown.path(link, TABLE)).as(link).isEmpty();
        }
    }

    @Test
    void standard_input_is_no_socket_with_a_path() {
        assertThat(HandedDown.path(1_000_000)).isEmpty();
    }
}
