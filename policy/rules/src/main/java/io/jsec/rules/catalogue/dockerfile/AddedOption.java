package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Body;
import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.Span;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import java.util.List;

/** Adds an option behind the verb of a package manager. */
final class AddedOption {
    private AddedOption() {}

    /**
     * The edit; none where the verb does not stand in a script as it is called, as in the JSON form
     * or in quotes.
     */
    static List<Edit> behindVerb(
            DockerfileFacts facts, DockerfileFacts.Command command, String option) {
        String verb = Install.of(command.shell()).map(Install::verb).orElse("");
        if (verb.isEmpty() || !(command.run().body() instanceof Body.Shell)) {
            return List.of();
        }
        for (ShellCommand.Word word : command.shell().arguments()) {
            if (word.value().equals(verb)) {
                return plain(facts.file().source().text(), word.span(), verb)
                        ? List.of(new Edit.ReplaceText(facts.at(word.span()), verb + " " + option))
                        : List.of();
            }
        }
        return List.of();
    }

    /** Whether the verb stands there without quotes or escapes. */
    private static boolean plain(String text, Span span, String verb) {
        int end = span.end();
        return text.startsWith(verb, span.start())
                && end == span.start() + verb.length()
                && Character.isWhitespace(text.charAt(span.start() - 1))
                && (end == text.length() || Character.isWhitespace(text.charAt(end)));
    }
}
