package io.jsec.cli.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about docker's verbs, made from the tables that the command works by. */
class DockerPageTest {
    private static final Path PAGE = Path.of("../docs/docker-verbs.md");

    @Test
    void the_page_is_what_the_tables_say() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(page).isEqualTo(Files.readString(PAGE));
    }

    private static String page() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Docker's verbs

                        `jsec [-H unix:///PATH] VERB` speaks to any engine with Docker's API, from
                        1.24 to 1.50. Which one: `-H`, else `DOCKER_HOST`, else the engine of the
                        user, else the system's. What the verbs print on standard output and how
                        they end is docker's;
                        `cli/src/test/resources/io/jsec/cli/docker-lines.txt` lists the command
                        lines for which a test compares both. `jsec help VERB` and the manual
                        pages list the options.

                        Where the user's own engine does not run, every verb but `version` starts
                        it; root's has the system's started as the user `jsec`. Without an engine:
                        `jsec run --standalone` (always for `--rootfs`, and where there are no
                        subordinate ids to have one with) and `jsec rm --standalone`.

                        `--format` takes `table`, `json` or a template: fields, variables, `if`,
                        `with`, `range`, `break`, `continue`, comments, trimming, pipelines, and
                        the functions `and or not len index slice eq ne lt le gt ge print printf
                        println json split join lower upper title pad truncate`. `define`,
                        `template`, `block`, `call`, `html`, `js` and `urlquery` are refused with
                        their place.

                        `top` takes what people hand to ps: `-ef` (the default), `aux` and its
                        parts, and `-o` with columns (`pid`, `ppid`, `pgid`, `sid`, `uid`, `gid`,
                        `user`, `comm`, `args`, `cmd`, `c`, `pcpu`, `pmem`, `rss`, `vsz`, `s`,
                        `stat`, `ni`, `tty`, `time`, `etime`, `etimes`, `stime`, `nlwp`). No ps is
                        started; other words are refused by name.

                        `cp` sees /proc, /sys and /dev of a container as empty folders, running or
                        not. Archives may be compressed with gzip, bzip2, xz or zstd.

                        | verb | |
                        |---|---|
                        """);
        for (String path : DockerVerbs.paths()) {
            DockerVerb verb = DockerVerbs.of(path).orElseThrow();
            page.append("| `").append(path).append("` | ").append(verb.help()).append(" |\n");
        }
        page.append("\n## What is not carried\n\nEach is refused by name, with exit code 125.\n\n");
        page.append("| | why | instead |\n|---|---|---|\n");
        for (NotCarried.Row row : NotCarried.rows()) {
            page.append("| `").append(row.name()).append("` | ").append(row.why());
            page.append(" | ").append(row.instead()).append(" |\n");
        }
        return page.append(
                        """

                        Of `run` and `create`: `--use-api-socket` and
                        `--disable-content-trust=false` are refused; all other options are sent to
                        the engine. `docker system df -v` takes no `--format`.
                        """)
                .toString();
    }
}
