package io.jsec.daemon.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

/** A want of descriptors is known from other failures. */
class ShortageTest {
    @Test
    void a_want_of_descriptors_is_found_below_other_causes() {
        IOException kernel = new FileSystemException("/x", null, "Too many open files");
        assertThat(Shortage.isOfDescriptors(kernel)).isTrue();
        assertThat(Shortage.isOfDescriptors(new UncheckedIOException("reading /x", kernel)))
                .isTrue();
        assertThat(
                        Shortage.isOfDescriptors(
                                new IllegalStateException("socket(STREAM): EMFILE (24): …")))
                .isTrue();
    }

    @Test
    void other_failures_are_not_taken_for_one() {
        assertThat(Shortage.isOfDescriptors(new IllegalStateException())).isFalse();
        IOException full = new FileSystemException("/x", null, "No space left on device");
        assertThat(Shortage.isOfDescriptors(new UncheckedIOException(full))).isFalse();
    }

    @Test
    void a_circle_of_causes_ends() {
        IllegalStateException first = new IllegalStateException("a");
        first.initCause(new IllegalStateException("b", first));
        assertThat(Shortage.isOfDescriptors(first)).isFalse();
    }
}
