package io.jsec.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditdRulesTest {
    @TempDir Path folder;
    private PlantedHost host;

    @BeforeEach
    void plant() throws IOException {
        host = new PlantedHost(folder);
        host.file("/usr/bin/dockerd", "");
        host.folder("/etc/docker", 0755);
    }

    private List<Located<String>> located() {
        return AuditdRules.of(host.root()).orElse(List.of());
    }

    private List<String> watched(String... lines) throws IOException {
        host.file("/etc/audit/audit.rules", String.join("\n", lines) + "\n");
        return located().stream().map(Located::value).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-w /usr/bin/dockerd -p rwxa -k docker",
                "-w /usr/bin/dockerd",
                "  -w   /usr/bin/dockerd   -k x",
                "-k docker -p wa -w /usr/bin/dockerd",
                "-w/usr/bin/dockerd -pwa",
                "-a always,exit -F path=/usr/bin/dockerd -F perm=x -k docker",
                "-a exit,always -S execve -F path=/usr/bin/dockerd",
                "-A always,exit -F arch=b64 -F path=/usr/bin/dockerd -F auid>=1000",
                "-a always,exit -Fpath=/usr/bin/dockerd"
            })
    void a_file_is_watched_by_every_form_of_a_rule(String rule) throws IOException {
        assertThat(watched(rule)).containsExactly("/usr/bin/dockerd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# -w /usr/bin/dockerd -p wa",
                "-w /usr/bin/dockerd -p r",
                "-a never,exit -F path=/usr/bin/dockerd",
                "-a always,exit -F exe=/usr/bin/dockerd -S open",
                "-a always,exit -S execve -k /usr/bin/dockerd",
                "-a always,exit -F path=/usr/bin/dockerd -F perm=r",
                "-k -w",
                "-w",
                "-w relative/path",
                "-b 8192",
                "-e 2"
            })
    void other_rules_watch_nothing(String rule) throws IOException {
        assertThat(watched(rule)).isEmpty();
    }

    @Test
    void a_folder_is_watched_with_what_is_below_it() throws IOException {
        assertThat(watched("-w /etc/docker -p wa")).containsExactly("/etc/docker/");
        assertThat(watched("-w /etc/docker/")).containsExactly("/etc/docker/");
        assertThat(watched("-a always,exit -F dir=/etc/docker")).containsExactly("/etc/docker/");
    }

    @Test
    void the_path_of_a_folder_alone_covers_nothing_below_it() throws IOException {
        assertThat(watched("-a always,exit -F path=/etc/docker")).containsExactly("/etc/docker");
    }

    @Test
    void a_link_is_watched_where_it_leads() throws IOException {
        host.file("/run/docker.sock", "");
        host.link("/var/run", "/run");
        assertThat(watched("-w /var/run/docker.sock")).containsExactly("/run/docker.sock");
    }

    @Test
    void what_is_not_there_yet_is_watched_by_its_name() throws IOException {
        assertThat(watched("-w /etc/sysconfig/docker")).containsExactly("/etc/sysconfig/docker");
    }

    @Test
    void all_that_stands_before_a_deletion_is_gone() throws IOException {
        assertThat(watched("-w /etc/docker", "-D", "-w /usr/bin/dockerd"))
                .containsExactly("/usr/bin/dockerd");
    }

    @Test
    void a_rule_that_is_taken_back_is_gone() throws IOException {
        assertThat(watched("-w /etc/docker", "-W /etc/docker")).isEmpty();
    }

    @Test
    void the_first_rule_that_fits_decides() throws IOException {
        assertThat(watched("-a never,exit -F dir=/etc", "-w /etc/docker")).isEmpty();
        assertThat(watched("-w /etc/docker", "-a never,exit -F dir=/etc"))
                .containsExactly("/etc/docker/");
        assertThat(watched("-a never,exit -F dir=/etc -F auid=5", "-w /etc/docker"))
                .containsExactly("/etc/docker/");
    }

    @Test
    void rules_of_the_folder_count_with_their_places() throws IOException {
        host.file("/etc/audit/rules.d/10.rules", "-b 8192\n-w /etc/docker\n");
        host.file("/etc/audit/rules.d/off.rules.bak", "-w /usr/bin/dockerd\n");
        assertThat(located()).hasSize(1);
        assertThat(located().getFirst().at()).hasToString("/etc/audit/rules.d/10.rules:2:1");
    }

    @Test
    void a_host_without_auditd_watches_nothing() {
        assertThat(located()).isEmpty();
        assertThat(AuditdRules.of(host.root()).isPresent()).isTrue();
    }

    @Test
    void rules_that_cannot_be_read_are_unknown() throws IOException {
        host.folder("/etc/audit/audit.rules", 0755);
        assertThat(AuditdRules.of(host.root()))
                .isEqualTo(Fact.unknown("/etc/audit: this is no regular file"));
    }
}
