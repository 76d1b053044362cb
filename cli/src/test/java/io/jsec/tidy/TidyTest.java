package io.jsec.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads the tree and holds it to the conventions that can be counted. */
class TidyTest {
    private static final int FILE_LINES_MAX = 600;
    private static final int FILE_LINES_MEDIAN_MAX = 110;
    private static final int FILE_LINES_MOST_MAX = 400;
    private static final int BODY_LINES_MAX = 70;
    private static final int COLUMNS_MAX = 100;

    private static final Pattern VAGUE_NAME =
            Pattern.compile("(Abstract\\w*|\\w*(Utils|Util|Helper|Helpers|Manager|Impl))");
    private static final Pattern SENTENCE = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)+");
    private static final Pattern SKIP =
            Pattern.compile("(?:@Disabled|\\bassume\\w+)\\(([^;{]*)[;{]");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");

    private static List<SourceFile> code = List.of();
    private static List<SourceFile> java = List.of();
    private static Map<Path, List<Body>> methods = Map.of();

    @BeforeAll
    static void read_the_tree() {
        code =
                SourceFile.allMatching(file ->
                        file.isEndingIn(".java", ".c", ".h", ".sh", ".awk") || file.isScript());
        java = code.stream().filter(file -> file.path().toString().endsWith(".java")).toList();
        methods = JavaBodies.of(java);
    }

    @Test
    void the_tree_that_is_read_is_the_whole_tree() {
        assertThat(java).hasSizeGreaterThan(50);
        assertThat(code)
                .extracting(SourceFile::simpleName)
                .contains("build", "Main", "TidyTest", "check", "jsec");
    }

    @Test
    void no_file_is_longer_than_600_lines() {
        assertThat(code)
                .filteredOn(file -> file.lines().size() > FILE_LINES_MAX)
                .extracting(SourceFile::path)
                .isEmpty();
    }

    @Test
    void half_of_the_files_have_at_most_110_lines_and_most_at_most_400() {
        List<Integer> sizes = code.stream().map(file -> file.lines().size()).sorted().toList();

        assertThat(sizes.get(sizes.size() / 2)).isLessThanOrEqualTo(FILE_LINES_MEDIAN_MAX);
        assertThat(sizes.get(sizes.size() * 95 / 100)).isLessThanOrEqualTo(FILE_LINES_MOST_MAX);
    }

    @Test
    void no_method_and_no_function_is_longer_than_70_lines() {
        List<String> longOnes = new ArrayList<>();
        for (SourceFile file : code) {
            for (Body body : bodies(file)) {
                if (body.lines() > BODY_LINES_MAX) {
                    longOnes.add(file.path() + ": " + body.name() + " has " + body.lines());
                }
            }
        }

        assertThat(longOnes).isEmpty();
    }

    @Test
    void no_line_is_wider_than_100_columns() {
        List<String> wide = new ArrayList<>();
        for (SourceFile file : code) {
            List<String> lines = file.lines();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).codePointCount(0, lines.get(i).length()) > COLUMNS_MAX
                        && !lines.get(i).startsWith("import ")) {
                    wide.add(file.path() + ":" + (i + 1));
                }
            }
        }

        assertThat(wide).isEmpty();
    }

    @Test
    void no_name_says_that_its_author_had_none() {
        assertThat(java)
                .extracting(SourceFile::simpleName)
                .noneMatch(name -> VAGUE_NAME.matcher(name).matches());
    }

    /** A test's class would be loaded instead of the one that is shipped, in tests only. */
    @Test
    void no_class_of_a_test_bears_the_name_of_one_that_is_shipped() {
        Set<String> shipped =
                java.stream()
                        .filter(SourceFile::isMain)
                        .map(TidyTest::className)
                        .collect(Collectors.toSet());

        assertThat(java)
                .filteredOn(file -> !file.isMain())
                .extracting(TidyTest::className)
                .filteredOn(name -> !name.endsWith("/package-info.java"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(shipped);
    }

    @Test
    void every_test_is_named_by_a_sentence() {
        List<String> unnamed = new ArrayList<>();
        for (SourceFile file : java) {
            for (Body body : file.isMain() ? List.<Body>of() : bodies(file)) {
                String method = body.name().substring(body.name().lastIndexOf('.') + 1);
                if (body.isTest() && !SENTENCE.matcher(method).matches()) {
                    unnamed.add(file.path() + ": " + method);
                }
            }
        }

        assertThat(unnamed).isEmpty();
    }

    @Test
    void every_package_says_what_it_does_and_is_null_marked() {
        List<Path> silent =
                java.stream()
                        .filter(SourceFile::isMain)
                        .map(file -> file.path().resolveSibling("package-info.java"))
                        .distinct()
                        .filter(path ->
                                java.stream().noneMatch(file -> isFullPackageInfo(file, path)))
                        .toList();

        assertThat(silent).isEmpty();
    }

    @Test
    void every_reason_to_skip_is_on_the_list() {
        List<String> unlisted = new ArrayList<>();
        for (SourceFile file : java) {
            Matcher skip = SKIP.matcher(file.isMain() ? "" : file.text());
            while (skip.find()) {
                if (!namesAListedKey(skip.group(1))) {
                    unlisted.add(file.path() + ": " + skip.group());
                }
            }
        }

        assertThat(unlisted).isEmpty();
    }

    @Test
    void every_line_of_the_skip_list_has_a_key_and_a_reason() {
        assertThat(skipList()).isNotEmpty().allMatch(line -> line.matches("[a-z0-9-]+\\t\\S.*"));
        assertThat(skipKeys()).doesNotHaveDuplicates();
    }

    @Test
    void only_the_command_line_reads_the_environment() {
        assertThat(java)
                .filteredOn(SourceFile::isMain)
                .filteredOn(file -> !file.path().startsWith("cli"))
                .filteredOn(file -> !file.path().endsWith("io/jsec/ci/Main.java"))
                .filteredOn(file -> file.text().contains("System.getenv"))
                .extracting(SourceFile::path)
                .isEmpty();
    }

    private static boolean namesAListedKey(String call) {
        return LITERAL.matcher(call)
                .results()
                .anyMatch(literal ->
                        skipKeys().stream()
                                .anyMatch(key -> literal.group(1).startsWith(key + ":")));
    }

    /** Its path below the folder that holds packages. */
    private static String className(SourceFile file) {
        String path = file.path().toString();
        int packages = path.lastIndexOf("/java/");
        return packages < 0 ? path : path.substring(packages);
    }

    private static boolean isFullPackageInfo(SourceFile file, Path path) {
        return file.path().equals(path)
                && file.text().startsWith("/**")
                && file.text().contains("@NullMarked");
    }

    private static List<Body> bodies(SourceFile file) {
        String name = file.path().toString();
        if (name.endsWith(".java")) {
            return methods.getOrDefault(file.path(), List.of());
        }
        return name.endsWith(".c") || name.endsWith(".h") ? CBodies.of(file) : List.of();
    }

    private static List<String> skipList() {
        Path list = SourceFile.root().resolve("build/skips.txt");
        try (Stream<String> lines = SourceFile.read(list).lines()) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        }
    }

    private static List<String> skipKeys() {
        return skipList().stream().map(line -> line.substring(0, line.indexOf('\t'))).toList();
    }
}
