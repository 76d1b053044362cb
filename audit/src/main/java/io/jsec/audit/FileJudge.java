package io.jsec.audit;

import io.jsec.audit.saved.SavedImages;
import io.jsec.rules.Evaluation;
import io.jsec.rules.Evidence;
import io.jsec.rules.Facts;
import io.jsec.rules.Finding;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.compose.ComposeFiles;
import io.jsec.rules.compose.ComposeLoader;
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

    /**
     * Judges a file.
     *
     * @param projects of a compose file that are judged with it
     */
    Judged judge(
            Discovery.Found file, List<ComposeProjects.Project> projects, Evaluation evaluation) {
        Judged judged = new Judged();
        try {
            judge(judged, file, projects, evaluation);
        } catch (RuntimeException | StackOverflowError e) {
            // A defect of ours over one file must not hide the others.
            String why = "cannot be judged, which is a defect of jsec: " + e;
            SourceLocation whole = SourceLocation.whole(file.path());
            judged.unreadable().add(new Unreadable(FactsReader.target(file), whole, why));
        }
        return judged;
    }

    private void judge(
            Judged judged,
            Discovery.Found file,
            List<ComposeProjects.Project> projects,
            Evaluation evaluation) {
        switch (file.kind()) {
            case IMAGE -> images(judged, file, evaluation);
            case COMPOSE -> {
                for (ComposeProjects.Project project : projects) {
                    project(judged, project, evaluation);
                }
                comments(judged, file);
            }
            case DOCKERFILE, DAEMON -> text(judged, file, evaluation);
        }
    }

    private void project(Judged judged, ComposeProjects.Project project, Evaluation evaluation) {
        try {
            List<Facts> all = ComposeLoader.load(project.name(), project.files(), files);
            for (Facts facts : all) {
                judged.targets().add(facts.target());
                judged.findings().addAll(evaluation.judge(facts));
            }
        } catch (ReadException e) {
            Target target = new Target(Target.Kind.COMPOSE, project.name());
            judged.unreadable().add(new Unreadable(target, e.at(), String.valueOf(e.getMessage())));
        }
    }

    /** Waivers in a file that may be a later one of a project; that it is no text is told there. */
    private void comments(Judged judged, Discovery.Found file) {
        try {
            waivers(judged, file, FactsReader.bytes(file.file()));
        } catch (IOException e) {
            judged.notes().add(file.path() + ": its waivers cannot be read: " + e.getMessage());
        }
    }

    private void waivers(Judged judged, Discovery.Found file, byte[] bytes) {
        if (inlineWaivers) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            InlineWaivers waivers = InlineWaivers.of(file.path(), text);
            judged.inline().addAll(waivers.waivers());
            judged.defects().addAll(waivers.defects());
        }
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
        Target target = FactsReader.target(file);
        try {
            byte[] bytes = FactsReader.bytes(file.file());
            for (Facts facts : FactsReader.read(file, bytes, files)) {
                judged.targets().add(facts.target());
                judged.findings().addAll(evaluation.judge(facts));
            }
            waivers(judged, file, bytes);
        } catch (ReadException e) {
            judged.unreadable().add(new Unreadable(target, e.at(), String.valueOf(e.getMessage())));
        } catch (IOException e) {
            SourceLocation at = SourceLocation.whole(file.path());
            judged.unreadable()
                    .add(new Unreadable(target, at, "cannot be read: " + IoReason.of(e)));
        }
    }
}
