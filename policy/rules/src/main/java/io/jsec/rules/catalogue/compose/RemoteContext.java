package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The build takes its files from a branch. */
final class RemoteContext extends ComposeRule {
    private static final Pattern REMOTE =
            Pattern.compile("https?://|git@|git://|ssh://|github.com/");
    private static final Pattern PINNED = Pattern.compile("#[0-9a-f]{40}");

    RemoteContext() {
        super(
                card(6, Severity.MEDIUM)
                        .title("The build takes its files from a branch")
                        .sees("build.context; fails for a repository without a commit.")
                        .why("Whoever may push to the branch controls the image.")
                        .fix("Name the commit behind a hash sign.")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.5"));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (ComposeFacts.Service service : facts.services()) {
            service.context()
                    .filter(context ->
                            REMOTE.matcher(context.value()).lookingAt()
                                    && !PINNED.matcher(context.value()).find())
                    .ifPresent(context ->
                            found.add(
                                    Evidence.of(
                                            context.at(),
                                            context.value() + " is no fixed commit")));
        }
        return found;
    }
}
