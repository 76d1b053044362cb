package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodeTest {
    private static final Pattern WRITTEN = Pattern.compile("JSEC-C-0[0-9]{2}");

    private static final List<String> OTHERS =
            List.of(
                    "src/main/dist/bin/jsec",
                    "src/main/java/io/jsec/cli/setup/SetupException.java",
                    "src/main/java/io/jsec/cli/ca/CaLine.java");

    @Test
    void no_number_means_two_things() throws IOException {
        List<String> ours = Arrays.stream(Code.values()).map(Code::label).toList();
        assertThat(ours).doesNotHaveDuplicates().allMatch(code -> WRITTEN.matcher(code).matches());
        for (String file : OTHERS) {
            Set<String> theirs = codes(Path.of(file));
            assertThat(theirs).as(file).isNotEmpty().doesNotContainAnyElementsOf(ours);
        }
    }

    private static Set<String> codes(Path file) throws IOException {
        try (Stream<MatchResult> found = WRITTEN.matcher(Files.readString(file)).results()) {
            return found.map(MatchResult::group).collect(Collectors.toSet());
        }
    }
}
