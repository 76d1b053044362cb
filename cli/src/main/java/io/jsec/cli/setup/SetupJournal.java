package io.jsec.cli.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jsec.cli.setup.SetupHost.FileFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What setup did, on disk before it is done. See the package for the form. */
final class SetupJournal {
    private static final String SCHEMA = "jsec.setup/1";
    private static final int GROUP_OR_OTHERS_WRITE = 022;
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .build();

    private final SetupHost host;
    private final List<Entry> entries = new ArrayList<>();

    private SetupJournal(SetupHost host) {
        this.host = host;
    }

    /** Reads what former runs wrote; nothing if there is none, or for those who may not look. */
    static SetupJournal open(SetupHost host) {
        SetupJournal journal = new SetupJournal(host);
        Optional<FileFacts> file = host.stat(Layout.JOURNAL);
        if (file.isEmpty() || !host.root()) {
            return journal;
        }
        FileFacts facts = file.get();
        boolean ours = facts.kind() == FileFacts.Kind.FILE && facts.uid() == 0;
        if (!ours || (facts.mode() & GROUP_OR_OTHERS_WRITE) != 0) {
            throw SetupException.refused(
                    Layout.JOURNAL, "others than root may write it", "look at it, then remove it");
        }
        journal.load(host.read(Layout.JOURNAL).orElse(""));
        return journal;
    }

    private void load(String text) {
        try {
            Content content =
                    Optional.ofNullable(JSON.readValue(text, Content.class))
                            .orElse(new Content("nothing", List.of()));
            if (!content.schema().equals(SCHEMA)) {
                throw SetupException.refused(
                        Layout.JOURNAL, "its form is " + content.schema(), "use a newer jsec");
            }
            entries.addAll(content.entries());
        } catch (JsonProcessingException e) {
            throw SetupException.refused(
                    Layout.JOURNAL, "it is damaged: " + e.getOriginalMessage(), "restore it");
        }
    }

    /** Oldest first. */
    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Writes down that a change is about to be made; what was there before its first time. */
    String begin(Change change) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.change().key().equals(change.key())) {
                if (!entry.change().equals(change)) {
                    entries.set(i, new Entry(change, entry.before()));
                    save();
                }
                return entry.before();
            }
        }
        Entry entry = new Entry(change, change.before(host));
        entries.add(entry);
        save();
        return entry.before();
    }

    /** Forgets a change that was taken back. */
    void undone(Entry entry) {
        entries.remove(entry);
        save();
    }

    /** Removes the journal, and its directory unless somebody's configuration is in it. */
    void close() {
        host.delete(Layout.JOURNAL);
        if (host.empty(Layout.CONFIGURATION)) {
            host.delete(Layout.CONFIGURATION);
        }
    }

    private void save() {
        if (host.stat(Layout.CONFIGURATION).isEmpty()) {
            host.makeDirectory(Layout.CONFIGURATION, 0755);
        }
        try {
            Content content = new Content(SCHEMA, List.copyOf(entries));
            host.write(Layout.JOURNAL, JSON.writeValueAsString(content) + "\n", 0600);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a change that cannot be written down", e);
        }
    }

    /**
     * One change and what was there before.
     *
     * @param change as it was made last
     * @param before as it was the first time
     */
    record Entry(Change change, String before) {}

    private record Content(String schema, List<Entry> entries) {}
}
