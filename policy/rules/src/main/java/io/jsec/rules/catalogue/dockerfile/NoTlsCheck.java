package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellCommand.Word;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;
import java.util.regex.Pattern;

/** Certificates of servers are not checked. */
final class NoTlsCheck extends CommandRule {
    /** The letter k among switches that take no word. */
    private static final Pattern GIT = Pattern.compile("http\\.sslVerify=(false|0)");

    private static final Pattern APT =
            Pattern.compile("(?i)Acquire::https::Verify-Peer=\"?(false|0|no)\"?");

    private static final Pattern CURL = Pattern.compile("-[fsSLgiIjlnNOpqRvZ#46]*k[A-Za-z]*");

    NoTlsCheck() {
        super(
                card(14, Severity.HIGH)
                        .title("Certificates of servers are not checked")
                        .sees(
                                "Options that switch certificate checks off: of curl, wget, git, "
                                        + "npm, yarn and pip.")
                        .why("HTTPS without the check protects from nobody on the way.")
                        .fix(
                                "Add the authority that is missing to the image, and drop the "
                                        + "option.")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        String program = command.program();
        for (Word word : command.arguments()) {
            String text = word.value();
            boolean off =
                    switch (program) {
                        case "curl" -> text.equals("--insecure") || CURL.matcher(text).matches();
                        case "wget" -> text.equals("--no-check-certificate");
                        case "git" ->
                                GIT.matcher(text).matches()
                                        || (text.equals("http.sslVerify")
                                                && (command.has("false") || command.has("0")));
                        case "npm", "yarn", "pnpm" ->
                                (text.equals("strict-ssl") && command.has("false"))
                                        || text.equals("--strict-ssl=false");
                        case "apt-get", "apt" -> APT.matcher(text).matches();
                        default -> false;
                    };
            if (off) {
                return Optional.of(program + " does not check the server's certificate: " + text);
            }
        }
        return Optional.empty();
    }
}
