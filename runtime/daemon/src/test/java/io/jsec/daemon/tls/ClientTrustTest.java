package io.jsec.daemon.tls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.ca.Authority;
import io.jsec.ca.CaException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTrustTest {
    @TempDir Path folder;

    @Test
    void records_that_are_gone_are_told_at_each_look_the_first_one_too() throws Exception {
        TlsCa ca = new TlsCa(folder.resolve("ca"));
        ClientTrust trust = new ClientTrust(ca.elsewhere(), ca.clock);
        Path records = ca.directory.resolve(Authority.STATE_FILE);
        Path aside = Files.move(records, folder.resolve("aside"));

        for (int look = 0; look < 2; look++) {
            assertThatThrownBy(trust::refresh).isInstanceOf(CaException.class);
        }

        Files.move(aside, records);
        trust.refresh();
    }
}
