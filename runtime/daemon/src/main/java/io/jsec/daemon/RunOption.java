package io.jsec.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * One field of {@code POST /containers/create}, with the flags of {@code docker run} that set it,
 * and what becomes of it. The table is the resource {@code run-options.tsv}; the page
 * docs/docker-run.md is made of it.
 *
 * @param field path in the object; {@code -} for flags that set none
 * @param flags of {@code docker run}; {@code -} for none
 * @param verdict what becomes of it
 * @param unset what clients send that did not ask for it
 * @param sentence for people; why and what instead where it is refused
 */
record RunOption(String field, String flags, Verdict verdict, String unset, String sentence) {
    private static final List<RunOption> ALL =
            TsvResource.rows("run-options.tsv").stream().map(RunOption::parse).toList();

    /** What becomes of an option. */
    enum Verdict {
        /** It does what it does for dockerd, within what the sentence says. */
        WORKS,
        /** The client does it. */
        CLIENT,
        /** The engine refuses it, by its rules. */
        ENGINE,
        /** It is refused: this engine does not do it. */
        REFUSED,
        /** It is refused until what it needs is there. */
        LATER
    }

    /** The whole table. */
    static List<RunOption> all() {
        return ALL;
    }

    private static RunOption parse(List<String> cells) {
        return new RunOption(
                cells.get(0),
                cells.get(1),
                Verdict.valueOf(cells.get(2).toUpperCase(Locale.ROOT)),
                cells.get(3),
                cells.get(4));
    }

    /** Whether the API's edge refuses it. */
    boolean isRefusedHere() {
        return verdict == Verdict.REFUSED || verdict == Verdict.LATER;
    }

    /** Whether a value asks for nothing. */
    boolean isUnset(JsonNode value) {
        return value.isNull()
                || (!unset.equals("null") && (isZero(value) || value.asText().equals(unset)));
    }

    private static boolean isZero(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> {
                boolean zero = true;
                for (JsonNode item : value) {
                    zero &= isZero(item);
                }
                yield zero;
            }
            case BOOLEAN -> !value.booleanValue();
            case NUMBER -> value.doubleValue() == 0;
            case OBJECT -> value.isEmpty();
            case STRING -> value.textValue().isEmpty();
            case NULL, MISSING -> true;
            case BINARY, POJO -> false;
        };
    }

    /** What a client reads who asked for it. */
    String refusal() {
        String name = flags.equals("-") ? field : flags.replaceAll("[,;].*", "");
        String subject = name.equals(field) ? field : field + " (" + name + ")";
        return subject + " is not supported: " + sentence;
    }
}
