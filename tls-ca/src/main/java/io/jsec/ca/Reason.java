package io.jsec.ca;

import java.util.Locale;

/** Why a peer's certificate is refused; each with the alert that tells the peer most. */
public enum Reason {
    /** No certificate came. */
    NO_CERTIFICATE(Alert.CERTIFICATE_REQUIRED),
    /** More certificates than a chain of ours has. */
    CHAIN_TOO_LONG(Alert.BAD_CERTIFICATE),
    /** Bytes that are no certificate, or too many of them. */
    MALFORMED(Alert.BAD_CERTIFICATE),
    /** A certificate in an encoding that is not the only one allowed. */
    NOT_DER(Alert.BAD_CERTIFICATE),
    /** Not version 3. */
    VERSION(Alert.BAD_CERTIFICATE),
    /** The leaf does not come first, or the issuer not after it. */
    WRONG_ORDER(Alert.BAD_CERTIFICATE),
    /** A certificate that has no place in the chain. */
    UNEXPECTED_CERTIFICATE(Alert.BAD_CERTIFICATE),
    /** An authority's certificate in the place of the leaf. */
    CA_AS_LEAF(Alert.BAD_CERTIFICATE),
    /** A leaf in the place of an authority. */
    LEAF_AS_CA(Alert.BAD_CERTIFICATE),
    /** Signed by its own key. */
    SELF_SIGNED(Alert.UNKNOWN_CA),
    /** No trusted root or intermediate signed it. */
    UNKNOWN_ISSUER(Alert.UNKNOWN_CA),
    /** The signature is not its issuer's. */
    BAD_SIGNATURE(Alert.BAD_CERTIFICATE),
    /** The signature's algorithm is not the one of the issuer's key, or is named in two ways. */
    SIGNATURE_ALGORITHM(Alert.BAD_CERTIFICATE),
    /** The key is not on P-256 or P-384. */
    WEAK_KEY(Alert.BAD_CERTIFICATE),
    /** The number is shorter than any that is issued, negative or too long. */
    SHORT_SERIAL(Alert.BAD_CERTIFICATE),
    /** It has a subject or issuer identifier that nobody uses since 1999. */
    UNIQUE_ID(Alert.BAD_CERTIFICATE),
    /** The leaf has a subject: its names are its alternative names only. */
    SUBJECT(Alert.BAD_CERTIFICATE),
    /** Its validity is longer than any that is issued, or ends before it begins. */
    VALIDITY_TOO_LONG(Alert.BAD_CERTIFICATE),
    /** It is valid longer than its issuer, or began before it. */
    OUTLIVES_ISSUER(Alert.BAD_CERTIFICATE),
    /** Its validity has not begun. */
    NOT_YET_VALID(Alert.CERTIFICATE_EXPIRED),
    /** Its validity is over. */
    EXPIRED(Alert.CERTIFICATE_EXPIRED),
    /** The same extension twice. */
    DUPLICATE_EXTENSION(Alert.BAD_CERTIFICATE),
    /** An extension that is never issued, and critical. */
    UNKNOWN_CRITICAL_EXTENSION(Alert.UNSUPPORTED_CERTIFICATE),
    /** An extension that is never issued. */
    UNKNOWN_EXTENSION(Alert.BAD_CERTIFICATE),
    /** An extension that is always issued is not there. */
    MISSING_EXTENSION(Alert.BAD_CERTIFICATE),
    /** An extension is critical that never is, or the other way round. */
    CRITICALITY(Alert.BAD_CERTIFICATE),
    /** Basic constraints with something that is never issued. */
    BASIC_CONSTRAINTS(Alert.BAD_CERTIFICATE),
    /** A path length that is not the one of its place. */
    PATH_LENGTH(Alert.BAD_CERTIFICATE),
    /** Key usage other than the one of its place. */
    KEY_USAGE(Alert.UNSUPPORTED_CERTIFICATE),
    /** An extended key usage for something else. */
    EXTENDED_KEY_USAGE(Alert.UNSUPPORTED_CERTIFICATE),
    /** A key identifier that is not the key's or not the issuer's. */
    KEY_ID(Alert.BAD_CERTIFICATE),
    /** Name constraints that are missing, or not in the form that is issued. */
    NAME_CONSTRAINTS(Alert.BAD_CERTIFICATE),
    /** No alternative name. */
    NAME_MISSING(Alert.BAD_CERTIFICATE),
    /** A name of a kind or form that is never issued. */
    NAME_KIND(Alert.BAD_CERTIFICATE),
    /** The same name twice. */
    NAME_DUPLICATE(Alert.BAD_CERTIFICATE),
    /** A name the issuer may not certify. */
    NAME_NOT_PERMITTED(Alert.BAD_CERTIFICATE),
    /** The server is called something else. */
    NAME_MISMATCH(Alert.BAD_CERTIFICATE),
    /** A client without a role. */
    ROLE_MISSING(Alert.ACCESS_DENIED),
    /** A role that is not one. */
    ROLE_MALFORMED(Alert.ACCESS_DENIED),
    /** Several roles. */
    ROLE_DUPLICATE(Alert.ACCESS_DENIED),
    /** A server with a role. */
    ROLE_UNEXPECTED(Alert.BAD_CERTIFICATE),
    /** It was revoked. */
    REVOKED(Alert.CERTIFICATE_REVOKED),
    /** Its issuer was revoked. */
    ISSUER_REVOKED(Alert.CERTIFICATE_REVOKED),
    /** Its issuer was replaced, and the time to change is over. */
    ISSUER_RETIRED(Alert.UNKNOWN_CA);

    private final Alert alert;

    Reason(Alert alert) {
        this.alert = alert;
    }

    /** The alert to send. */
    public Alert alert() {
        return alert;
    }

    /** The word in logs, such as {@code unknown-issuer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
