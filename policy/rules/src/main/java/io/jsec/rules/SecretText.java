package io.jsec.rules;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells secrets from other text. It prefers to miss one to crying wolf: placeholders, references,
 * paths and names of files are none. What it says never holds the secret itself.
 */
public final class SecretText {
    private record Shape(String what, Pattern pattern) {}

    private static final List<Shape> SHAPES =
            List.of(
                    shape("a private key", "-----BEGIN (?:[A-Z ]+ )?PRIVATE KEY"),
                    shape("an AWS access key", "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
                    shape(
                            "a GitHub token",
                            "\\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\\w{40,})"),
                    shape("a GitLab token", "\\bglpat-[A-Za-z0-9_-]{20,}"),
                    shape("a Slack token", "\\bxox[abposr]-[A-Za-z0-9-]{10,}"),
                    shape("an npm token", "\\bnpm_[A-Za-z0-9]{36}\\b"),
                    shape("a PyPI token", "\\bpypi-[A-Za-z0-9_-]{50,}"),
                    shape("a Google API key", "\\bAIza[0-9A-Za-z_-]{35}\\b"),
                    shape("a Stripe key", "\\b[rs]k_live_[0-9a-zA-Z]{20,}"),
                    shape("a Docker token", "\\bdckr_pat_[A-Za-z0-9_-]{20,}"),
                    shape(
                            "a JSON web token",
                            "\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{1"
                                    + "0,}"));

    /** A URL with user and password. */
    private static final Pattern URL =
            Pattern.compile(
                    "\\b[a-z][a-z0-9+.-]*://[^\\s/:@$]*:([^\\s/@]+)@", Pattern.CASE_INSENSITIVE);

    /** A name that says its value is secret; not one of a file, a path or a switch. */
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:^|.*[_.-])(?:PASSWORD|PASSWD|PASSPHRASE|PASSWORT|PWD|SECRET|TOKEN|API_?KEY"
                            + "|SECRET_?KEY|PRIVATE_?KEY|ACCESS_?KEY|AUTH_?KEY|ENCRYPTION_?KEY"
                            + "|CREDENTIALS?)(?:$|[_.-]?[0-9]{1,2}$)");

    private static final Set<String> NO_SECRETS =
            Set.of("PWD", "OLDPWD", "TOKEN_URL", "AWS_ACCESS_KEY");

    private static final Set<String> PLACEHOLDERS =
            Set.of(
                    "true",
                    "false",
                    "yes",
                    "no",
                    "none",
                    "null",
                    "nil",
                    "unset",
                    "optional",
                    "required",
                    "redacted",
                    "todo",
                    "tbd",
                    "default",
                    "dummy",
                    "example",
                    "placeholder");

    private static final Pattern REFERENCE =
            Pattern.compile(
                    "\\$.*|<[^>]*>|\\{\\{.*|\\[.*\\]|x{3,}|\\*{3,}|\\.{3,}|-+|%.*%|your[-_ "
                            + "].*|/.*|\\./.*"
                            + "|(?:file|https?):/.*|op://.*|vault:.*|secret:.*|env:.*|arn:.*"
                            + "|.*\\.(?:pem|key|crt|txt|json|env|ya?ml)",
                    Pattern.CASE_INSENSITIVE);

    private static final int VALUE_MIN = 3;

    private SecretText() {}

    private static Shape shape(String what, String regex) {
        return new Shape(what, Pattern.compile(regex));
    }

    /** What kind of secret a text holds, by its shape alone; empty where none is seen. */
    public static Optional<String> in(String text) {
        for (Shape shape : SHAPES) {
            if (shape.pattern().matcher(text).find()) {
                return Optional.of(shape.what());
            }
        }
        Matcher url = URL.matcher(text);
        while (url.find()) {
            if (isValue(url.group(1))) {
                return Optional.of("a password in a URL");
            }
        }
        return Optional.empty();
    }

    /** What kind of secret a named value is, by its name or its shape. */
    public static Optional<String> in(String name, String value) {
        Optional<String> shape = in(value);
        if (shape.isPresent()) {
            return shape;
        }
        return isSecretName(name) && isValue(value)
                ? Optional.of("the value of " + name)
                : Optional.empty();
    }

    /** What kind of secret a pair {@code NAME=VALUE} holds; a name without a value holds none. */
    public static Optional<String> inPair(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0
                ? Optional.empty()
                : in(pair.substring(0, equals), pair.substring(equals + 1));
    }

    /** What kind of secret a word of a command is: itself, or as {@code --option-name=VALUE}. */
    public static Optional<String> inWord(String word) {
        int equals = word.indexOf('=');
        if (equals <= 0) {
            return in(word);
        }
        String name = word.substring(0, equals).replaceFirst("^-+", "").replace('-', '_');
        return in(name, word.substring(equals + 1));
    }

    /** What kind of secret the first such word of a command line is. */
    public static Optional<String> inWords(String line) {
        for (String word : line.split(" ", -1)) {
            Optional<String> what = inWord(word);
            if (what.isPresent()) {
                return what;
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a variable of that name holds a secret: {@code DB_PASSWORD}, not {@code TOKEN_FILE}.
     */
    public static boolean isSecretName(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return !NO_SECRETS.contains(upper) && NAME.matcher(upper).matches();
    }

    /** Whether it is a value, not a placeholder, a reference or a path. */
    private static boolean isValue(String value) {
        String text = value.strip();
        return text.length() >= VALUE_MIN
                && !PLACEHOLDERS.contains(text.toLowerCase(Locale.ROOT))
                && !REFERENCE.matcher(text).matches();
    }
}
