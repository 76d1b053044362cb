package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class CallerTest {
    @TempDir Path root;
    private HostFiles files = HostFiles.here();

    @BeforeEach
    void a_host_with_users_and_groups() {
        files =
                new FakeHost(root)
                        .file(
                                "/etc/passwd",
                                "root:x:0:0::/root:/bin/sh\njsec:x:990:980::/var/lib/jsec:/x\n")
                        .file(
                                "/etc/group",
                                """
                                jsec:x:980:
                                kvm:x:104:ann,jsec
                                jsecs:x:7:jsecx,xjsec
                                bad:x:jsec
                                worse:x:n:jsec
                                own:x:980:jsec
                                """)
                        .files();
    }

    @Test
    void a_user_has_the_primary_group_and_those_that_name_it() {
        assertThat(Caller.named(files, "jsec"))
                .contains(new Caller("jsec", 990, List.of(980, 104)));
    }

    @Test
    void a_user_that_no_group_names_has_the_primary_one() {
        assertThat(Caller.named(files, "root")).contains(new Caller("root", 0, List.of(0)));
    }

    @Test
    void a_user_that_is_not_there_is_nobody() {
        assertThat(Caller.named(files, "ann")).isEmpty();
    }
}
