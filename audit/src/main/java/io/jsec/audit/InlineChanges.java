package io.jsec.audit;

import io.jsec.rules.Waiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells which waivers in comments a tree adds or removes, compared with a commit. */
final class InlineChanges {
    private InlineChanges() {}

    /**
     * One sentence for each change.
     *
     * @param paths the files that are judged
     * @param now the waivers in them
     */
    static List<String> notes(
            Path root, String reference, List<String> paths, List<InlineWaivers.Ranged> now) {
        List<String> changes = new ArrayList<>();
        try (GitTree commit = GitTree.open(root, reference, "--config-from")) {
            for (String path : paths) {
                List<Waiver> after =
                        now.stream()
                                .map(InlineWaivers.Ranged::waiver)
                                .filter(waiver -> waiver.at().path().equals(path))
                                .toList();
                try {
                    compare(before(commit, path), after, changes);
                } catch (IOException e) {
                    changes.add(path + ": its waivers cannot be compared: " + e.getMessage());
                }
            }
        }
        return changes;
    }

    private static List<Waiver> before(GitTree commit, String path) throws IOException {
        Optional<byte[]> bytes = commit.read(path);
        String text = new String(bytes.orElse(new byte[0]), StandardCharsets.UTF_8);
        return InlineWaivers.of(path, text).waivers().stream()
                .map(InlineWaivers.Ranged::waiver)
                .toList();
    }

    private static void compare(List<Waiver> before, List<Waiver> after, List<String> changes) {
        for (Waiver waiver : after) {
            if (before.stream().noneMatch(each -> PolicyFiles.same(each, waiver))) {
                changes.add(
                        "a comment that waives is added or changed, and holds without --no-inline: "
                                + PolicyFiles.shown(waiver));
            }
        }
        for (Waiver waiver : before) {
            if (after.stream().noneMatch(each -> PolicyFiles.same(each, waiver))) {
                changes.add(
                        "a comment that waives is removed or changed: "
                                + PolicyFiles.shown(waiver));
            }
        }
    }
}
