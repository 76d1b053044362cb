package io.jsec.engine;

import io.jsec.engine.AdmissionPolicy.Mode;
import io.jsec.engine.AdmissionTable.Operation;
import io.jsec.engine.AdmissionTable.Row;
import io.jsec.journal.Entry;
import io.jsec.launch.RefusedException;
import io.jsec.rules.ContainerFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Judges what is asked of the engine, as it will be carried out: first by what is always refused,
 * then by the policy. What a narrowing changes is judged again, and what is refused by a rule is
 * refused whatever another one would narrow: a stricter policy admits nothing that a laxer one
 * refuses.
 */
final class Judge {
    private static final String NO_POLICY = "JSEC-A-001";

    private final Admission builtIn;
    private final RequestFacts facts;
    private volatile AdmissionPolicy policy;

    Judge(AdmissionGround ground, RequestFacts.Sight sight, AdmissionPolicy policy) {
        this.builtIn = new BuiltInAdmission(ground.allow(), ground.guarded());
        this.facts = new RequestFacts(ground, sight);
        this.policy = policy;
    }

    /** Judges by another policy from now on; what was admitted stays so. */
    void policy(AdmissionPolicy other) {
        policy = other;
    }

    /**
     * What a rule said of something that is carried out.
     *
     * @param rule its id
     * @param verdict narrowed or warned
     * @param sentence for the client and the log
     */
    record Remark(String rule, Entry.Verdict verdict, String sentence) {}

    /**
     * What was decided.
     *
     * @param at where it was asked for
     * @param denials everything against it; none for what is carried out
     * @param admitted what is carried out then
     * @param remarks what is told of it
     */
    record Judgement(
            Operation at,
            List<Admission.Denial> denials,
            ContainerRecord admitted,
            List<Remark> remarks) {
        Judgement {
            denials = List.copyOf(denials);
            remarks = List.copyOf(remarks);
        }

        List<String> warnings() {
            return remarks.stream().map(Remark::sentence).toList();
        }

        /**
         * Itself.
         *
         * @throws EngineException where something stands against it
         */
        Judgement orThrow() {
            if (denials.isEmpty()) {
                return this;
            }
            throw EngineException.forbidden(
                    denials.stream().map(Admission.Denial::rule).distinct().toList(),
                    denials.stream()
                            .map(Admission.Denial::sentence)
                            .collect(Collectors.joining("; ")));
        }
    }

    /**
     * A container that is made. What is always refused is refused without a word of the policy's.
     *
     * @param denials what stands against it already
     */
    Judgement create(ContainerRecord asked, List<Admission.Denial> denials) {
        List<Admission.Denial> all = new ArrayList<>(denials);
        all.addAll(
                builtIn.judge(
                        new Admission.Facts(
                                asked.name(), asked.config(), asked.host(), asked.mounts())));
        return all.isEmpty()
                ? new Run(Operation.CREATE, "container " + asked.name(), policy).container(asked)
                : new Judgement(Operation.CREATE, all, asked, List.of());
    }

    /**
     * A container that is changed.
     *
     * @param after as it would be then
     */
    Judgement update(ContainerRecord after) {
        return new Run(Operation.UPDATE, "the update of " + after.name(), policy).container(after);
    }

    /**
     * A command that is started in a container.
     *
     * @param root whether its user's name is another one for root; asked where it matters only
     */
    Judgement exec(ContainerRecord container, ExecRequest request, BooleanSupplier root) {
        Run run = new Run(Operation.EXEC, "exec in " + container.name(), policy);
        if (run.holdsAny()) {
            run.judge(RequestFacts.exec(container, request, root));
        }
        return run.over(container);
    }

    /** One judgement, by the policy that holds when it begins. */
    private final class Run {
        private final Operation at;
        private final String what;
        private final AdmissionPolicy held;
        private final List<Admission.Denial> denials = new ArrayList<>();
        private final List<Remark> remarks = new ArrayList<>();
        private final List<Row> narrowed = new ArrayList<>();

        Run(Operation at, String what, AdmissionPolicy held) {
            this.at = at;
            this.what = what;
            this.held = held;
            held.unreadable()
                    .ifPresent(why ->
                            denials.add(
                                    new Admission.Denial(
                                            NO_POLICY,
                                            what,
                                            "the policy cannot be read: " + why,
                                            "a correct file, then SIGHUP to jsec daemon")));
        }

        boolean holdsAny() {
            return AdmissionTable.rows().stream()
                    .anyMatch(row -> row.at().contains(at) && held.mode(row.rule()) != Mode.OFF);
        }

        Judgement over(ContainerRecord admitted) {
            return new Judgement(at, denials, admitted, remarks);
        }

        Judgement container(ContainerRecord asked) {
            judge(read(asked));
            ContainerRecord now = asked;
            for (Row row : narrowed) {
                now = row.narrowing().orElseThrow().apply(now);
            }
            if (!narrowed.isEmpty()) {
                again(read(now));
            }
            return over(now);
        }

        private ContainerFacts read(ContainerRecord record) {
            try {
                return facts.container(record);
            } catch (RefusedException e) {
                throw Launches.refused(e);
            }
        }

        void judge(ContainerFacts asked) {
            for (Row row : AdmissionTable.rows()) {
                Mode mode = row.at().contains(at) ? held.mode(row.rule()) : Mode.OFF;
                if (mode != Mode.OFF) {
                    broken(row, asked).ifPresent(why -> hold(row, mode, why));
                }
            }
        }

        private void hold(Row row, Mode mode, String why) {
            switch (mode) {
                case OFF -> {}
                case WARN -> remark(row, Entry.Verdict.WARN, "warned", why, "Better: " + fix(row));
                case NARROW -> {
                    narrowed.add(row);
                    String now = row.narrowing().map(Narrowing::words).orElse("nothing");
                    remark(row, Entry.Verdict.NARROW, "narrowed", why, "Instead: " + now);
                }
                case ENFORCE -> deny(row, why);
            }
        }

        private void remark(Row row, Entry.Verdict verdict, String done, String why, String way) {
            remarks.add(
                    new Remark(
                            row.rule(),
                            verdict,
                            "%s %s %s: %s. %s".formatted(row.rule(), what, done, why, way)));
        }

        private void deny(Row row, String why) {
            denials.add(
                    new Admission.Denial(
                            row.rule(), what, why + ", which the policy forbids", fix(row)));
        }

        /** What is held strictly holds after the narrowings too, and so does what they are for. */
        private void again(ContainerFacts now) {
            for (Row row : AdmissionTable.rows()) {
                boolean strict =
                        row.at().contains(at) && held.mode(row.rule()).compareTo(Mode.NARROW) >= 0;
                boolean told =
                        denials.stream().anyMatch(denial -> denial.rule().equals(row.rule()));
                if (strict && !told) {
                    broken(row, now).ifPresent(why -> deny(row, why));
                }
            }
        }
    }

    /** What breaks a rule; what cannot be told breaks it too. */
    private static Optional<String> broken(Row row, ContainerFacts facts) {
        return switch (AdmissionTable.rule(row).judge(facts)) {
            case Verdict.Pass _, Verdict.NotApplicable _ -> Optional.empty();
            case Verdict.Fail(List<Evidence> evidence) ->
                    Optional.of(
                            evidence.stream()
                                    .map(Evidence::message)
                                    .distinct()
                                    .collect(Collectors.joining(", ")));
            case Verdict.Unknown(String why) -> Optional.of(why);
        };
    }

    /** The card's words as the end of a sentence of ours. */
    private static String fix(Row row) {
        String text = AdmissionTable.rule(row).card().fix();
        String first = text.substring(0, 1).toLowerCase(Locale.ROOT);
        return first + text.substring(1).replaceFirst("[.]$", "");
    }
}
