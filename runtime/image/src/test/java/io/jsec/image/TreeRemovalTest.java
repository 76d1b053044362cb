package io.jsec.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.linux.Entries;
import io.jsec.linux.Fd;
import io.jsec.linux.Openat2;
import io.jsec.linux.abi.Fcntl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class TreeRemovalTest {
    @TempDir private Path folder;
    private Path tree;

    @BeforeEach
    void a_tree() throws IOException {
        tree = Files.createDirectories(folder.resolve("tree"));
        Files.createDirectories(tree.resolve("a/b/c"));
        Files.writeString(tree.resolve("a/b/file"), "x");
        Files.createDirectory(folder.resolve("other"));
        Files.writeString(folder.resolve("other/kept"), "x");
        Files.createSymbolicLink(tree.resolve("a/link"), folder.resolve("other"));
    }

    private void assertOnlyTheTreeIsGone() {
        assertThat(StoreFiles.names(folder)).containsExactly("other");
        assertThat(folder.resolve("other/kept")).exists();
    }

    @Test
    void a_tree_goes_and_what_its_links_lead_to_stays() {
        TreeRemoval.remove(tree);

        assertOnlyTheTreeIsGone();
    }

    @Test
    void folders_without_permissions_go_too() throws IOException {
        Files.setPosixFilePermissions(
                tree.resolve("a/b"), PosixFilePermissions.fromString("---------"));

        TreeRemoval.remove(tree);

        assertOnlyTheTreeIsGone();
    }

    @Test
    void a_tree_that_is_deeper_than_any_path_goes() {
        int levels = 1_500;
        Fd at = Openat2.open(tree, Fcntl.O_RDONLY, 0);
        for (int i = 0; i < levels; i++) {
            try (Fd parent = at) {
                Entries.makeDirectory(parent, RawName.bytes("deep"), 0755);
                at = Openat2.beneath(parent, RawName.bytes("deep"), Fcntl.O_RDONLY, 0);
            }
        }
        at.close();

        TreeRemoval.remove(tree);

        assertOnlyTheTreeIsGone();
    }

    @Test
    void in_place_nothing_moves_and_depth_has_a_limit() throws IOException {
        try (Fd parent = Openat2.open(folder, Fcntl.O_RDONLY, 0)) {
            TreeRemoval.removeInPlace(parent, "tree");
            assertOnlyTheTreeIsGone();
            Files.createDirectories(folder.resolve("tree/" + "d/".repeat(600)));
            assertThatThrownBy(() -> TreeRemoval.removeInPlace(parent, "tree"))
                    .hasMessageContaining("over 500 levels");
        }
        TreeRemoval.remove(tree);
    }

    @Test
    void what_is_not_there_is_gone_already() {
        TreeRemoval.remove(folder.resolve("nothing"));
        TreeRemoval.remove(folder.resolve("nothing/below"));

        assertThat(tree).exists();
    }
}
