package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Keyword;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cache of pip stays in the layer. */
final class PipCache extends DockerfileRule {
    PipCache() {
        super(
                card(47, Severity.INFO)
                        .title("The cache of pip stays in the layer")
                        .sees(
                                "pip install without --no-cache-dir, PIP_NO_CACHE_DIR or a cache "
                                        + "mount.")
                        .why("The cache doubles what was installed.")
                        .fix("Give --no-cache-dir."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (DockerfileFacts.Command command : facts.commands()) {
            Optional<Install> pip =
                    Install.of(command.shell())
                            .filter(install ->
                                    install.is(Install.Manager.PIP)
                                            && install.verb().equals("install"));
            boolean off =
                    pip.filter(install -> install.has("--no-cache-dir", "--no-cache")).isPresent()
                            || command.run()
                                    .flags("--mount")
                                    .anyMatch(flag -> flag.text().contains("type=cache"));
            if (pip.isPresent() && !off && !switchedOff(facts, command)) {
                SourceLocation place = facts.at(command.shell().span());
                List<Edit> edits = AddedOption.behindVerb(facts, command, "--no-cache-dir");
                found.add(new Evidence(place, "the cache of pip stays", edits));
            }
        }
        return found;
    }

    /** By ENV anywhere before, or by an assignment before the command. */
    private static boolean switchedOff(DockerfileFacts facts, DockerfileFacts.Command command) {
        boolean assigned =
                command.written().assignments().stream()
                        .anyMatch(word -> word.value().startsWith("PIP_NO_CACHE_DIR="));
        return assigned
                || facts.file().instructions().stream()
                        .filter(each ->
                                each.keyword() == Keyword.ENV || each.keyword() == Keyword.ARG)
                        .flatMap(each -> each.pairs().stream())
                        .anyMatch(pair -> pair.name().value().equals("PIP_NO_CACHE_DIR"));
    }
}
