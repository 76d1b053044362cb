package io.jsec.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostAccountsTest {
    @TempDir Path folder;
    private PlantedHost host;

    @BeforeEach
    void plant() throws IOException {
        host = new PlantedHost(folder);
        host.file(
                "/etc/passwd",
                """
                root:x:0:0:root:/root:/bin/bash
                toor:x:0:998::/root:/bin/sh
                anna:x:1000:1000:Anna,,,:/home/anna:/bin/bash
                bert:x:1001:998::/home/bert:/bin/bash
                nobody:x:65534:65534::/:/usr/sbin/nologin
                """);
        host.file("/etc/group", "root:x:0:\ndocker:x:998:anna,root,toor\nwheel:x:10:cleo\n");
    }

    private List<String> members(String... groups) {
        Fact<List<Located<String>>> found = new HostAccounts(host.root()).members(Set.of(groups));
        return found.orElse(List.of()).stream().map(Located::value).toList();
    }

    @Test
    void members_are_those_listed_and_those_whose_first_group_it_is() {
        assertThat(members("docker")).containsExactly("docker: anna", "docker: bert");
    }

    @Test
    void several_groups_are_told_apart() {
        assertThat(members("docker", "wheel")).contains("docker: anna", "wheel: cleo");
    }

    @Test
    void root_is_no_member_under_any_name() {
        assertThat(members("docker")).noneMatch(each -> each.endsWith("oot"));
        assertThat(members("docker")).noneMatch(each -> each.endsWith("toor"));
    }

    @Test
    void a_group_that_is_not_there_has_no_members() {
        assertThat(members("podman")).isEmpty();
    }

    @Test
    void blanks_and_empty_names_are_no_members() throws IOException {
        host.file("/etc/group", "docker:x:997: anna ,,\n");
        assertThat(members("docker")).containsExactly("docker: anna");
    }

    @Test
    void numbers_have_names_where_there_is_one() {
        HostAccounts accounts = new HostAccounts(host.root());
        assertThat(accounts.user(1000)).isEqualTo("anna");
        assertThat(accounts.user(0)).isEqualTo("root");
        assertThat(accounts.user(4294967294L)).isEqualTo("4294967294");
        assertThat(accounts.group(998)).isEqualTo("docker");
        assertThat(accounts.group(5)).isEqualTo("5");
    }

    @Test
    void homes_are_those_of_accounts_but_not_the_root_folder() {
        assertThat(new HostAccounts(host.root()).homes())
                .containsExactly("/root", "/home/anna", "/home/bert");
    }

    @Test
    void damaged_lines_hide_no_others() throws IOException {
        host.file(
                "/etc/group",
                "docker\n:::\ndocker:x:many:eve\ndocker:x:99999999999:eve\ndocker:x:998:anna\n");
        assertThat(members("docker")).containsExactly("docker: anna", "docker: bert");
    }

    @Test
    void junk_has_no_accounts_and_breaks_nothing() throws IOException {
        byte[] junk = new byte[4096];
        new Random(7).nextBytes(junk);
        Files.write(host.at("/etc/group"), junk);
        Files.write(host.at("/etc/passwd"), junk);
        HostAccounts accounts = new HostAccounts(host.root());
        assertThat(accounts.members(Set.of("docker")).orElse(List.of())).isEmpty();
        assertThat(accounts.user(0)).isEqualTo("0");
    }

    @Test
    void without_the_files_nothing_is_known_of_members_but_that_there_are_none()
            throws IOException {
        Files.delete(host.at("/etc/group"));
        Files.delete(host.at("/etc/passwd"));
        assertThat(members("docker")).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_read_leaves_members_unknown() throws IOException {
        Files.delete(host.at("/etc/group"));
        host.folder("/etc/group", 0755);
        assertThat(new HostAccounts(host.root()).members(Set.of("docker")))
                .isEqualTo(Fact.unknown("/etc/group: this is no regular file"));
    }
}
