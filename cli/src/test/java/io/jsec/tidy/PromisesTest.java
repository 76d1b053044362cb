package io.jsec.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every promise of SECURITY.md is held by a test that exists, and every such test knows its
 * promise.
 */
class PromisesTest {
    @Test
    void the_promises_of_the_document_are_held_by_the_tests_it_names_and_by_no_others() {
        List<SourceFile> tests =
                SourceFile.allMatching(file -> file.isEndingIn("Test.java") && !isThis(file));

        assertThat(Promises.inTests(tests))
                .isNotEmpty()
                .isEqualTo(
                        Promises.inDocument(
                                SourceFile.read(SourceFile.root().resolve("SECURITY.md"))));
    }

    private static boolean isThis(SourceFile file) {
        return file.simpleName().equals("PromisesTest");
    }

    @Test
    void a_promise_ends_where_the_next_one_starts() {
        String document =
                """
                # Security
                `IntroTest.is_not_one`
                - **P1.** Nothing runs as root.
                  Tests: `RootTest.walks_proc`,
                  `RootTest.hands_over`.
                - **P2.** Another. `OtherTest.holds`
                """;

        assertThat(Promises.inDocument(document))
                .isEqualTo(
                        Map.of(
                                "P1", Set.of("RootTest.walks_proc", "RootTest.hands_over"),
                                "P2", Set.of("OtherTest.holds")));
    }

    @Test
    void a_number_is_given_once() {
        assertThatThrownBy(() -> Promises.inDocument("**P1.** one\n\n**P1.** two\n"))
                .hasMessage("P1 is promised twice");
    }

    @Test
    void a_test_says_in_the_lines_above_it_which_promises_it_holds() {
        SourceFile file =
                new SourceFile(
                        Path.of("ATest.java"),
                        """
                        class ATest {
                            // Promises P1, P3
                            @Test
                            void holds_two() {}

                            /** Promise P2: why. */
                            @Test
                            void holds_one() {}

                            @Test
                            void holds_none() {}

                            // Promise P9
                            void is_no_test() {}
                        }
                        """);

        assertThat(Promises.inTests(List.of(file)))
                .isEqualTo(
                        Map.of(
                                "P1", Set.of("ATest.holds_two"),
                                "P2", Set.of("ATest.holds_one"),
                                "P3", Set.of("ATest.holds_two")));
    }
}
