package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class SlotLeaseTest {
    @TempDir Path slots;

    @Test
    void leases_are_different_until_one_is_given_back() {
        SlotLease first = SlotLease.acquire(slots, 2).orElseThrow();
        try (SlotLease second = SlotLease.acquire(slots, 2).orElseThrow()) {
            assertThat(first.index()).isZero();
            assertThat(second.index()).isEqualTo(1);
            assertThat(SlotLease.acquire(slots, 2)).isEmpty();
            first.close();
            try (SlotLease again = SlotLease.acquire(slots, 2).orElseThrow()) {
                assertThat(again.index()).isZero();
            }
        }
    }

    @Test
    void a_copy_of_the_lock_keeps_the_lease() {
        SlotLease lease = SlotLease.acquire(slots, 1).orElseThrow();
        Fd inherited = lease.lock().duplicate();
        lease.close();
        assertThat(SlotLease.acquire(slots, 1)).isEmpty();
        inherited.close();
        Optional<SlotLease> free = SlotLease.acquire(slots, 1);
        assertThat(free).isPresent();
        free.get().close();
    }

    @Test
    void exhaustion_says_what_to_do() {
        assertThat(SlotLease.exhausted(64).sentence())
                .isEqualTo(
                        "JSEC-C-204 a container in a slot refused: all 64 slots are in use."
                                + " Instead: stop a container, jsec setup with more slots,"
                                + " or --security-opt jsec.userns=owner");
        assertThat(SlotLease.exhausted(0).sentence()).contains("setup made no slots here");
    }

    @Test
    void a_missing_directory_is_named() {
        assertThatThrownBy(() -> SlotLease.acquire(slots.resolve("none"), 1))
                .isInstanceOf(LinuxException.class)
                .hasMessageContaining("none/0");
    }
}
