package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/** The index of apk stays in the layer. */
final class ApkCache extends DockerfileRule {
    ApkCache() {
        super(
                card(41, Severity.INFO)
                        .title("The index of apk stays in the layer")
                        .sees("apk add without --no-cache, where nothing removes /var/cache/apk.")
                        .why("The index is needless and old at once.")
                        .fix("Give --no-cache."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (DockerfileFacts.Command command : facts.commands()) {
            boolean installs =
                    Install.of(command.shell())
                            .filter(install ->
                                    install.is(Install.Manager.APK)
                                            && install.installs()
                                            && !install.has("--no-cache"))
                            .isPresent();
            boolean clean =
                    facts.commands().stream()
                            .filter(each -> each.run().equals(command.run()))
                            .anyMatch(each -> cleans(each.shell()));
            boolean cached =
                    command.run()
                            .flags("--mount")
                            .anyMatch(flag ->
                                    flag.text().contains("type=cache")
                                            || flag.text().contains("type=tmpfs"));
            if (installs && !clean && !cached) {
                SourceLocation place = facts.at(command.shell().span());
                List<Edit> edits = AddedOption.behindVerb(facts, command, "--no-cache");
                found.add(new Evidence(place, "the index of apk stays", edits));
            }
        }
        return found;
    }

    private static boolean cleans(ShellCommand command) {
        boolean removes =
                command.program().equals("rm")
                        && command.arguments().stream()
                                .anyMatch(word -> word.value().startsWith("/var/cache/apk"));
        return removes || (command.program().equals("apk") && command.has("clean"));
    }
}
