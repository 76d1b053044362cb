package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Severity;
import java.util.List;

/** The index of apk stays in the layer. */
final class ApkCache extends LeftBehind {
    ApkCache() {
        super(
                card(41, Severity.INFO)
                        .title("The index of apk stays in the layer")
                        .sees("apk add without --no-cache, where nothing removes /var/cache/apk.")
                        .why("The index is needless and old at once.")
                        .fix("Give --no-cache."),
                Install.Manager.APK,
                "the index of apk stays");
    }

    @Override
    boolean leaves(Install install) {
        return install.installs() && !install.has("--no-cache");
    }

    @Override
    List<Edit> mends(DockerfileFacts facts, DockerfileFacts.Command command) {
        return AddedOption.behindVerb(facts, command, "--no-cache");
    }

    @Override
    boolean cleans(ShellCommand command) {
        return removes(command, "/var/cache/apk")
                || (command.program().equals("apk") && command.has("clean"));
    }
}
