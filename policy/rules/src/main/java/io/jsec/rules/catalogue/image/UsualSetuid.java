package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Severity;
import java.util.Optional;
import java.util.regex.Pattern;

/** The setuid programs of the distribution are kept. */
final class UsualSetuid extends ImageFileRule {
    private static final Pattern USUAL =
            Pattern.compile(
                    "(?:/usr)?/s?bin/(?:su|sudo|sudoedit|mount|umount|passwd|chsh|chfn|gpasswd"
                            + "|newgrp|sg|chage|expiry|wall|write|bsd-write|ssh-agent|ping6?"
                            + "|arping|unix_chkpwd|pam_timestamp_check|fusermount3?|newuidmap"
                            + "|newgidmap|crontab|at|screen|bbsuid|pkexec|dotlockfile|locate"
                            + "|plocate|mlocate|traceroute6?|userhelper|usernetctl|netreport"
                            + "|postdrop|postqueue|lockfile|mount\\.(?:nfs|cifs)|ntfs-3g"
                            + "|unix2_chkpwd|vlock-main|clockdiff)"
                            + "|/usr/lib(?:exec|64|/[a-z0-9_-]+)?/(?:.*/)?(?:ssh-keysign"
                            + "|dbus-daemon-launch-helper|polkit-agent-helper-1|utempter"
                            + "|unix_chkpwd|pt_chown|Xorg\\.wrap|chrome-sandbox|camel-lock-helper"
                            + "-1\\.2|gst-ptp-helper)");

    /** Whether distributions ship it with the bit. */
    static boolean isUsual(String path) {
        return USUAL.matcher(path).matches();
    }

    UsualSetuid() {
        super(
                card(102, Severity.LOW)
                        .title("Setuid programs of the distribution are kept")
                        .sees(
                                "Executable files with setuid or setgid that distributions "
                                        + "ship: su, "
                                        + "mount, passwd.")
                        .why(
                                "Few containers need them, and each flaw in one makes root of "
                                        + "an ordinary "
                                        + "user.")
                        .fix(
                                "RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} +, or "
                                        + "run with "
                                        + "--security-opt no-new-privileges.")
                        .maps(Framework.CIS_1_6, "4.8")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "4")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        return lends(file) && isUsual(file.path()) ? Optional.of(lender(file)) : Optional.empty();
    }
}
