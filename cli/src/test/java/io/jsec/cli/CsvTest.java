package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void fields_are_separated_by_commas() {
        assertThat(Csv.fields("type=bind,source=/a,target=/b"))
                .containsExactly("type=bind", "source=/a", "target=/b");
    }

    @Test
    void a_quoted_field_may_hold_commas_and_doubled_quotes() {
        assertThat(Csv.fields("\"source=/a,b\",\"target=/\"\"c\"\"\""))
                .containsExactly("source=/a,b", "target=/\"c\"");
    }

    @Test
    void empty_fields_are_kept() {
        assertThat(Csv.fields("a,,b,")).containsExactly("a", "", "b", "");
    }

    @Test
    void a_quote_inside_a_field_is_an_error() {
        assertThatThrownBy(() -> Csv.fields("source=\"/a\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a quote stands inside a field");
    }

    @Test
    void text_after_a_closing_quote_is_an_error() {
        assertThatThrownBy(() -> Csv.fields("\"a\"b")).hasMessage("a quote stands inside a field");
    }

    @Test
    void an_open_quote_is_an_error() {
        assertThatThrownBy(() -> Csv.fields("\"a,b")).hasMessage("a quote is left open");
    }
}
