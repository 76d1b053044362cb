package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Something is fetched over plain HTTP. */
final class PlainHttp extends DockerfileRule {
    private static final Set<String> FETCHERS =
            Set.of("curl", "wget", "git", "pip", "pip3", "npm", "yarn", "gem");
    private static final Pattern LOCAL = Pattern.compile("http://(localhost|127\\.|\\[::1\\]|\\$)");

    PlainHttp() {
        super(
                card(12, Severity.MEDIUM)
                        .title("Something is fetched over plain HTTP")
                        .sees(
                                "URLs of ADD, curl, wget, git and package managers; fails for "
                                        + "http:// to another host.")
                        .why("Anybody on the way can change what is built in.")
                        .fix("Use HTTPS.")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction add : facts.all(Keyword.ADD)) {
            add.words().stream()
                    .filter(word -> isPlain(word.value()))
                    .forEach(word -> found.add(at(facts, word.span(), "plain HTTP")));
        }
        for (DockerfileFacts.Command command : facts.commands()) {
            if (FETCHERS.contains(command.shell().program())) {
                command.shell().arguments().stream()
                        .filter(word -> isPlain(word.value()))
                        .forEach(word ->
                                found.add(
                                        at(
                                                facts,
                                                word.span(),
                                                command.shell().program()
                                                        + " fetches over plain "
                                                        + "HTTP")));
            }
        }
        return found;
    }

    private static boolean isPlain(String word) {
        String url = word.substring(word.indexOf('=') + 1);
        return url.startsWith("http://") && !LOCAL.matcher(url).lookingAt();
    }
}
