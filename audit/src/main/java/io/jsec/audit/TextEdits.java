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
    private final String lineEnd;
    private final List<Integer> starts = new ArrayList<>();

    TextEdits(String text) {
        this.text = text;
        this.lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        starts.add(text.startsWith("\ufeff") ? 1 : 0);
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            starts.add(at + 1);
        }
    }

    /** The text with all edits; of two that overlap the later one is left for the next round. */
    String apply(List<Edit> edits) {
        List<Change> changes = new ArrayList<>();
        for (Edit edit : edits) {
            change(edit).ifPresent(changes::add);
        }
        changes.sort(Comparator.comparingInt(Change::start));
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (Change change : changes) {
            if (change.start() >= at) {
                out.append(text, at, change.start()).append(change.text());
                at = change.end();
            }
        }
        return out.append(text, at, text.length()).toString();
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
            case Edit.SetKey key -> Optional.empty();
            case Edit.RemoveKey key -> Optional.empty();
            case Edit.SetMode mode -> Optional.empty();
        };
    }

    private int offset(int line, int column) {
        return text.offsetByCodePoints(starts.get(line - 1), column - 1);
    }
}
