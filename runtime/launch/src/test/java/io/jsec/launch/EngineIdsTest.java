package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.SubordinateIds;
import io.jsec.linux.SubordinateIds.Range;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EngineIdsTest {
    private static EngineIds ids(long uidCount, long gidCount) {
        return EngineIds.of(
                1000, 1001, new SubordinateIds(range(uidCount), range(gidCount), List.of()));
    }

    private static List<Range> range(long count) {
        return count == 0 ? List.of() : List.of(new Range(200_000, count));
    }

    @Test
    void the_engines_map_is_the_own_id_and_then_the_subordinate_ones() {
        IdMaps maps = IdMaps.of(ids(65_536, 65_536).owner().orElseThrow());
        assertThat(IdMaps.argument(maps.uids())).isEqualTo("0:1000:1,1:200000:65536");
        assertThat(IdMaps.argument(maps.gids())).isEqualTo("0:1001:1,1:200000:65536");
    }

    @Test
    void owner_form_needs_65535_ids_of_both_kinds() {
        assertThat(ids(65_535, 65_535).owner()).isPresent();
        assertThat(ids(65_534, 65_536).owner()).isEmpty();
        assertThat(ids(65_536, 65_534).owner()).isEmpty();
    }

    @Test
    void without_subordinate_ids_one_id_is_mapped() {
        EngineIds none = ids(0, 0);
        assertThat(none.owner()).isEmpty();
        assertThat(none.slots()).isZero();
        assertThat(IdMaps.argument(IdMaps.of(none.single()).uids())).isEqualTo("0:1000:1");
    }

    @Test
    void one_range_less_than_the_ids_hold_is_a_slot() {
        assertThat(ids(65_536, 65_536).slots()).isZero();
        assertThat(ids(65_536 * 2, 65_536 * 2).slots()).isEqualTo(1);
        assertThat(ids(65_536 * 65, 65_536 * 66).slots()).isEqualTo(64);
        assertThat(ids(65_536 * 65, 65_536 * 2 - 1).slots()).isZero();
    }

    @Test
    void every_slot_the_ids_hold_can_be_made_and_none_beyond() {
        EngineIds ids = ids(65_536 * 4, 65_536 * 4);
        Path view = Path.of("/run/jsec/views/2");
        assertThat(ids.slot(ids.slots() - 1, view).containerUids())
                .containsExactly(new IdRange(0, 65_536 * 3 + 1, 65_536));
        assertThatThrownBy(() -> ids.slot(ids.slots(), view))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ids_above_two_billion_stay_positive() {
        SubordinateIds none = new SubordinateIds(List.of(), List.of(), List.of());
        assertThat(EngineIds.of(-2, -2, none).uids().own()).isEqualTo(4_294_967_294L);
    }

    @Test
    void a_map_without_lines_or_with_too_many_is_refused() {
        IdRange line = new IdRange(0, 1, 1);
        assertThatThrownBy(() -> new IdMaps(List.of(), List.of(line)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new IdMaps(List.of(line), List.of(line, line, line, line, line, line)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
