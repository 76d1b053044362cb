package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.launch.ApiSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of roles, and the groups of sockets. */
class ClientRolesTest {
    @TempDir Path folder;

    @Test
    void a_file_that_is_not_there_adds_no_roles_and_a_wrong_one_is_refused() throws IOException {
        Path file = folder.resolve("roles.yaml");
        assertThat(ClientRoles.read(file)).isNotNull();
        Files.writeString(file, "roles: {own: {allow: [image.list]}}\n");
        assertThatThrownBy(() -> ClientRoles.read(file))
                .isInstanceOf(CliException.class)
                .hasMessageContaining(
                        "roles.yaml:1:23: there is no operation image.list; did you mean"
                                + " images.list");
        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(() -> ClientRoles.read(file))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("reading " + file);
    }

    @Test
    void the_group_of_a_socket_counts_where_it_may_connect() throws IOException {
        Path socket = Files.createFile(folder.resolve("api.sock"));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(ClientRoles.group(socket)).isEmpty();
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(ClientRoles.group(socket))
                .contains(((Integer) Files.getAttribute(socket, "unix:gid")).longValue());
        assertThat(ClientRoles.group(folder.resolve("nothing"))).isEmpty();
    }

    @Test
    void a_socket_without_a_group_has_no_members() {
        Path path = folder.resolve("api.sock");
        assertThat(
                        ClientRoles.groups(
                                List.of(
                                        new ApiSocket.Bound(path, 0660, OptionalInt.of(990)),
                                        new ApiSocket.Bound(path, 0660, OptionalInt.of(990)),
                                        new ApiSocket.Bound(path, 0600, OptionalInt.empty()),
                                        new ApiSocket.Loopback(false, 2375))))
                .containsExactly(990L);
    }
}
