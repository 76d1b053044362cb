package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class TarEntryTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "/etc", "etc/", "..", "../x", "a/../b", "a/..", "./a", "a//b", ".", "a\nb",
                "a\0b", "\u00e9"
            })
    void a_path_that_is_not_plain_and_relative_is_refused(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TarEntry.file(path, 0644, new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 010000, 0100644})
    void a_mode_beyond_permission_bits_is_refused(int mode) {
        assertThatIllegalArgumentException().isThrownBy(() -> TarEntry.folder("a", mode));
    }

    @Test
    void a_folder_with_content_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TarEntry("a", 0755, true, new byte[1]));
    }

    @Test
    void entries_are_equal_by_content() {
        TarEntry one = TarEntry.file("a", 0644, new byte[] {1});
        TarEntry same = TarEntry.file("a", 0644, new byte[] {1});

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one).isNotEqualTo(TarEntry.file("a", 0644, new byte[] {2}));
        assertThat(one).isNotEqualTo(TarEntry.file("a", 0600, new byte[] {1}));
    }

    @Test
    void an_entry_prints_its_mode_and_size_and_not_its_content() {
        assertThat(TarEntry.file("tmp/x", 01644, new byte[3])).hasToString("1644 tmp/x (3 bytes)");
    }
}
