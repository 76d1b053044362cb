package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Keyword;
import io.jsec.rules.Severity;

/** LABEL holds a secret. */
final class SecretInLabel extends SecretPairs {
    SecretInLabel() {
        super(
                card(23, Severity.HIGH)
                        .title("LABEL holds a secret")
                        .sees("Names and values of LABEL.")
                        .why("Labels are read by everybody who can pull the image.")
                        .fix("Remove it and renew the secret."),
                Keyword.LABEL,
                "LABEL holds ");
    }
}
