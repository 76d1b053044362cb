package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This host, set up by a test that takes it back. */
final class SetUpHost {
    /** Tells cli/check that a test was killed before it took that back. */
    private static final Path MARK = Path.of("/var/tmp/jsec-check-set-up");

    private final Jsec root;

    private SetUpHost(Jsec root) {
        this.root = root;
    }

    /**
     * Sets it up, where it is not.
     *
     * @param test its name
     * @param words after {@code setup --yes}
     */
    static SetUpHost make(Jsec root, String test, String... words) throws IOException {
        assumeTrue(
                root.jsec("setup", "--check").exit() != 0,
                "already-set-up: the test would take setup back");
        Files.writeString(MARK, test);
        SetUpHost made = new SetUpHost(root);
        List<String> command = new ArrayList<>(List.of("setup", "--yes"));
        command.addAll(List.of(words));
        try {
            made.ok(command.toArray(String[]::new));
        } catch (AssertionError e) {
            made.takeBack();
            throw e;
        }
        return made;
    }

    private void ok(String... words) {
        Jsec.Result result = root.jsec(words);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }

    void takeBack() throws IOException {
        ok("setup", "--undo", "--yes");
        Files.delete(MARK);
    }
}
