package io.jsec.cli.ca;

import io.jsec.cli.units.Installation;
import io.jsec.cli.units.RenewalTimer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The timer of systemd that renews one certificate. */
final class Renewals {
    private final CaEnvironment environment;
    private final UnitHost host;
    private final RenewalTimer timer;
    private final Installation installation;

    /**
     * @param server as it was typed
     * @param files the directory of the certificate
     * @param life of the certificate
     */
    Renewals(CaEnvironment environment, String server, Path files, Duration life) {
        this.environment = environment;
        this.host = environment.units().get();
        this.timer =
                new RenewalTimer(
                        isRoot(),
                        host.folder(),
                        host.command(),
                        host.javaHome(),
                        server,
                        files,
                        life);
        this.installation = Installation.of(timer, host.manager(), environment.out());
    }

    private boolean isRoot() {
        return environment.uid().getAsInt() == 0;
    }

    /**
     * Looks at what would keep it from being installed, before a token is used up for it.
     *
     * @throws LineException where there is something
     */
    void check() {
        if (!host.manager().isRunning()) {
            throw LineException.denied(
                    "--install-timer",
                    "systemd does not run here",
                    "none, and this line in crontab -e: " + timer.cron());
        }
        carryOut("--install-timer", Installation::check);
    }

    /** Has the certificate renewed from now on. */
    void install() {
        carryOut("--install-timer", Installation::install);
        if (!isRoot()) {
            environment.say(
                    "it renews while this user has a session, and always where root said"
                            + " loginctl enable-linger "
                            + System.getProperty("user.name"));
        }
    }

    /** Takes that back. */
    void uninstall() {
        carryOut("--uninstall-timer", Installation::uninstall);
    }

    /** What is done with an installation. */
    private interface Work {
        void with(Installation installation) throws IOException, Installation.RefusedException;
    }

    private void carryOut(String option, Work work) {
        try {
            work.with(installation);
        } catch (Installation.RefusedException e) {
            throw LineException.denied(option, String.valueOf(e.getMessage()), e.instead());
        } catch (IOException e) {
            throw LineException.failed(
                    option, e, "a folder of units this user may write to: " + host.folder());
        }
    }
}
