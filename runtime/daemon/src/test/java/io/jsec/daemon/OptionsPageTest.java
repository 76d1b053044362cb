package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages of the tables, written anew by {@code -Dgolden.update=true}. */
class OptionsPageTest {
    private static final Path DOCS = Path.of(System.getProperty("jsec.root", "../.."), "docs");

    static void check(String name, String page) throws IOException {
        Path file = DOCS.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, page);
        }
        assertThat(page).isEqualTo(Files.readString(file));
    }

    private static String verdict(RunOption.Verdict verdict) {
        return switch (verdict) {
            case WORKS -> "works";
            case CLIENT -> "the client does it";
            case ENGINE, REFUSED -> "refused";
            case LATER -> "refused for now";
        };
    }

    private static String cell(String text) {
        return text.equals("-") ? "" : text.replace("|", "\\|");
    }

    @Test
    void the_page_on_docker_run_is_the_table() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("# docker run and docker create\n\n");
        page.append("What each flag, and each field of `POST /containers/create`, does here. What");
        page.append(" is refused is refused by name,\nbefore anything is made. Written from");
        page.append(" `runtime/daemon`'s `run-options.tsv`.\n\n");
        page.append("| flag | field | verdict | note |\n|---|---|---|---|\n");
        for (RunOption option : RunOption.all()) {
            page.append("| ").append(cell(option.flags()));
            page.append(" | ").append(cell(option.field()));
            page.append(" | ").append(verdict(option.verdict()));
            page.append(" | ").append(cell(option.sentence())).append(" |\n");
        }
        check("docker-run.md", page.toString());
    }

    @Test
    void the_page_on_daemon_json_is_the_table() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("# daemon.json\n\n");
        page.append("`jsec daemon` reads dockerd's keys from `/etc/jsec/daemon.json`, or");
        page.append(" `~/.config/jsec/daemon.json` for a user's own engine.\n");
        page.append("What is not honoured is refused by name; `jsec daemon --validate` says so");
        page.append(" without starting anything. SIGHUP to `jsec\ndaemon` reads it again:");
        page.append(" `debug`, `log-level`, `tlscert`, `tlskey`, `tlscacert`, `tls-names`,");
        page.append(" `tls-engine`,\n`tls-min-version` and `tls-public` hold at once (open");
        page.append(" connections go on; what is wrong there changes nothing about TLS and is in");
        page.append(
                "\nthe log; a certificate of the command line stays). The log names what needs");
        page.append(" a new start: `hosts` for one, ports stay where they are.\n\n");
        page.append("Our own keys stand in one object, `\"jsec\": {…}`: `allow` (`network-host`,");
        page.append(" `bind:PATH`), `pids-limit`,\n`memory-limit`, `security-opt`, `idle-stop`");
        page.append(" (`30m`: how long an engine that was started on demand goes on when\nnobody");
        page.append(" uses it; `0`: for ever), `i-accept-unauthenticated-tcp` (`hosts` may name");
        page.append(" `tcp://127.0.0.1:2375`),\n`journal-required` (a change that cannot be");
        page.append(" written to the [journal](journal.md) first is refused),\n`policy` (the file");
        page.append(" of the [admission policy](admission.md), where it is not policy.yaml beside");
        page.append(" daemon.json),\n`sidecar-socket` (`false`: a container that mounts the");
        page.append(" engine's own socket is refused, and gets none of its\nown: see");
        page.append(" [roles](roles.md)),\n`sidecar-shared-labels` (labels by which such a");
        page.append(" container sees what its maker made, `KEY` or `KEY=PREFIX*` where its\nname");
        page.append(
                " may say the value; `[]`: none; when it is not there, those of Testcontainers'");
        page.append(" sessions,\n`org.testcontainers.sessionId=testcontainers-ryuk-*` and");
        page.append(" `org.testcontainers.session-id=testcontainers-ryuk-*`).\n\n");
        page.append("| key | verdict | note |\n|---|---|---|\n");
        List<DaemonKey> keys =
                DaemonKey.all().values().stream()
                        .sorted(java.util.Comparator.comparing(DaemonKey::name))
                        .toList();
        for (DaemonKey key : keys) {
            String verdict =
                    switch (key.verdict()) {
                        case WORKS -> "works";
                        case ONLY -> "only `" + String.join("`, `", key.values()) + "`";
                        case REFUSED -> "refused";
                        case LATER -> "refused for now";
                    };
            page.append("| ").append(key.name()).append(" | ").append(verdict);
            page.append(" | ").append(cell(key.sentence())).append(" |\n");
        }
        check("daemon-json.md", page.toString());
    }
}
