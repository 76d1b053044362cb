package io.jsec.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbered promises of SECURITY.md, the tests they name, and the tests that say which promise
 * they hold.
 *
 * <p>A promise starts a line with {@code **P7.**} and names tests as {@code `ClassTest.its_name`};
 * such a test carries {@code // Promise P7} or has it in its Javadoc, in the lines right above.
 */
final class Promises {
    private static final Pattern PROMISE = Pattern.compile("(?m)^\\W*\\*\\*P(\\d+)\\.?\\*\\*");
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test\\.\\w+)`");
    private static final Pattern MARK = Pattern.compile("Promises? (P\\d+(?:, P\\d+)*)");

    private Promises() {}

    /** Each promise with the tests its paragraph names. */
    static Map<String, Set<String>> inDocument(String document) {
        Map<String, Set<String>> found = new TreeMap<>();
        Matcher promise = PROMISE.matcher(document);
        List<Integer> starts = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        while (promise.find()) {
            starts.add(promise.start());
            numbers.add("P" + promise.group(1));
        }
        for (int i = 0; i < numbers.size(); i++) {
            int end = i + 1 < starts.size() ? starts.get(i + 1) : document.length();
            Set<String> tests = new TreeSet<>();
            NAMED_TEST
                    .matcher(document.substring(starts.get(i), end))
                    .results()
                    .forEach(test -> tests.add(test.group(1)));
            if (found.putIfAbsent(numbers.get(i), tests) != null) {
                throw new IllegalStateException(numbers.get(i) + " is promised twice");
            }
        }
        return found;
    }

    /** Each promise with the tests that say they hold it. */
    static Map<String, Set<String>> inTests(List<SourceFile> tests) {
        Map<String, Set<String>> found = new TreeMap<>();
        for (SourceFile file : tests) {
            if (file.text().contains("Promise")) {
                collect(file, found);
            }
        }
        return found;
    }

    private static void collect(SourceFile file, Map<String, Set<String>> found) {
        List<String> lines = file.lines();
        for (Body body : JavaBodies.of(file)) {
            for (int line = body.firstLine() - 2; line >= 0 && isComment(lines.get(line)); line--) {
                Matcher mark = MARK.matcher(lines.get(line));
                while (mark.find() && body.isTest()) {
                    for (String number : mark.group(1).split(", ", -1)) {
                        found.computeIfAbsent(number, key -> new TreeSet<>()).add(body.name());
                    }
                }
            }
        }
    }

    private static boolean isComment(String line) {
        String text = line.strip();
        return text.startsWith("//") || text.startsWith("*") || text.startsWith("/**");
    }
}
