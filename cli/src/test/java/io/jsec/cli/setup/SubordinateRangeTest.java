package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SubordinateRangeTest {
    private static final long HIGHEST = 600_100_000;

    private static SubordinateRange range(long first, long count) {
        return new SubordinateRange("alice", first, count);
    }

    @Test
    void lines_of_subuid_become_ranges() {
        assertThat(SubordinateRange.parse("alice:100000:65536\n1001:200000:10\n"))
                .containsExactly(range(100_000, 65_536), new SubordinateRange("1001", 200_000, 10));
    }

    @Test
    void lines_of_another_form_are_no_ranges() {
        assertThat(SubordinateRange.parse("\n# c\na:b:c\na:1\na:-1:2\na:99999999999:1\n"))
                .isEmpty();
    }

    @Test
    void the_first_multiple_of_65536_is_free_on_an_empty_host() {
        assertThat(SubordinateRange.free(List.of(), 100_000, HIGHEST, 65_536)).isEqualTo(131_072);
    }

    @Test
    void a_range_in_the_way_is_passed() {
        assertThat(
                        SubordinateRange.free(
                                List.of(range(100_000, 65_536)), 100_000, HIGHEST, 131_072))
                .isEqualTo(196_608);
    }

    @Test
    void a_gap_that_is_too_small_is_passed() {
        List<SubordinateRange> taken = List.of(range(262_144, 10), range(100_000, 10));
        assertThat(SubordinateRange.free(taken, 100_000, HIGHEST, 196_608)).isEqualTo(327_680);
        assertThat(SubordinateRange.free(taken, 100_000, HIGHEST, 131_072)).isEqualTo(131_072);
    }

    @Test
    void no_range_passes_the_highest_id() {
        assertThat(SubordinateRange.free(List.of(), 100_000, 262_143, 131_072)).isEqualTo(131_072);
        assertThat(SubordinateRange.free(List.of(), 100_000, 262_142, 131_072)).isEqualTo(-1);
    }

    @Test
    void what_is_found_free_never_overlaps_what_is_taken() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<SubordinateRange> taken =
                    random.longs(random.nextInt(8), 0, 3_000_000)
                            .mapToObj(first -> range(first, 1 + random.nextInt(300_000)))
                            .toList();
            long count = SubordinateRange.idsFor(1 + random.nextInt(9));
            long free = SubordinateRange.free(taken, 100_000, HIGHEST, count);
            assertThat(free).as("seed %s", seed).isGreaterThanOrEqualTo(100_000);
            assertThat(taken)
                    .as("seed %s", seed)
                    .noneMatch(range -> range.overlaps(free, free + count));
        }
    }

    @Test
    void slots_are_what_follows_the_stores_own_65536_ids() {
        assertThat(SubordinateRange.idsFor(64)).isEqualTo(65 * 65_536);
        assertThat(SubordinateRange.slots(65 * 65_536)).isEqualTo(64);
        assertThat(SubordinateRange.slots(65_536)).isZero();
        assertThat(SubordinateRange.slots(10)).isZero();
    }
}
