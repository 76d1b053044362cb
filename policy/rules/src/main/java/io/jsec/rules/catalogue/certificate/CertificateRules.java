package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.Rule;
import java.util.List;

/** The rules over certificates. */
public final class CertificateRules {
    private static final List<Rule<?>> RULES =
            List.of(
                    new Expired(),
                    new ExpiresSoon(),
                    new LongLived(),
                    new WeakKey(),
                    new WeakSignature(),
                    new NoServerUsage(),
                    new ServerAsClient(),
                    new ClientAsServer(),
                    new SigningLeaf(),
                    new SelfSigned(),
                    new NoNames(),
                    new OpenKey(),
                    new OtherKey(),
                    new SigningKeyHere(),
                    new OneAuthority(),
                    new ManyAuthorities());

    private CertificateRules() {}

    /** Every rule of this kind. */
    public static List<Rule<?>> rules() {
        return RULES;
    }
}
