package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Severity;
import java.util.Optional;
import java.util.regex.Pattern;

/** Programs or settings of the system can be written by everybody. */
final class ProgramsWritable extends ImageFileRule {
    private static final Pattern SYSTEM =
            Pattern.compile("/(?:(?:usr/)?(?:s?bin|lib(?:32|64|exec)?)|usr|etc|boot|root)/.*");
    private static final int OTHERS_WRITE = 02;
    private static final int STICKY = 01000;

    /** Whether others may write it; in a sticky folder nobody removes another one's files. */
    static boolean isOpen(ImageFile file) {
        boolean sticky = file.path().endsWith("/") && (file.mode() & STICKY) != 0;
        return (file.mode() & OTHERS_WRITE) != 0 && !sticky;
    }

    /** Whether it is of the system rather than of an application. */
    static boolean isOfSystem(String path) {
        return SYSTEM.matcher(path).matches();
    }

    ProgramsWritable() {
        super(
                card(110, Severity.MEDIUM)
                        .title("Everybody may write programs or settings of the system")
                        .sees(
                                "Files and folders below /bin, /sbin, /lib, /usr, /etc, /boot "
                                        + "and /root; "
                                        + "fails for those that others may write, unless a "
                                        + "folder is sticky.")
                        .why("A process without rights plants what root runs next.")
                        .fix("chmod o-w in the RUN that makes the file; COPY --chmod=0644.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2")
                        .maps(Framework.NSA_CISA, "immutable-fs"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        return !file.deleted() && isOpen(file) && SYSTEM.matcher(file.path()).matches()
                ? Optional.of("may be written by everybody")
                : Optional.empty();
    }
}
