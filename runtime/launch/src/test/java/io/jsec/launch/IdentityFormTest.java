package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityFormTest {
    private static final IdentityForm.Ids FEW = new IdentityForm.Ids(1000, 200_000, 65_534);

    @Test
    void the_launchers_map_is_its_own_id_and_the_subordinate_ones() {
        assertThat(Hosts.OWNER.engineUids())
                .containsExactly(new IdRange(0, 1000, 1), new IdRange(1, 200_000, 65_536 * 8L));
        assertThat(Hosts.SINGLE.engineUids()).containsExactly(new IdRange(0, 1000, 1));
    }

    @Test
    void slots_do_not_overlap_each_other_or_the_owners_ids() {
        IdentityForm.Ids ids = new IdentityForm.Ids(1000, 200_000, 65_536 * 8L);
        long end = IdentityForm.CONTAINER_IDS;
        for (int index = 0; index < 6; index++) {
            IdentityForm slot = new IdentityForm.Slot(ids, ids, index, Path.of("/v"));
            IdRange range = slot.containerUids().getFirst();
            assertThat(range.outside()).isGreaterThanOrEqualTo(end);
            end = range.outside() + range.count();
        }
        assertThat(end).isLessThanOrEqualTo(1 + ids.count());
    }

    @Test
    void too_few_subordinate_ids_are_no_owner_form_and_no_slot() {
        assertThatThrownBy(() -> new IdentityForm.Owner(FEW, FEW))
                .hasMessageContaining("65535 are needed");
        assertThatThrownBy(() -> new IdentityForm.Slot(Hosts.IDS, Hosts.IDS, 7, Path.of("/v")))
                .hasMessageContaining("subordinate ids");
        assertThatThrownBy(() -> new IdentityForm.Slot(Hosts.IDS, Hosts.IDS, -1, Path.of("/v")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IdentityForm.Slot(Hosts.IDS, Hosts.IDS, 0, Path.of("v")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void only_mapped_ids_exist() {
        assertThat(Hosts.OWNER.mapped(65_535)).isTrue();
        assertThat(Hosts.OWNER.mapped(65_536)).isFalse();
        assertThat(Hosts.SINGLE.mapped(0)).isTrue();
        assertThat(Hosts.SINGLE.mapped(1)).isFalse();
    }

    @Test
    void a_range_lies_within_the_kernels_ids() {
        for (List<Long> range :
                List.of(
                        List.of(-1L, 0L, 1L),
                        List.of(0L, -1L, 1L),
                        List.of(0L, 0L, 0L),
                        List.of(0xffffffffL, 0L, 1L),
                        List.of(0L, 1L, 0xffffffffL))) {
            assertThatThrownBy(() -> new IdRange(range.get(0), range.get(1), range.get(2)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
