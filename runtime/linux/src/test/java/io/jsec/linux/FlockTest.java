package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class FlockTest {
    @TempDir Path directory;

    @Test
    void one_open_file_holds_the_lock_until_its_last_descriptor_closes() {
        Path file = directory.resolve("lock");
        Fd first = Flock.tryLock(file).orElseThrow();
        Fd copy = first.duplicate();
        assertThat(Flock.tryLock(file)).isEmpty();
        first.close();
        assertThat(Flock.isFree(file)).isFalse();
        copy.close();
        assertThat(Flock.isFree(file)).isTrue();
    }
}
