package io.jsec.cli.ca;

import java.io.Console;
import java.util.Optional;

/** Asks a person for a secret. */
public interface Prompt {
    /**
     * The answer, which was not shown while it was typed; nothing where nobody can be asked.
     *
     * @param question what stands before the cursor
     */
    Optional<char[]> ask(String question);

    /** The terminal of this process. */
    // JDK 25 returned to a console that is null without a terminal; the checker knows 22 to 24.
    @SuppressWarnings("SystemConsoleNull")
    static Prompt ofTerminal() {
        return question -> {
            Console console = System.console();
            return console == null || !console.isTerminal()
                    ? Optional.empty()
                    : Optional.ofNullable(console.readPassword("%s: ", question));
        };
    }
}
