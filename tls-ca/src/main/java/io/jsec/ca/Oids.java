package io.jsec.ca;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Object identifiers of our own. */
final class Oids {
    /** The role of a client; see the package's description. */
    static final ASN1ObjectIdentifier ROLE =
            new ASN1ObjectIdentifier(
                    "1.2.840.113556.1.8000.2554.11583.58218.55871.17070.47654.16247593.9105594");

    private Oids() {}
}
