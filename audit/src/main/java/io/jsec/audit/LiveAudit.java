package io.jsec.audit;

import io.jsec.rules.Evaluation;
import io.jsec.rules.Evidence;
import io.jsec.rules.Facts;
import io.jsec.rules.Finding;
import io.jsec.rules.PolicyFacts;
import io.jsec.rules.Profile;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Severity;
import io.jsec.rules.Target;
import io.jsec.rules.Waiver;
import io.jsec.rules.Waiving;
import io.jsec.rules.read.ReadException;
import io.jsec.rules.read.WaiverReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges what collectors found, with the configuration, waivers and baseline that are named. */
public final class LiveAudit {
    /**
     * What holds.
     *
     * @param subject the host's name, or of what is judged instead
     * @param profile instead of the configuration's
     * @param configuration a file in the form of {@code .jsec.yaml}
     * @param waivers a file in the form of {@code .jsec/waivers.yaml}
     * @param baseline a file that an earlier run wrote
     * @param whole whether everything was judged, so that an unused waiver is one
     */
    public record Request(
            String subject,
            Optional<Profile> profile,
            Optional<Path> configuration,
            Optional<Path> waivers,
            Optional<Path> baseline,
            boolean whole) {}

    /**
     * What came of it.
     *
     * @param result for reports
     * @param failOn the threshold of the configuration, if it has one
     * @param settings what of the catalogue counts for a target
     */
    public record Outcome(
            AuditResult result,
            Optional<Severity> failOn,
            Function<String, Evaluation.Settings> settings) {}

    private final Request request;
    private final List<Rule<?>> rules;
    private final Configuration configuration;
    private final WaiverReader.Result waivers;
    private final Set<String> baseline;
    private final Map<Evaluation.Settings, Evaluation> evaluations = new HashMap<>();

    /**
     * Reads the files that are named.
     *
     * @throws PolicyException where one cannot be read: nothing is judged with half a policy
     */
    public LiveAudit(Request request, List<Rule<?>> rules) {
        this.request = request;
        this.rules = List.copyOf(rules);
        Set<String> ids = ids();
        this.configuration =
                request.configuration()
                        .map(file ->
                                read(file, (path, bytes) -> Configuration.read(path, bytes, ids)))
                        .orElse(Configuration.EMPTY);
        this.waivers =
                request.waivers()
                        .map(file -> read(file, WaiverReader::read))
                        .orElse(new WaiverReader.Result(List.of(), List.of()));
        this.baseline = request.baseline().map(file -> read(file, Baseline::read)).orElse(Set.of());
    }

    private Set<String> ids() {
        return rules.stream().map(rule -> rule.card().id()).collect(Collectors.toSet());
    }

    /** Turns the bytes of a file into what it says. */
    private interface Reader<T> {
        T read(String path, byte[] bytes);
    }

    private static <T> T read(Path file, Reader<T> reader) {
        try {
            return reader.read(file.toString(), Files.readAllBytes(file));
        } catch (ReadException e) {
            throw new PolicyException(
                    e.at() + " refused: " + e.getMessage() + ". Instead: mend the file");
        } catch (IOException e) {
            throw new PolicyException(
                    file + " refused: it cannot be read: " + e + ". Instead: name another file");
        }
    }

    /** Judges facts. */
    public Outcome judge(
            List<Facts> facts,
            List<Unreadable> unreadable,
            List<String> notes,
            Clock clock,
            String version) {
        List<Finding> findings = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        for (Facts each : facts) {
            targets.add(each.target());
            findings.addAll(evaluation(each.target().name()).judge(each));
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Waiving waiving = new Waiving(waivers.waivers(), baseline, today);
        List<Finding> judged = new ArrayList<>(waiving.apply(Twins.once(findings, facts)));
        policy(waiving, today)
                .ifPresent(policy -> {
                    targets.add(policy.target());
                    judged.addAll(evaluation("").judge(policy));
                });
        List<String> said = new ArrayList<>(notes);
        if (request.whole() && waiving.stale() > 0) {
            said.add(waiving.stale() + " findings of the baseline are mended: write it anew");
        }
        List<RuleCard> cards = evaluation("").rules().stream().map(Rule::card).toList();
        AuditResult result =
                new AuditResult(
                        clock.instant(),
                        version,
                        request.subject(),
                        cards,
                        targets,
                        judged,
                        unreadable,
                        said);
        return new Outcome(
                result,
                configuration.failOn(),
                name -> configuration.settings(name, request.profile()));
    }

    private Evaluation evaluation(String name) {
        Evaluation.Settings settings = configuration.settings(name, request.profile());
        return evaluations.computeIfAbsent(settings, each -> new Evaluation(rules, each));
    }

    /** The waivers as a target of their own; none where there are none. */
    private Optional<PolicyFacts> policy(Waiving waiving, LocalDate today) {
        List<Waiver> all = waivers.waivers();
        List<Evidence> defects = waivers.defects();
        if (all.isEmpty() && defects.isEmpty()) {
            return Optional.empty();
        }
        Set<Waiver> used = request.whole() ? waiving.used() : Set.copyOf(all);
        Target target =
                new Target(
                        Target.Kind.POLICY,
                        request.waivers().map(Path::toString).orElse("waivers"));
        return Optional.of(new PolicyFacts(target, all, used, defects, ids(), today));
    }

    /**
     * Writes the failures of a run as a baseline.
     *
     * @throws IOException where the file cannot be written, or is there already
     */
    public static void writeBaseline(AuditResult result, Path file) throws IOException {
        Files.write(
                file,
                Baseline.write(result.in(Finding.State.FAIL)),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
    }
}
