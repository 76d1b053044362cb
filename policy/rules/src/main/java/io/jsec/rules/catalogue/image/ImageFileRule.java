package io.jsec.rules.catalogue.image;

import io.jsec.rules.Evidence;
import io.jsec.rules.Fact;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A rule over each file of an image. */
abstract class ImageFileRule implements Rule<ImageFacts> {
    private static final int EVIDENCE_MAX = 50;
    private static final int SETUID = 04000;
    private static final int SETGID = 02000;
    private static final int EXECUTE = 0111;

    private final RuleCard card;

    ImageFileRule(RuleCard.Builder card) {
        this.card = card.build();
    }

    /** A card to fill in; the id is given by its number. */
    static RuleCard.Builder card(int number, Severity severity) {
        return RuleCard.of("JSEC-I-%03d".formatted(number), severity, Section.IMAGES);
    }

    @Override
    public final RuleCard card() {
        return card;
    }

    @Override
    public final Class<ImageFacts> subject() {
        return ImageFacts.class;
    }

    /** What is wrong with a file, to be read behind its path. */
    abstract Optional<String> fault(ImageFile file);

    @Override
    public final Verdict judge(ImageFacts facts) {
        return switch (facts.files()) {
            case Fact.Unknown<List<ImageFile>>(String why) -> new Verdict.Unknown(why);
            case Fact.Absent<List<ImageFile>> none ->
                    new Verdict.NotApplicable("files are judged in saved images");
            case Fact.Present<List<ImageFile>>(List<ImageFile> files, SourceLocation at) ->
                    Verdict.failing(evidence(files, at));
        };
    }

    private List<Evidence> evidence(List<ImageFile> files, SourceLocation at) {
        List<Evidence> found = new ArrayList<>();
        for (ImageFile file : files) {
            Optional<String> fault = fault(file);
            if (fault.isPresent() && found.size() == EVIDENCE_MAX) {
                found.add(Evidence.of(at, "more files of this kind are not listed"));
                break;
            }
            fault.ifPresent(what -> found.add(Evidence.of(at, file.path() + " " + what)));
        }
        return found;
    }

    /** Whether starting it gives the rights of its owner or group; a folder's bit does not. */
    static boolean lends(ImageFile file) {
        boolean executable = (file.mode() & EXECUTE) != 0 && !file.path().endsWith("/");
        return !file.deleted() && executable && (file.mode() & (SETUID | SETGID)) != 0;
    }

    /** Whom it lends the rights of. */
    static String lender(ImageFile file) {
        return (file.mode() & SETUID) != 0
                ? "runs with the rights of uid " + file.uid()
                : "runs with the rights of gid " + file.gid();
    }
}
