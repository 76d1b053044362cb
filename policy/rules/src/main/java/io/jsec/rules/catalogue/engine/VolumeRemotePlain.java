package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import io.jsec.rules.VolumeFacts;
import java.util.List;

/** A remote volume is not encrypted on the way. */
final class VolumeRemotePlain extends VolumeRule {
    VolumeRemotePlain() {
        super(
                card(104, Severity.INFO)
                        .title("Files of a remote volume cross the network in plain")
                        .sees(
                                "Volumes of NFS without sec=krb5p and xprtsec, and of CIFS "
                                        + "without seal.")
                        .why("Who listens on the way reads and changes the files.")
                        .fix("Use sec=krb5p or xprtsec=tls for NFS, seal for CIFS.")
                        .strict()
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(VolumeFacts facts) {
        String type = option(facts, "type");
        String options = option(facts, "o");
        boolean nfs =
                type.matches("nfs4?") && !options.contains("sec=krb5p") && !isOverTls(options);
        boolean cifs =
                type.matches("cifs|smb3") && !List.of(options.split(",", -1)).contains("seal");
        return Verdict.failIf(nfs || cifs, facts.whole(), type + " without encryption");
    }

    private static boolean isOverTls(String options) {
        return options.matches(".*xprtsec=m?tls.*");
    }
}
