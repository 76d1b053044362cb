package io.jsec.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.SubordinateIds.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class SubordinateIdsTest {
    @TempDir Path root;

    private SubordinateIds read(String subuid, String subgid) throws IOException {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/subuid"), subuid);
        Files.writeString(root.resolve("etc/subgid"), subgid);
        return SubordinateIds.read(new HostFiles(root), "alice", 1000);
    }

    @Test
    void a_range_by_name_is_found() throws IOException {
        SubordinateIds ids = read("bob:1:5\nalice:100000:65536\n", "alice:200000:65536\n");
        assertThat(ids.uidRange()).contains(new Range(100_000, 65_536));
        assertThat(ids.gidRange()).contains(new Range(200_000, 65_536));
        assertThat(ids.problems()).isEmpty();
    }

    @Test
    void a_range_by_number_is_found() throws IOException {
        assertThat(read("1000:100000:65536\n", "").uidRange()).contains(new Range(100_000, 65_536));
    }

    @Test
    void the_first_range_that_holds_a_container_is_chosen() throws IOException {
        SubordinateIds ids = read("alice:1000000:10\nalice:200000:65536\nalice:400000:65536\n", "");
        assertThat(ids.uidRange()).contains(new Range(200_000, 65_536));
        assertThat(ids.uids()).hasSize(3);
    }

    @Test
    void small_ranges_are_better_than_none() throws IOException {
        assertThat(read("alice:100:10\nalice:200:20\n", "").uidRange())
                .contains(new Range(100, 10));
    }

    @Test
    void missing_files_mean_no_ranges() {
        SubordinateIds ids = SubordinateIds.read(new HostFiles(root), "alice", 1000);
        assertThat(ids.uidRange()).isEmpty();
        assertThat(ids.gidRange()).isEmpty();
    }

    @Test
    void malformed_lines_are_named_by_file_and_number() throws IOException {
        SubordinateIds ids = read("# comment\n\nalice:x:5\nalice:5\n", "alice:0:65536\n:1:1\n");
        assertThat(ids.uids()).isEmpty();
        assertThat(ids.problems())
                .containsExactly(
                        "/etc/subuid:3: \"alice:x:5\" is not name:first:count",
                        "/etc/subuid:4: \"alice:5\" is not name:first:count",
                        "/etc/subgid:1: \"alice:0:65536\" is not name:first:count",
                        "/etc/subgid:2: \":1:1\" is not name:first:count");
    }

    @Test
    void ranges_beyond_the_last_id_are_malformed() throws IOException {
        SubordinateIds ids = read("alice:4294967290:100\n", "alice:99999999999999999999:1\n");
        assertThat(ids.uids()).isEmpty();
        assertThat(ids.problems()).hasSize(2);
        assertThatThrownBy(() -> new Range(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_range_knows_its_ids() {
        Range range = new Range(100, 10);
        assertThat(range.contains(100)).isTrue();
        assertThat(range.contains(109)).isTrue();
        assertThat(range.contains(110)).isFalse();
        assertThat(range.contains(99)).isFalse();
    }
}
