package io.jsec.audit;

import io.jsec.audit.saved.SavedImages;
import io.jsec.rules.Evaluation;
import io.jsec.rules.Evidence;
import io.jsec.rules.Facts;
import io.jsec.rules.Finding;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.compose.ComposeFiles;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Judges single files; several threads may ask at the same time. */
final class FileJudge {
    /** What was seen in one file. */
    record Judged(
            List<Target> targets,
            List<Finding> findings,
            List<Unreadable> unreadable,
            List<String> notes,
            List<InlineWaivers.Ranged> inline,
            List<Evidence> defects) {
        /** Nothing yet. */
        Judged() {
            this(
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>());
        }
    }

    private final ComposeFiles files;
    private final boolean inlineWaivers;

    /**
     * For one tree.
     *
     * @param files what compose files may name
     * @param inlineWaivers whether waivers in comments count
     */
    FileJudge(ComposeFiles files, boolean inlineWaivers) {
        this.files = files;
        this.inlineWaivers = inlineWaivers;
    }

    Judged judge(Discovery.Found file, Evaluation evaluation) {
        Judged judged = new Judged();
        try {
            if (file.kind() == FileKind.IMAGE) {
                images(judged, file, evaluation);
            } else {
                text(judged, file, evaluation);
            }
        } catch (RuntimeException | StackOverflowError e) {
            // A defect of ours over one file must not hide the others.
            String why = "cannot be judged, which is a defect of jsec: " + e;
            SourceLocation whole = SourceLocation.whole(file.path());
            judged.unreadable().add(new Unreadable(FactsReader.target(file), whole, why));
        }
        return judged;
    }

    /** Images are far larger than other files, and one file may hold several. */
    private static void images(Judged judged, Discovery.Found file, Evaluation evaluation) {
        SavedImages.Result saved = SavedImages.read(file.file(), file.path());
        for (Facts facts : saved.images()) {
            judged.targets().add(facts.target());
            judged.findings().addAll(evaluation.judge(facts));
        }
        SourceLocation at = SourceLocation.whole(file.path());
        for (SavedImages.Problem problem : saved.problems()) {
            judged.unreadable().add(new Unreadable(problem.target(), at, problem.why()));
        }
        judged.notes().addAll(saved.notes());
    }

    private void text(Judged judged, Discovery.Found file, Evaluation evaluation) {
        if (file.kind() == FileKind.COMPOSE && FactsReader.isOverride(file, files)) {
            return;
        }
        Target target = FactsReader.target(file);
        try {
            byte[] bytes = FactsReader.bytes(file.file());
            for (Facts facts : FactsReader.read(file, bytes, files)) {
                judged.targets().add(facts.target());
                judged.findings().addAll(evaluation.judge(facts));
            }
            if (inlineWaivers) {
                String text = new String(bytes, StandardCharsets.UTF_8);
                InlineWaivers waivers = InlineWaivers.of(file.path(), text);
                judged.inline().addAll(waivers.waivers());
                judged.defects().addAll(waivers.defects());
            }
        } catch (ReadException e) {
            judged.unreadable().add(new Unreadable(target, e.at(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            SourceLocation at = SourceLocation.whole(file.path());
            judged.unreadable()
                    .add(new Unreadable(target, at, "cannot be read: " + e.getMessage()));
        }
    }
}
