package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Keyword;
import io.jsec.rules.Severity;

/** The default of ARG is a secret. */
final class SecretInArg extends SecretPairs {
    SecretInArg() {
        super(
                card(22, Severity.HIGH)
                        .title("The default of ARG is a secret")
                        .sees("Names and defaults of ARG.")
                        .why("Build arguments are stored in the history of the image.")
                        .fix("Mount it with --mount=type=secret."),
                Keyword.ARG,
                "the default of ARG is ");
    }
}
