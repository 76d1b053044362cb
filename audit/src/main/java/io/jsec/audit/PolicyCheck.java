package io.jsec.audit;

import io.jsec.rules.Evaluation;
import io.jsec.rules.Evidence;
import io.jsec.rules.Finding;
import io.jsec.rules.PolicyFacts;
import io.jsec.rules.Profile;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Severity;
import io.jsec.rules.Target;
import io.jsec.rules.Waiver;
import io.jsec.rules.Waiving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Judges the files of a tree. It reads files only: no engine, no network, no other program. A file
 * that cannot be read hides no other.
 */
public final class PolicyCheck {
    /**
     * What is asked for.
     *
     * @param directory the working directory
     * @param paths files and folders; the working directory where there are none
     * @param profile instead of the configuration's
     * @param inline whether waivers in comments count
     * @param configFrom a commit whose configuration, waivers and baseline hold
     * @param locked a configuration that holds whatever the tree says
     * @param changedSince a commit; only files that changed since are judged
     * @param compose compose files that are one project, later ones over earlier ones
     */
    public record Request(
            Path directory,
            List<String> paths,
            Optional<Profile> profile,
            boolean inline,
            Optional<String> configFrom,
            Optional<Path> locked,
            Optional<String> changedSince,
            List<String> compose) {
        /** Copies the lists. */
        public Request {
            paths = List.copyOf(paths);
            compose = List.copyOf(compose);
        }

        /** Without a project of compose files. */
        public Request(
                Path directory,
                List<String> paths,
                Optional<Profile> profile,
                boolean inline,
                Optional<String> configFrom,
                Optional<Path> locked,
                Optional<String> changedSince) {
            this(directory, paths, profile, inline, configFrom, locked, changedSince, List.of());
        }

        /** The files below a folder, as they are. */
        public static Request of(Path directory) {
            return new Request(
                    directory,
                    List.of(),
                    Optional.empty(),
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /**
     * What came of it.
     *
     * @param result for reports
     * @param failOn the threshold of the configuration, if it has one
     * @param root the tree's root
     * @param settings what of the catalogue counts for a path
     */
    public record Outcome(
            AuditResult result,
            Optional<Severity> failOn,
            Path root,
            Function<String, Evaluation.Settings> settings) {}

    /** Fewer files are judged sooner than threads are started. */
    private static final int PARALLEL_MIN = 32;

    private final Request request;
    private final List<Rule<?>> rules;
    private final Clock clock;
    private final String version;
    private final Progress progress;
    private final Path root;
    private final TypedPaths typedPaths;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<InlineWaivers.Ranged> inline = new ArrayList<>();
    private final List<Evidence> defects = new ArrayList<>();

    private PolicyCheck(
            Request request, List<Rule<?>> rules, Clock clock, String version, Progress progress) {
        this.request = request;
        this.rules = rules;
        this.clock = clock;
        this.version = version;
        this.progress = progress;
        this.root = GitTree.workTree(request.directory()).orElse(request.directory());
        this.typedPaths = new TypedPaths(root, request.directory());
    }

    /**
     * Judges.
     *
     * @throws PolicyException where nothing can be judged for what was asked
     */
    public static Outcome run(Request request, List<Rule<?>> rules, Clock clock, String version) {
        return run(request, rules, clock, version, Progress.NONE);
    }

    /**
     * Judges, and tells how far it has come.
     *
     * @throws PolicyException where nothing can be judged for what was asked
     */
    public static Outcome run(
            Request request, List<Rule<?>> rules, Clock clock, String version, Progress progress) {
        RuleFiles.Found none = new RuleFiles.Found(List.of(), List.of());
        return run(request, rules, none, clock, version, progress);
    }

    /**
     * Judges by rules of users too.
     *
     * @throws PolicyException where nothing can be judged for what was asked
     */
    public static Outcome run(
            Request request,
            List<Rule<?>> rules,
            RuleFiles.Found own,
            Clock clock,
            String version,
            Progress progress) {
        List<Rule<?>> all = own.behind(rules);
        PolicyCheck check = new PolicyCheck(request, all, clock, version, progress);
        check.unreadable.addAll(own.unreadable());
        return check.run();
    }

    private Outcome run() {
        Set<String> ids = rules.stream().map(rule -> rule.card().id()).collect(Collectors.toSet());
        PolicyFiles files = PolicyFiles.read(root, request, ids);
        notes.addAll(files.notes());
        unreadable.addAll(files.unreadable());
        defects.addAll(files.defects());
        Configurations configurations = files.configurations();
        List<Discovery.Found> found = changed(find(files, ids));
        judge(found, configurations);
        unreadable.addAll(configurations.unreadable());
        if (request.inline() && request.configFrom().isPresent()) {
            List<String> paths = found.stream().map(Discovery.Found::path).toList();
            notes.addAll(InlineChanges.notes(root, request.configFrom().get(), paths, inline));
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        waive(files, ids, today);
        Evaluation all = new Evaluation(rules, configurations.settings("", request.profile()));
        List<RuleCard> cards = all.rules().stream().map(Rule::card).toList();
        AuditResult result =
                new AuditResult(
                        clock.instant(),
                        version,
                        root.getFileName() == null ? "/" : root.getFileName().toString(),
                        cards,
                        targets,
                        findings,
                        unreadable,
                        notes);
        return new Outcome(
                result,
                configurations.root().failOn(),
                root,
                path -> configurations.settings(path, request.profile()));
    }

    private List<Discovery.Found> find(PolicyFiles files, Set<String> ids) {
        Discovery discovery = new Discovery(root, files.configurations()::excludes, this::tracked);
        Set<Discovery.Found> found = new LinkedHashSet<>();
        for (String typed : request.compose()) {
            found.add(typedPaths.compose(typed));
        }
        boolean all = request.paths().isEmpty() && request.compose().isEmpty();
        for (String typed : all ? List.of("") : request.paths()) {
            Path path = typedPaths.within(typed);
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                found.addAll(discovery.below(path));
            } else {
                found.add(typedPaths.named(typed));
            }
        }
        notes.addAll(discovery.skipped());
        unreadable.addAll(discovery.unreadable());
        files.commit().ifPresent(commit -> added(commit, discovery.configured(), ids));
        return List.copyOf(found);
    }

    /** Says which configurations the tree has where the commit that holds has none. */
    private void added(Configurations commit, Set<String> folders, Set<String> ids) {
        List<String> added =
                folders.stream()
                        .filter(folder -> !folder.isEmpty() && commit.own(folder).isEmpty())
                        .toList();
        notes.addAll(commit.changes(PolicyFiles.here(root, ids).configurations(), added));
    }

    private NavigableSet<String> tracked() {
        try {
            return GitTree.tracked(root);
        } catch (IOException e) {
            notes.add("git's index cannot be read, ignored files are left out: " + e.getMessage());
            return new TreeSet<>();
        }
    }

    private List<Discovery.Found> changed(List<Discovery.Found> found) {
        if (request.changedSince().isEmpty()) {
            return found;
        }
        List<Discovery.Found> changed = new ArrayList<>();
        try (GitTree tree = GitTree.open(root, request.changedSince().get(), "--changed-since")) {
            for (Discovery.Found file : found) {
                if (Files.isDirectory(file.file()) || tree.changed(file.path())) {
                    changed.add(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return changed;
    }

    /** Plain files of the tree; never through a link. */
    private Optional<byte[]> file(String path) throws IOException {
        Path file = root.resolve(path);
        boolean plain =
                Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && file.toRealPath().startsWith(root.toRealPath());
        return plain ? Optional.of(FactsReader.bytes(file)) : Optional.empty();
    }

    /** Each file for itself, several at a time where there are many; in the files' order. */
    private void judge(List<Discovery.Found> found, Configurations configurations) {
        Map<Evaluation.Settings, Evaluation> evaluations = new HashMap<>();
        List<Evaluation> own = new ArrayList<>();
        List<List<ComposeProjects.Project>> projects = new ArrayList<>();
        List<String> asked =
                request.compose().stream()
                        .map(typedPaths::within)
                        .map(typedPaths::relative)
                        .toList();
        ComposeProjects known =
                new ComposeProjects(
                        configurations, asked.isEmpty() ? List.of() : List.of(asked), this::file);
        for (Discovery.Found file : found) {
            boolean compose = file.kind() == FileKind.COMPOSE;
            List<ComposeProjects.Project> first = compose ? known.begun(file.path()) : List.of();
            projects.add(first);
            String path = first.isEmpty() ? file.path() : first.getFirst().files().getFirst();
            Evaluation.Settings settings = configurations.settings(path, request.profile());
            own.add(evaluations.computeIfAbsent(settings, s -> new Evaluation(rules, s)));
        }
        FileJudge judge = new FileJudge(this::file, request.inline());
        AtomicInteger begun = new AtomicInteger();
        IntStream numbers = IntStream.range(0, found.size());
        List<FileJudge.Judged> all =
                (found.size() < PARALLEL_MIN ? numbers : numbers.parallel())
                        .mapToObj(i -> {
                            String path = found.get(i).path();
                            progress.step(path, begun.getAndIncrement(), found.size());
                            return judge.judge(found.get(i), projects.get(i), own.get(i));
                        })
                        .toList();
        for (FileJudge.Judged each : all) {
            targets.addAll(each.targets());
            findings.addAll(each.findings());
            unreadable.addAll(each.unreadable());
            notes.addAll(each.notes());
            inline.addAll(each.inline());
            defects.addAll(each.defects());
        }
    }

    private void waive(PolicyFiles files, Set<String> ids, LocalDate today) {
        List<Waiver> waivers = new ArrayList<>(files.waivers());
        Waiving written = new Waiving(waivers, files.baseline(), today);
        List<Finding> judged = written.apply(findings);
        List<Waiver> used = new ArrayList<>(written.used());
        for (int i = 0; i < judged.size(); i++) {
            Finding finding = judged.get(i);
            if (finding.state() == Finding.State.FAIL) {
                Waiving own = new Waiving(InlineWaivers.covering(inline, finding), Set.of(), today);
                judged.set(i, own.apply(List.of(finding)).getFirst());
                used.addAll(own.used());
            }
        }
        inline.forEach(ranged -> waivers.add(ranged.waiver()));
        findings.clear();
        findings.addAll(judged);
        boolean whole =
                request.changedSince().isEmpty()
                        && request.paths().isEmpty()
                        && request.compose().isEmpty();
        if (!whole) {
            // What was not judged may be covered by a waiver that seems unused.
            used.addAll(files.waivers());
        } else if (written.stale() > 0) {
            notes.add(written.stale() + " findings of the baseline are mended: write it anew");
        }
        Target target = new Target(Target.Kind.POLICY, PolicyFiles.WAIVERS);
        PolicyFacts facts = new PolicyFacts(target, waivers, Set.copyOf(used), defects, ids, today);
        if (!waivers.isEmpty() || !defects.isEmpty()) {
            targets.add(target);
            findings.addAll(
                    new Evaluation(rules, files.configurations().settings("", request.profile()))
                            .judge(facts));
        }
    }
}
