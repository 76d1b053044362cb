package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Stage;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A file with secrets is copied into the image. */
final class SecretFile extends DockerfileRule {
    private static final Pattern SECRETS =
            Pattern.compile(
                    "(^|/)(\\.env(\\.(local|prod|production|staging|dev))?|id_(rsa|dsa|ecdsa|ed"
                            + "25519)|\\.npmrc|\\.n"
                            + "etrc|\\.pypirc|\\.git-credentials|\\.aws(/credentials)?|\\.ssh|"
                            + "\\.kube(/config)?|kubeconfig|\\.dockercfg|\\.docker/config\\.jso"
                            + "n|\\.pgpass|\\.vault-token|[^/]*\\.(key|p12|pfx|jks|kdbx|ppk)|[^"
                            + "/]*(private|priv)[-_.]?key[^/]*\\.pem)$");

    SecretFile() {
        super(
                card(25, Severity.HIGH)
                        .title("A file with secrets is copied into the image")
                        .sees(
                                "Sources of COPY and ADD; fails for private keys, .env, .npmrc, "
                                        + ".netrc, cloud and kubeconfig credentials.")
                        .why("The file stays in its layer, even where a later one removes it.")
                        .fix(
                                "Leave it out by .dockerignore, and mount it with "
                                        + "--mount=type=secret.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Stage stage : facts.file().stages()) {
            for (Instruction copy : stage.instructions()) {
                boolean copies = copy.keyword() == Keyword.COPY || copy.keyword() == Keyword.ADD;
                List<Text> words =
                        copies && copy.flag("--from").isEmpty() ? copy.words() : List.of();
                for (Text word : words.subList(0, Math.max(0, words.size() - 1))) {
                    if (SECRETS.matcher(word.value()).find()) {
                        found.add(at(facts, word.span(), word.value() + " is a file of secrets"));
                    }
                }
            }
        }
        return found;
    }
}
