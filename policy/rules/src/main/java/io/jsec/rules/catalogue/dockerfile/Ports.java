package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Expanded;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Stage;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ports of {@code EXPOSE}, with variables resolved. */
final class Ports {
    private static final Pattern PORT =
            Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?(?:/(tcp|udp|sctp))?");

    private Ports() {}

    /**
     * A port or a range of them.
     *
     * @param word as written
     * @param first lowest
     * @param last highest
     */
    record Range(Text word, int first, int last) {}

    /** Places where a port is exposed that a condition holds for. */
    static List<Evidence> exposed(DockerfileFacts facts, IntPredicate condition, String message) {
        List<Evidence> found = new ArrayList<>();
        for (Range range : ranges(facts)) {
            for (int port = range.first(); port <= Math.min(range.last(), 0xffff); port++) {
                if (condition.test(port)) {
                    found.add(DockerfileRule.at(facts, range.word().span(), message));
                    break;
                }
            }
        }
        return found;
    }

    private static List<Range> ranges(DockerfileFacts facts) {
        List<Range> ranges = new ArrayList<>();
        for (Stage stage : facts.file().stages()) {
            for (Instruction instruction : stage.instructions()) {
                if (instruction.keyword() == Keyword.EXPOSE) {
                    for (Text word : instruction.words()) {
                        range(word, facts.scopes().before(instruction).expand(word))
                                .ifPresent(ranges::add);
                    }
                }
            }
        }
        return ranges;
    }

    /** The port of a word, or empty where it is none or is not known. */
    static Optional<Range> range(Text word, Expanded expanded) {
        Matcher matcher = PORT.matcher(expanded.text());
        if (!expanded.known() || !matcher.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        return Optional.of(new Range(word, first, last));
    }
}
