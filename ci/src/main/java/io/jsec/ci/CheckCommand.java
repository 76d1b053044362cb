package io.jsec.ci;

import io.jsec.audit.Fixes;
import io.jsec.audit.PolicyCheck;
import io.jsec.audit.PolicyException;
import io.jsec.audit.RuleFiles;
import io.jsec.rules.Profile;
import io.jsec.rules.Severity;
import io.jsec.rules.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jsec policy check}: judges files. */
@Command(
        name = "check",
        description = {
            "Judge Dockerfiles and other files below folders, or by name.",
            "Exit codes: 0 nothing found, 1 found, 2 something could not be evaluated, 3 usage."
        })
final class CheckCommand implements CiCommand {
    private static final int NOT_EVALUATED = 2;

    @Mixin HelpOption help = new HelpOption();
    @Mixin OutputOptions output = new OutputOptions();

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Files and folders; the working directory without any.")
    List<String> paths = new ArrayList<>();

    @Option(
            names = "--compose",
            paramLabel = "FILE",
            description = {
                "Judge compose files as one project, as docker compose -f does; repeatable,",
                "later ones over earlier ones. Without a PATH nothing else is judged."
            })
    List<String> compose = new ArrayList<>();

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

    @Option(names = "--no-inline", description = "Waivers in comments do not count.")
    boolean noInline;

    @Option(
            names = "--config-from",
            paramLabel = "REF",
            description =
                    "Take configuration, waivers and baseline from a commit, and print "
                            + "changes.")
    @Nullable String configFrom;

    @Option(
            names = "--locked-policy",
            paramLabel = "FILE",
            description = "A configuration that holds whatever the tree says.")
    @Nullable String locked;

    @Option(
            names = "--changed-since",
            paramLabel = "REF",
            description = "Judge only files that changed since a commit.")
    @Nullable String changedSince;

    @Option(
            names = "--fix",
            description = {
                "Mend what a rule declares a safe edit for, print the changes, and judge again.",
                "What a file was is kept beside it, with .jsec-bak at its name's end."
            })
    boolean fix;

    @Option(names = "--dry-run", description = "With --fix: print the changes, and write nothing.")
    boolean dryRun;

    private final CiEnvironment environment;

    CheckCommand(CiEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        output.check(environment);
        if (dryRun && !fix) {
            throw new PolicyException(
                    "--dry-run refused: nothing is written without --fix. Instead: leave it out");
        }
        PolicyCheck.Request request =
                new PolicyCheck.Request(
                        environment.directory(),
                        paths,
                        Optional.ofNullable(profile)
                                .map(word -> word(Profile.class, "--profile", word)),
                        !noInline,
                        Optional.ofNullable(configFrom),
                        Optional.ofNullable(locked).map(environment.directory()::resolve),
                        Optional.ofNullable(changedSince),
                        compose);
        Optional<Severity> asked =
                Optional.ofNullable(failOn).map(word -> word(Severity.class, "--fail-on", word));
        PolicyCheck.Outcome outcome = judge(request);
        if (fix && output.mend(environment, Fixes.of(outcome, Catalogue.rules()), dryRun)) {
            outcome = judge(request);
        }
        Severity threshold = asked.or(outcome::failOn).orElse(Severity.MEDIUM);
        boolean written = output.write(environment, outcome.result(), threshold);
        return written ? outcome.result().exit(threshold, failOnUnknown) : NOT_EVALUATED;
    }

    private PolicyCheck.Outcome judge(PolicyCheck.Request request) {
        try (ProgressBar bar = ProgressBar.start(environment)) {
            return PolicyCheck.run(
                    request,
                    Catalogue.rules(),
                    RuleFiles.of(request, environment.cache()),
                    environment.clock(),
                    CiEnvironment.VERSION,
                    bar);
        }
    }

    /** The value that a word of an option names. */
    static <E extends Enum<E>> E word(Class<E> type, String option, String word) {
        List<String> words = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            String name = value.name().toLowerCase(Locale.ROOT);
            if (name.equals(word)) {
                return value;
            }
            words.add(name);
        }
        throw new PolicyException(
                option
                        + " "
                        + word
                        + " refused: there is no such word. Instead: "
                        + String.join(", ", words));
    }
}
