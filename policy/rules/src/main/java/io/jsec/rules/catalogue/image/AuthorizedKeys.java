package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.SensitiveFile;
import io.jsec.rules.Severity;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keys that open an account by SSH lie in the image. */
final class AuthorizedKeys extends ImageFileRule {
    private static final Pattern KEY =
            Pattern.compile("(?m)^[^#\\n]*\\b(?:ssh|ecdsa|sk)-[a-z0-9@.-]+ AAAA[A-Za-z0-9+/]{16}");

    AuthorizedKeys() {
        super(
                card(114, Severity.MEDIUM)
                        .title("Keys that open an account by SSH lie in the image")
                        .sees("authorized_keys; fails where it holds a key.")
                        .why(
                                "Whoever has the key enters every container of the image, "
                                        + "wherever it "
                                        + "runs.")
                        .fix("Give such keys when the container starts, or do without SSH.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        boolean keys =
                SensitiveFile.of(file.path())
                        .filter(SensitiveFile.AUTHORIZED_KEYS::equals)
                        .isPresent();
        return !file.deleted() && keys && KEY.matcher(file.head()).find()
                ? Optional.of("opens the account to whoever has the key")
                : Optional.empty();
    }
}
