package io.jsec.tidy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BodiesTest {
    @Test
    void a_function_is_counted_from_its_head_to_its_closing_brace() {
        SourceFile file =
                c(
                        """
                        #include <errno.h>

                        static int declared(int);

                        struct pair {
                            int one;
                        };

                        static const int table[] = {
                            1,
                        };

                        static int first(int a,
                                         int b)
                        {
                            if (a) {
                                return b;
                            }
                            return 0;
                        }

                        int second(void) {
                            return 1;
                        }
                        """);

        assertThat(CBodies.of(file))
                .extracting(Body::name, Body::firstLine, Body::lines)
                .containsExactly(tuple("first", 13, 8), tuple("second", 22, 3));
    }

    @Test
    void a_method_is_counted_with_its_annotations_and_knows_its_class() {
        SourceFile file =
                java(
                        """
                        class Outer {
                            int field = 3;

                            abstract static class Inner {
                                abstract void none();

                                @Override
                                public String toString() {
                                    return "{";
                                }
                            }
                        }
                        """);

        assertThat(JavaBodies.of(file))
                .extracting(Body::name, Body::firstLine, Body::lines, Body::isTest)
                .containsExactly(tuple("Inner.toString", 7, 4, false));
    }

    @Test
    void a_test_is_recognised_by_its_annotation() {
        SourceFile file =
                java(
                        """
                        class OneTest {
                            @Test
                            void is_one() {}

                            @ParameterizedTest
                            @ValueSource(ints = {1})
                            void is_many(int x) {}

                            void is_none() {}
                        }
                        """);

        assertThat(JavaBodies.of(file))
                .extracting(Body::name, Body::isTest)
                .containsExactly(
                        tuple("OneTest.is_one", true),
                        tuple("OneTest.is_many", true),
                        tuple("OneTest.is_none", false));
    }

    private static SourceFile c(String text) {
        return new SourceFile(Path.of("x.c"), text);
    }

    private static SourceFile java(String text) {
        return new SourceFile(Path.of("X.java"), text);
    }
}
