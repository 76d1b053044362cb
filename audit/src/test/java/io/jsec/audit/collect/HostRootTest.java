package io.jsec.audit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.Fact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostRootTest {
    @TempDir Path folder;
    private PlantedHost host;
    private HostRoot root;

    @BeforeEach
    void plant() throws IOException {
        host = new PlantedHost(folder);
        root = host.root();
    }

    @Test
    void links_lead_below_the_root() throws IOException {
        host.file("/srv/docker/daemon.json", "{}");
        host.link("/etc/docker", "/srv/docker");
        host.link("/srv/docker/other", "../docker/./daemon.json");
        assertThat(root.find("/etc/docker/other").path()).isEqualTo("/srv/docker/daemon.json");
        assertThat(root.text("/etc/docker/other")).contains("{}");
    }

    @Test
    void no_link_leads_above_the_root() throws IOException {
        host.file("/inside", "x");
        host.link("/up", "../../../../../../inside");
        assertThat(root.find("/up").path()).isEqualTo("/inside");
        assertThat(root.find("/../..").path()).isEqualTo("/");
    }

    @Test
    void links_in_a_circle_end() throws IOException {
        host.link("/one", "two");
        host.link("/two", "one");
        assertThatThrownBy(() -> root.find("/one")).isInstanceOf(FileSystemLoopException.class);
        assertThat(root.fact("/one", text -> text)).isEqualTo(Fact.unknown("/one: too many links"));
    }

    @Test
    void what_is_not_there_is_absent() throws IOException {
        assertThatThrownBy(() -> root.find("/none")).isInstanceOf(NoSuchFileException.class);
        assertThat(root.text("/none/such")).isEmpty();
        assertThat(root.text("/etc/passwd/such")).isEmpty();
        assertThat(root.list("/none")).isEmpty();
        assertThat(root.list("/etc/passwd")).isEmpty();
        assertThat(root.seen("/none")).isEmpty();
        assertThat(root.fact("/none", text -> text)).isInstanceOf(Fact.Absent.class);
    }

    @Test
    void a_link_to_nothing_is_absent() throws IOException {
        host.link("/etc/docker", "/none");
        assertThat(root.list("/etc/docker")).isEmpty();
        assertThat(root.text("/etc/docker")).isEmpty();
    }

    @Test
    void a_name_that_is_no_path_is_unknown() {
        assertThat(root.fact("/a\0b", text -> text))
                .isEqualTo(Fact.unknown("/a\0b: the name cannot be expressed"));
        assertThat(root.seen("/a\0b")).isEmpty();
    }

    @Test
    void only_regular_files_are_read() throws IOException {
        host.socket("/run/x.sock", 0600);
        assertThat(root.fact("/run/x.sock", text -> text))
                .isEqualTo(Fact.unknown("/run/x.sock: this is no regular file"));
        assertThat(root.fact("/run", text -> text))
                .isEqualTo(Fact.unknown("/run: this is no regular file"));
    }

    @Test
    void a_file_without_end_is_unknown() throws IOException {
        Files.write(host.at("/large"), new byte[8 * 1024 * 1024 + 1]);
        assertThat(root.fact("/large", text -> text))
                .isEqualTo(Fact.unknown("/large: the file has more than 8388608 bytes"));
    }

    @Test
    void bytes_that_are_no_text_are_read_all_the_same() throws IOException {
        Files.write(host.at("/junk"), new byte[] {'a', (byte) 0xff, 0, 'b'});
        assertThat(root.text("/junk").orElseThrow().getBytes(StandardCharsets.UTF_8))
                .startsWith('a')
                .endsWith('b');
    }

    @Test
    void a_folder_is_listed_in_order() throws IOException {
        host.file("/d/b", "");
        host.file("/d/a", "");
        assertThat(root.list("/d")).containsExactly("a", "b");
    }

    @Test
    void modes_and_types_are_those_of_the_goal() throws IOException {
        host.file("/f", "", 0640);
        host.link("/l", "f");
        assertThat(root.find("/l").mode() & 0777).isEqualTo(0640);
        assertThat(root.find("/l").isRegular()).isTrue();
        assertThat(root.find("/etc").isFolder()).isTrue();
        assertThat(root.find("/").isFolder()).isTrue();
    }

    @Test
    void reasons_are_in_words() {
        assertThat(HostRoot.why("/x", new AccessDeniedException("/x")))
                .isEqualTo("/x: permission denied");
        assertThat(HostRoot.why("/x", new IOException("broken"))).isEqualTo("/x: broken");
    }

    @Test
    void a_link_that_is_none_is_refused() {
        assertThatThrownBy(() -> root.link("/etc/passwd")).hasMessageContaining("this is no link");
    }
}
