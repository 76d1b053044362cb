package io.jsec.cli.units;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a timer is made from that renews a client's certificate. Pure.
 *
 * @param system whether it is root's, or of another user
 * @param folder of the units
 * @param command {@code bin/jsec}
 * @param javaHome where the script would not find its JDK by itself
 * @param host of the enrolment listener, as it was typed
 * @param holder the directory of the certificate, absolute
 * @param life of the certificate
 */
public record RenewalTimer(
        boolean system,
        Path folder,
        Path command,
        Optional<String> javaHome,
        String host,
        Path holder,
        Duration life)
        implements Units {
    /** One that lives longer is due for two days before it ends. */
    private static final Duration SHORT_LIFE = Duration.ofDays(6);

    private static final String MAKER =
            "jsec enroll --install-timer; jsec enroll --uninstall-timer removes it";
    private static final int HOST_CHARS_MAX = 64;
    private static final int DIGITS = 8;

    private String name() {
        String readable = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "-");
        return "jsec-enroll-"
                + readable.substring(0, Math.min(readable.length(), HOST_CHARS_MAX))
                + "-"
                + UnitFile.checksum(host + "\n" + holder).substring(0, DIGITS);
    }

    @Override
    public List<UnitFile> files() {
        return List.of(
                new UnitFile(places().getFirst(), MAKER, service()),
                new UnitFile(places().getLast(), MAKER, timer()));
    }

    @Override
    public List<Path> places() {
        return List.of(folder.resolve(name() + ".service"), folder.resolve(enabled()));
    }

    @Override
    public String enabled() {
        return name() + ".timer";
    }

    @Override
    public List<String> enableable() {
        return List.of(enabled());
    }

    @Override
    public String later() {
        return "the renewals begin when it does";
    }

    /** The line of crontab that does the same. */
    public String cron() {
        return (isShort() ? "17 * * * *" : "17 6 * * *")
                + " "
                + word(command.toString())
                + " enroll --renew --if-due --out "
                + word(holder.toString())
                + " "
                + word(host);
    }

    /** A word as crontab(5) and a shell read it. */
    private static String word(String text) {
        return text.matches("[A-Za-z0-9/._:@+-]+")
                ? text
                : "'" + text.replace("'", "'\\''").replace("%", "\\%") + "'";
    }

    private boolean isShort() {
        return life.compareTo(SHORT_LIFE) < 0;
    }

    private String service() {
        List<String> lines = new ArrayList<>();
        lines.add("[Unit]");
        lines.add("Description=jsec: renew the certificate for " + host.replace("%", "%%"));
        lines.add("Documentation=man:jsec-enroll(1)");
        if (system) {
            lines.add("Wants=network-online.target");
            lines.add("After=network-online.target");
        }
        lines.addAll(List.of("", "[Service]", "Type=oneshot"));
        javaHome.ifPresent(home -> lines.add("Environment=" + Service.quoted("JAVA_HOME=" + home)));
        lines.add(
                "ExecStart="
                        + Service.quoted(command.toString())
                        + " enroll --renew --if-due --out "
                        + Service.quoted(holder.toString())
                        + " "
                        + Service.quoted(host));
        lines.add("NoNewPrivileges=yes");
        lines.add("TimeoutStartSec=120");
        lines.add("UMask=0077");
        return String.join("\n", lines) + "\n";
    }

    private String timer() {
        return String.join(
                        "\n",
                        "[Unit]",
                        "Description=jsec: renew the certificate for " + host.replace("%", "%%"),
                        "Documentation=man:jsec-enroll(1)",
                        "",
                        "[Timer]",
                        "OnCalendar=" + (isShort() ? "hourly" : "daily"),
                        "RandomizedDelaySec=" + (isShort() ? "10m" : "4h"),
                        "# What was due while the host was off is done when it is on again.",
                        "Persistent=yes",
                        "",
                        "[Install]",
                        "WantedBy=timers.target")
                + "\n";
    }
}
