package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** ADD is used where COPY does. */
final class AddForCopy extends DockerfileRule {
    private static final Pattern ARCHIVE =
            Pattern.compile("(?i)(\\.(tar|tgz|tbz2?|txz|tzst)|\\.tar\\.[a-z0-9]+|\\*)$");

    AddForCopy() {
        super(
                card(10, Severity.LOW)
                        .title("ADD is used where COPY does")
                        .sees(
                                "Sources of ADD; fails where none is a URL, an archive, a "
                                        + "repository or unknown.")
                        .why(
                                "ADD also fetches and unpacks, so that a changed name changes what "
                                        + "it does.")
                        .fix("Use COPY.")
                        .example("COPY a /x")
                        .maps(Framework.CIS_1_6, "4.9")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction add : facts.all(Keyword.ADD)) {
            List<String> words = add.words().stream().map(Text::value).toList();
            boolean plain =
                    words.size() > 1
                            && add.flags().stream()
                                    .allMatch(flag -> Keyword.COPY.takes(flag.name()));
            if (plain
                    && words.subList(0, words.size() - 1).stream()
                            .noneMatch(AddForCopy::needsAdd)) {
                SourceLocation keyword = facts.at(add.name().span());
                Edit edit = new Edit.ReplaceText(keyword, "COPY");
                found.add(new Evidence(keyword, "ADD copies local files only", List.of(edit)));
            }
        }
        return found;
    }

    private static boolean needsAdd(String source) {
        return source.contains("://")
                || source.startsWith("git@")
                || source.indexOf('$') >= 0
                || ARCHIVE.matcher(source).find();
    }
}
