package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SetupJournalTest {
    private static MemoryHost with(int mode, String text) {
        return Hosts.debian().file(Layout.JOURNAL, mode, text);
    }

    @Test
    void every_kind_of_change_is_read_as_it_was_written() {
        MemoryHost host = Hosts.debian();
        SetupFacts facts =
                new FactsReader(host)
                        .read(
                                Hosts.DISTRIBUTION,
                                new SetupOptions(
                                        java.util.OptionalInt.empty(),
                                        List.of(WorkspaceOption.parse("/home/alice/src")),
                                        true));
        List<Change> changes =
                SetupPlanner.plan(
                        facts, new SetupOptions(java.util.OptionalInt.empty(), List.of(), true));
        assertThat(changes.stream().map(Change::getClass).distinct()).hasSize(13);
        SetupJournal journal = SetupJournal.open(host);
        changes.forEach(journal::begin);
        assertThat(SetupJournal.open(host).entries())
                .extracting(SetupJournal.Entry::change)
                .isEqualTo(changes);
    }

    @Test
    void what_was_there_first_is_remembered_through_later_runs() {
        MemoryHost host = Hosts.debian();
        SetupJournal.open(host).begin(new DeviceMode("/dev/net/tun", 0666, "a"));
        host.file("/dev/net/tun", 0666, "");
        String before = SetupJournal.open(host).begin(new DeviceMode("/dev/net/tun", 0660, "b"));
        assertThat(before).isEqualTo(Integer.toString(0600));
        assertThat(SetupJournal.open(host).entries()).hasSize(1);
    }

    @Test
    void a_journal_others_can_write_is_not_believed() {
        MemoryHost host = with(0620, "{}");
        assertThatThrownBy(() -> SetupJournal.open(host)).hasMessageContaining("others than root");
        MemoryHost theirs = Hosts.debian().directory(Layout.JOURNAL, 0700, 1000);
        assertThatThrownBy(() -> SetupJournal.open(theirs))
                .hasMessageContaining("others than root");
    }

    @Test
    void a_damaged_journal_is_refused_not_forgotten() {
        for (String text : new String[] {"", "{", "[]", "{\"schema\":1,\"entries\":{}}", "null"}) {
            MemoryHost host = with(0600, text);
            assertThatThrownBy(() -> SetupJournal.open(host))
                    .as(text)
                    .isInstanceOf(SetupException.class)
                    .hasMessageContaining(Layout.JOURNAL);
        }
    }

    @Test
    void a_journal_of_another_form_is_refused() {
        MemoryHost host = with(0600, "{\"schema\":\"jsec.setup/9\",\"entries\":[]}");
        assertThatThrownBy(() -> SetupJournal.open(host)).hasMessageContaining("use a newer jsec");
    }

    @Test
    void a_change_of_an_unknown_kind_is_refused() {
        MemoryHost host =
                with(
                        0600,
                        "{\"schema\":\"jsec.setup/1\",\"entries\":[{\"change\":{\"type\":\"x\"},"
                                + "\"before\":\"absent\"}]}");
        assertThatThrownBy(() -> SetupJournal.open(host)).hasMessageContaining("damaged");
    }

    @Test
    void an_ordinary_user_reads_no_journal() {
        MemoryHost host = with(0600, "{");
        host.root = false;
        assertThat(SetupJournal.open(host).entries()).isEmpty();
    }
}
