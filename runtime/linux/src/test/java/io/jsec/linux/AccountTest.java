package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class AccountTest {
    @TempDir Path root;

    @Test
    void accounts_are_found_by_number_and_name_beside_malformed_lines() throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(
                root.resolve("etc/passwd"),
                "short:x:1\nbad:x:one:1:::\nalice:x:1000:1001:Alice:/home/alice:/bin/sh\n");
        HostFiles host = new HostFiles(root);
        Account alice = new Account("alice", 1000, 1001, "/home/alice");
        assertThat(Account.byUid(host, 1000)).contains(alice);
        assertThat(Account.byName(host, "alice")).contains(alice);
        assertThat(Account.byName(host, "bad")).isEmpty();
        assertThat(Account.byUid(host, 7)).isEmpty();
    }
}
