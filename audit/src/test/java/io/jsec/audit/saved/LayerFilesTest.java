package io.jsec.audit.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.rules.ImageFacts.ImageFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerFilesTest {
    private static final String KEY = "-----BEGIN PRIVATE KEY-----\n" + "A".repeat(60) + "\n";

    private final LayerFiles files = new LayerFiles();

    private LayerFilesTest with(TarWriter layer) throws IOException {
        files.add("sha256:x", new TarReader(new ByteArrayInputStream(layer.bytes())));
        return this;
    }

    private List<String> seen() {
        return files.files().stream().filter(each -> !each.deleted()).map(ImageFile::path).toList();
    }

    private List<String> deleted() {
        return files.files().stream().filter(ImageFile::deleted).map(ImageFile::path).toList();
    }

    @Test
    void only_files_that_matter_are_kept() throws IOException {
        with(
                new TarWriter()
                        .folder("./", 0755)
                        .folder("tmp/", 01777)
                        .folder("data/", 0777)
                        .file("data/x", 0666, new byte[1])
                        .file("bin/sh", 0755, new byte[9])
                        .file("bin/su", 04755, new byte[9])
                        .file("notes", 04644, new byte[1])
                        .file("srv/k", KEY)
                        .file("./etc/shadow", "root:*::::::\n")
                        .file("open", 0666, new byte[1])
                        .symlink("link", "/etc/shadow")
                        .hardlink("bin/su2", 04755, "bin/su"));

        assertThat(seen())
                .containsExactly("/bin/su", "/bin/su2", "/data/", "/etc/shadow", "/open", "/srv/k");
        assertThat(files.bytes()).isEqualTo(1 + 9 + 9 + 1 + KEY.length() + 13 + 1);
    }

    @Test
    void a_whiteout_takes_a_file_away_but_a_secret_stays_in_its_layer() throws IOException {
        with(new TarWriter().file("root/.npmrc", "x").file("bin/su", 04755, new byte[1]));
        with(new TarWriter().file("root/.wh..npmrc", "").file("bin/.wh.su", ""));

        assertThat(seen()).isEmpty();
        assertThat(deleted()).containsExactly("/root/.npmrc");
    }

    @Test
    void a_whiteout_of_a_folder_takes_everything_below() throws IOException {
        with(new TarWriter().file("a/b/.env", "X=1").file("a/b2/.env", "X=1").folder("a/b/", 0777));
        with(new TarWriter().file("a/.wh.b", ""));

        assertThat(seen()).containsExactly("/a/b2/.env");
        assertThat(deleted()).containsExactly("/a/b/.env");
    }

    @Test
    void an_opaque_folder_hides_lower_layers_but_not_its_own() throws IOException {
        with(new TarWriter().file("a/.env", "X=1"));
        with(new TarWriter().file("a/.git/HEAD", "ref: x").file("a/.wh..wh..opq", ""));

        assertThat(seen()).containsExactly("/a/.git/HEAD");
        assertThat(deleted()).containsExactly("/a/.env");
    }

    @Test
    void a_file_that_is_replaced_stays_in_its_layer() throws IOException {
        with(new TarWriter().file(".env", "X=1").file("b/.env", "Y=1").file("c", KEY));
        with(new TarWriter().file(".env", "X=2").file("b", "no folder any more").file("c", "no"));

        assertThat(seen()).containsExactly("/.env");
        assertThat(deleted()).containsExactly("/.env", "/b/.env", "/c");
    }

    @Test
    void a_change_of_the_mode_alone_loses_nothing() throws IOException {
        with(new TarWriter().file(".env", 0666, new byte[] {'X'}).folder("a/", 0777));
        with(new TarWriter().file(".env", 0600, new byte[] {'X'}).folder("a/", 0755));

        assertThat(seen()).containsExactly("/.env");
        assertThat(files.files().getFirst().mode()).isEqualTo(0600);
        assertThat(deleted()).isEmpty();
    }

    @Test
    void keys_in_tests_and_examples_are_not_kept() throws IOException {
        with(new TarWriter().file("usr/lib/python3/test/k.pem", KEY).file("a/testdata/k", KEY));

        assertThat(seen()).isEmpty();
    }

    @Test
    void names_that_lead_out_of_the_root_are_kept_as_such() throws IOException {
        with(new TarWriter().file("../../etc/cron.d/x", "x").file("a/../b/.env", "X=1"));
        with(new TarWriter().file("../.wh.b", ""));

        assertThat(seen()).containsExactly("/b/.env", "/../etc/cron.d/x", "/../.wh.b");
    }

    @Test
    void more_files_than_are_looked_at_are_refused() {
        TarWriter layer = new TarWriter();
        for (int i = 0; i <= 100_000; i++) {
            layer.raw("f" + i, '0', 0666, 0, "", new byte[0]);
        }

        assertThatThrownBy(() -> with(layer))
                .isInstanceOf(IOException.class)
                .hasMessage("more files that matter than are looked at");
    }
}
