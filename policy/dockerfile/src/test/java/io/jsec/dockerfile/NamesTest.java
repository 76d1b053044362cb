package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static Variables.Value known(int value) {
        return new Variables.Value.Known(Integer.toString(value));
    }

    @Test
    void it_holds_what_a_sorted_map_holds() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Map<String, Variables.Value> expected = new TreeMap<>();
            Names names = Names.NONE;
            for (int i = 0; i < 300; i++) {
                String name = Integer.toString(random.nextInt(200));
                expected.put(name, known(i));
                names = names.with(name, known(i));
            }
            assertThat(names).as("seed %s", seed).containsExactlyEntriesOf(expected);
            assertThat(names.get("absent")).isNull();
            assertThat(names.containsKey("absent")).isFalse();
        }
    }

    @Test
    void an_older_one_stays_as_it_is() {
        Names one = Names.NONE.with("a", known(1));
        Names two = one.with("a", known(2)).with("b", known(3));
        assertThat(one).containsOnly(Map.entry("a", known(1)));
        assertThat(two).containsOnly(Map.entry("a", known(2)), Map.entry("b", known(3)));
    }
}
