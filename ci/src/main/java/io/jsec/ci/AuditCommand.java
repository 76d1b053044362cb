package io.jsec.ci;

import io.jsec.audit.AuditResult;
import io.jsec.audit.Fixes;
import io.jsec.audit.LiveAudit;
import io.jsec.audit.PolicyException;
import io.jsec.audit.RuleFiles;
import io.jsec.audit.collect.Auditor;
import io.jsec.audit.collect.Collected;
import io.jsec.audit.collect.Collector;
import io.jsec.rules.Profile;
import io.jsec.rules.Rule;
import io.jsec.rules.Severity;
import io.jsec.rules.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec audit}: judges a host and its engines. */
@Command(
        name = "audit",
        description = {
            "Judge this host, its engines and what they run. Nothing is changed.",
            "Without an option: the host, the engine's files, configuration and certificates, and"
                    + " every engine whose socket is found.",
            "Exit codes: 0 nothing found, 1 found, 2 something could not be evaluated, 3 usage."
        })
final class AuditCommand implements CiCommand {
    private static final int NOT_EVALUATED = 2;
    private static final int TIMEOUT_SECONDS_MAX = 3_600;

    @Mixin HelpOption help = new HelpOption();
    @Mixin OutputOptions output = new OutputOptions();
    @Mixin AuditSources sources = new AuditSources();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "What does not answer within it could not be evaluated; default 60.")
    int timeout = 60;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "standard, or strict with opinions too.")
    @Nullable String profile;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "Least severity that fails: critical, high, medium (default), low, info.")
    @Nullable String failOn;

    @Option(
            names = "--fail-on-unknown",
            description = "What cannot be told counts as not evaluated.")
    boolean failOnUnknown;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Rules switched on, off or weighed otherwise, in the form of .jsec.yaml.")
    @Nullable Path configuration;

    @Option(
            names = "--waivers",
            paramLabel = "FILE",
            description = "Findings that are accepted for a while, as in .jsec/waivers.yaml.")
    @Nullable Path waivers;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Findings that were there before, as --write-baseline wrote them.")
    @Nullable Path baseline;

    @Option(
            names = "--write-baseline",
            paramLabel = "FILE",
            description = "Write what was found to a new file, and end with 0.")
    @Nullable Path newBaseline;

    @Option(
            names = "--fix",
            description = {
                "Mend modes of files and daemon.json where a rule declares a safe edit, print the",
                "changes, and judge again. Nothing is restarted."
            })
    boolean fix;

    @Option(names = "--dry-run", description = "With --fix: print the changes, and write nothing.")
    boolean dryRun;

    @Option(
            names = "--rules",
            paramLabel = "PATH",
            description = "Rules of your own, a file or a folder; may be given several times.")
    List<Path> rules = new ArrayList<>();

    private final CiEnvironment environment;

    AuditCommand(CiEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        output.check(environment);
        if (timeout < 1 || timeout > TIMEOUT_SECONDS_MAX) {
            throw new PolicyException(
                    "--timeout %d refused: it takes 1 to %d seconds. Instead: --timeout 60"
                            .formatted(timeout, TIMEOUT_SECONDS_MAX));
        }
        if (dryRun && !fix) {
            throw new PolicyException(
                    "--dry-run refused: nothing is written without --fix. Instead: leave it out");
        }
        Optional<Severity> asked =
                Optional.ofNullable(failOn)
                        .map(word -> CheckCommand.word(Severity.class, "--fail-on", word));
        Optional<Path> written = file(newBaseline);
        if (written.filter(Files::exists).isPresent()) {
            throw new PolicyException(
                    written.get() + " refused: it is there already. Instead: name a new file");
        }
        RuleFiles.Found own =
                RuleFiles.named(
                        rules.stream().map(environment.directory()::resolve).toList(),
                        environment.cache());
        List<Rule<?>> all = own.behind(Catalogue.rules());
        LiveAudit audit = new LiveAudit(request(), all);
        LiveAudit.Outcome outcome = judge(audit, own);
        if (fix && output.mend(environment, Fixes.of(outcome, all), dryRun)) {
            outcome = judge(audit, own);
        }
        Severity threshold = asked.or(outcome::failOn).orElse(Severity.MEDIUM);
        boolean reported = output.write(environment, outcome.result(), threshold);
        if (written.isPresent()) {
            return writeBaseline(outcome.result(), written.get()) && reported ? 0 : NOT_EVALUATED;
        }
        return reported ? outcome.result().exit(threshold, failOnUnknown) : NOT_EVALUATED;
    }

    private LiveAudit.Outcome judge(LiveAudit audit, RuleFiles.Found own) {
        Collected found = collect(sources.collectors(environment, Duration.ofSeconds(timeout)));
        return audit.judge(
                found.facts(),
                Stream.concat(own.unreadable().stream(), found.unreadable().stream()).toList(),
                found.notes(),
                environment.clock(),
                CiEnvironment.VERSION);
    }

    private LiveAudit.Request request() {
        return new LiveAudit.Request(
                sources.subject(environment),
                Optional.ofNullable(profile)
                        .map(word -> CheckCommand.word(Profile.class, "--profile", word)),
                file(configuration),
                file(waivers),
                file(baseline),
                sources.whole());
    }

    private Optional<Path> file(@Nullable Path typed) {
        return Optional.ofNullable(typed).map(environment.directory()::resolve);
    }

    private Collected collect(List<Collector> collectors) {
        try (ProgressBar bar = ProgressBar.start(environment)) {
            return new Auditor(Duration.ofSeconds(timeout), bar).run(collectors);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PolicyException("jsec audit ended: it was interrupted. Instead: start again");
        }
    }

    private boolean writeBaseline(AuditResult result, Path file) {
        try {
            LiveAudit.writeBaseline(result, file);
            return true;
        } catch (IOException e) {
            environment
                    .err()
                    .println(
                            "--write-baseline failed: "
                                    + file
                                    + ": "
                                    + e
                                    + ". Instead: name another file");
            return false;
        }
    }
}
