package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Keyword;
import io.jsec.rules.Severity;

/** ENV holds a secret. */
final class SecretInEnv extends SecretPairs {
    SecretInEnv() {
        super(
                card(21, Severity.HIGH)
                        .title("ENV holds a secret")
                        .sees(
                                "Names and values of ENV; fails for values with the shape of a "
                                        + "token or key, and for literal values of names such "
                                        + "as DB_PASSWORD.")
                        .why(
                                "Everybody who can pull the image, or list processes, reads it; "
                                        + "removing it later leaves it in the layer.")
                        .fix(
                                "Pass it at run time, or mount it in the build with "
                                        + "--mount=type=secret."),
                Keyword.ENV,
                "ENV holds ");
    }
}
