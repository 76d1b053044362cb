package io.jsec.journal;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a journal's files: {@code journal-0001.jsonl} and so on. */
final class SegmentName {
    /** The file that is kept for a full disk. */
    static final String RESERVE = "journal-reserve";

    /** The reserve while it is made. */
    static final String RESERVE_PART = "journal-reserve.part";

    /** The lock of the one writer. */
    static final String LOCK = "journal.lock";

    private static final Pattern GRAMMAR = Pattern.compile("journal-([0-9]{4,9})\\.jsonl");

    private SegmentName() {}

    /** The name of the file with a number. */
    static String of(int number) {
        return String.format(Locale.ROOT, "journal-%04d.jsonl", number);
    }

    /** What of a file's line was cut is kept under this name. */
    static String cut(int number, long seq) {
        return String.format(Locale.ROOT, "journal-%04d.cut-%d", number, seq);
    }

    /** The number of a name, if it is one. */
    static OptionalInt number(String name) {
        Matcher matcher = GRAMMAR.matcher(name);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(matcher.group(1));
        return of(number).equals(name) ? OptionalInt.of(number) : OptionalInt.empty();
    }

    /** The numbers among names, in order. */
    static List<Integer> numbers(List<String> names) {
        return names.stream()
                .map(SegmentName::number)
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .sorted()
                .toList();
    }
}
