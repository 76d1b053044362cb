package io.jsec.rules.catalogue.image;

import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.PrivateKeyText;
import io.jsec.rules.SecretText;
import io.jsec.rules.SensitiveFile;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets in the first bytes of files. What it says never holds the secret itself. */
final class FileSecrets {
    /** {@code NAME=value}, {@code "name": "value"}, {@code <name>value<}. */
    private static final Pattern CREDENTIAL =
            Pattern.compile(
                    "(?im)(?<![a-z0-9-])(_authToken|_auth|_password|auth|identitytoken"
                            + "|password|passwd|token|secret|npmAuthToken|oauth_token"
                            + "|refresh_?token|access_?token|client[-_]key[-_]data"
                            + "|aws_secret_access_key|secret_(?:access_)?key"
                            + "|rubygems_api_key)[\"']?\\s{0,9}[:=>]\\s{0,9}[\"']?"
                            + "([^\"'\\s,;{}<>]{3,})");

    private static final Pattern NETRC = Pattern.compile("(?i)\\bpassword\\s{1,9}(\\S{3,})");
    private static final Pattern PGPASS =
            Pattern.compile("(?m)^[^#:\\s][^:\\n]*(?::[^:\\n]*){3}:([^:\\s]{1,})\\s*$");
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^\\s{0,9}(?:export\\s{1,9})?([A-Za-z_][A-Za-z0-9_.]*)=(.*)$");
    private static final int VALUE_MIN = 3;

    private FileSecrets() {}

    /** A private key in the clear that is no example. */
    static boolean isKey(ImageFile file) {
        return !SensitiveFile.isSample(file.path()) && PrivateKeyText.isIn(file.head());
    }

    /** A secret in a file of settings. */
    static Optional<String> inEnvironment(ImageFile file) {
        if (!is(file, SensitiveFile.ENVIRONMENT)) {
            return Optional.empty();
        }
        Matcher line = ASSIGNMENT.matcher(file.head());
        while (line.find()) {
            Optional<String> what = SecretText.in(line.group(1), unquoted(line.group(2)));
            if (what.isPresent()) {
                return what;
            }
        }
        return Optional.empty();
    }

    /** A secret in a file where a tool keeps them. */
    static Optional<String> inCredentials(ImageFile file) {
        if (!is(file, SensitiveFile.CREDENTIALS)) {
            return Optional.empty();
        }
        String head = file.head();
        if (file.path().endsWith("/.vault-token")) {
            return Optional.of("a token").filter(what -> head.strip().length() >= VALUE_MIN);
        }
        Optional<String> shape = SecretText.in(head);
        if (shape.isPresent()) {
            return shape;
        }
        if (file.path().endsWith("/.pgpass")) {
            return first(PGPASS.matcher(head), 1, "a password");
        }
        Optional<String> named = first(CREDENTIAL.matcher(head), 2, "a password or token");
        return named.isEmpty() && file.path().endsWith("netrc")
                ? first(NETRC.matcher(head), 1, "a password")
                : named;
    }

    /** Any of them. */
    static Optional<String> any(ImageFile file) {
        if (isKey(file)) {
            return Optional.of("a private key");
        }
        return inCredentials(file).or(() -> inEnvironment(file));
    }

    private static boolean is(ImageFile file, SensitiveFile kind) {
        return !SensitiveFile.isSample(file.path())
                && SensitiveFile.of(file.path()).filter(kind::equals).isPresent();
    }

    private static Optional<String> first(Matcher matcher, int group, String what) {
        while (matcher.find()) {
            if (SecretText.in("PASSWORD", matcher.group(group)).isPresent()) {
                return Optional.of(what);
            }
        }
        return Optional.empty();
    }

    private static String unquoted(String value) {
        String text = value.strip();
        boolean quoted =
                text.length() > 1
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                        && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
