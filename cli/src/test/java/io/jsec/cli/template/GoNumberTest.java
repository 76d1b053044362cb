package io.jsec.cli.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "7,7",
        "-7,-7",
        "+7,7",
        "0x1F,31",
        "0b101,5",
        "0o17,15",
        "017,15",
        "1_000,1000",
        "1e3,1000",
        "1.5,1.5",
        ".5,0.5",
        "1e-2,0.01",
        "1.0,1"
    })
    void numbers_are_read_as_go_reads_them(String text, String printed) {
        assertThat(GoNumber.parse(text).map(GoText::of)).contains(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1x", "1__0", "_1", "1_", "0x", "08", "1e", "1.2.3", "--1"})
    void other_texts_are_none(String text) {
        assertThat(GoNumber.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "1.5,1.5",
        "100,100",
        "1e20,100000000000000000000",
        "1e21,1e+21",
        "1e-4,0.0001",
        "1e-5,1e-05",
        "-2.5e30,-2.5e+30",
        "NaN,NaN",
        "Infinity,+Inf"
    })
    void numbers_are_printed_with_an_exponent_where_they_are_far_from_one(
            double value, String text) {
        assertThat(GoNumber.print(value)).isEqualTo(text);
    }
}
