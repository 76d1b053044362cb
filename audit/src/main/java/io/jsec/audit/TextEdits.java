package io.jsec.audit;

import io.jsec.rules.Edit;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Applies edits to a text; line ends, comments and everything else stay as they are. */
final class TextEdits {
    private record Change(int start, int end, String text) {}

    private final String text;
    private final KeyEdits keys;
    private final String lineEnd;
    private final List<Integer> starts = new ArrayList<>();

    TextEdits(String path, String text) {
        this.text = text;
        this.keys = new KeyEdits(path, text);
        this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        starts.add(text.startsWith("\ufeff") ? 1 : 0);
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            starts.add(at + 1);
        }
    }

    /**
     * The text with the edits of some findings. Those of one finding are made all or not at all; of
     * two findings whose edits touch the same place the later one is left for the next run.
     */
    String apply(List<List<Edit>> findings) {
        List<Change> changes = new ArrayList<>();
        for (List<Edit> edits : findings) {
            List<Change> wanted = edits.stream().flatMap(edit -> change(edit).stream()).toList();
            boolean whole = wanted.size() == edits.size();
            if (whole && wanted.stream().noneMatch(each -> touches(each, changes))) {
                changes.addAll(wanted);
            }
        }
        changes.sort(Comparator.comparingInt(Change::start));
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (Change change : changes) {
            out.append(text, at, change.start()).append(change.text());
            at = change.end();
        }
        return out.append(text, at, text.length()).toString();
    }

    /** Two insertions at one place are in each other's way too: which is first is not told. */
    private static boolean touches(Change change, List<Change> others) {
        return others.stream()
                .anyMatch(other ->
                        (change.start() < other.end() && other.start() < change.end())
                                || change.start() == other.start());
    }

    private Optional<Change> change(Edit edit) {
        return switch (edit) {
            case Edit.ReplaceText(SourceLocation region, String with) ->
                    Optional.of(
                            new Change(
                                    offset(region.startLine(), region.startColumn()),
                                    offset(region.endLine(), region.endColumn()),
                                    with.replace("\n", lineEnd)));
            case Edit.InsertLines(String path, int before, List<String> lines) -> {
                boolean append = before > starts.size();
                int start = append ? text.length() : starts.get(before - 1);
                String gap = append && !text.endsWith("\n") ? lineEnd : "";
                yield Optional.of(
                        new Change(start, start, gap + String.join(lineEnd, lines) + lineEnd));
            }
            case Edit.SetKey(String path, List<String> way, String json) ->
                    keys.set(way, json).flatMap(this::change);
            case Edit.RemoveKey(String path, List<String> way) ->
                    keys.remove(way).flatMap(this::change);
            case Edit.SetMode mode -> Optional.empty();
        };
    }

    private int offset(int line, int column) {
        return text.offsetByCodePoints(starts.get(line - 1), column - 1);
    }
}
