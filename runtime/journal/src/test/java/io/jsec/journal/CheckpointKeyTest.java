package io.jsec.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointKeyTest {
    @TempDir Path directory;

    /** RFC 8032, 7.1, test 2. */
    @Test
    void a_signature_is_the_one_of_the_standards_vector() {
        String open = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
        byte[] seed =
                HexFormat.of()
                        .parseHex(
                                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        CheckpointKey key = new CheckpointKey(1, seed, HexFormat.of().parseHex(open));
        String signature =
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

        assertThat(key.sign("r")).isEqualTo(signature);
        assertThat(CheckpointKey.verifies(open, "r", signature)).isTrue();
        assertThat(CheckpointKey.verifies(open, "s", signature)).isFalse();
    }

    @Test
    void a_new_key_verifies_what_it_signed_and_no_other_does() {
        for (int i = 0; i < 20; i++) {
            CheckpointKey key = CheckpointKey.make(1, new SecureRandom());
            CheckpointKey other = CheckpointKey.make(1, new SecureRandom());
            String signature = key.sign("text");

            assertThat(CheckpointKey.verifies(key.publicText(), "text", signature)).isTrue();
            assertThat(CheckpointKey.verifies(other.publicText(), "text", signature)).isFalse();
        }
    }

    @Test
    void what_is_no_key_or_no_signature_verifies_nothing() {
        String key = CheckpointKey.make(1, new SecureRandom()).publicText();
        for (String broken : List.of("", "zz", "00", "ff".repeat(32), "00".repeat(64))) {
            assertThat(CheckpointKey.verifies(key, "text", broken)).isFalse();
            assertThat(CheckpointKey.verifies(broken, "text", "00".repeat(64))).isFalse();
        }
    }

    // Promise P25
    @Test
    void no_key_that_signed_is_left_in_the_file_of_keys() throws IOException {
        TestJournal journal = new TestJournal(directory, 5);
        Ledger ledger = journal.open();
        byte[] before = Files.readAllBytes(directory.resolve(KeySlots.NAME));
        ledger.close();
        byte[] after = Files.readAllBytes(directory.resolve(KeySlots.NAME));

        CheckpointKey old = only(before);
        CheckpointKey now = only(after);
        assertThat(now.index()).isEqualTo(old.index() + 1);
        assertThat(HexFormat.of().formatHex(after))
                .doesNotContain(HexFormat.of().formatHex(old.seed()));
        assertThat(journal.lines("checkpoint").getLast().text("next")).contains(now.publicText());
    }

    private static CheckpointKey only(byte[] content) {
        List<CheckpointKey> keys =
                KeySlots.read(content).stream().flatMap(Optional::stream).toList();
        assertThat(keys).hasSize(1);
        return keys.getFirst();
    }

    @Test
    void a_damaged_place_is_an_empty_one() throws IOException {
        TestJournal journal = new TestJournal(directory, 5);
        journal.open().close();
        byte[] content = Files.readAllBytes(directory.resolve(KeySlots.NAME));
        int place = content[0] == 0 ? 512 : 0;
        for (int i = place; i < place + 112; i++) {
            byte[] edited = content.clone();
            edited[i] ^= 4;
            assertThat(KeySlots.read(edited)).as("byte " + i).allMatch(Optional::isEmpty);
        }
        assertThat(KeySlots.read(new byte[0])).allMatch(Optional::isEmpty);
    }
}
