package io.jsec.engine;

import io.jsec.journal.Digest;
import io.jsec.journal.Entry;
import io.jsec.journal.Journal;
import io.jsec.journal.ObjectId;
import io.jsec.journal.Route;
import io.jsec.journal.RuleId;
import io.jsec.launch.LaunchPlan;
import io.jsec.launch.PlanCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells events of containers, with the attributes Docker's have, and launches to the journal. */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final EventLog events;
    private final Journal journal;

    Announcer(EventLog events, Journal journal) {
        this.events = events;
        this.journal = journal;
    }

    /** A plan that goes to the launcher now: its digest, and who started it. */
    void launches(String id, LaunchPlan plan) {
        ObjectId container = ObjectId.of(ObjectId.Kind.CONTAINER, id);
        Digest digest = Digest.of(PlanCodec.encode(plan));
        journal.append(new Entry.Launch(Actor.current(), container, digest));
    }

    /** What rules changed or complained of in something that was carried out. */
    void decided(Judge.Judgement judgement) {
        for (Judge.Remark remark : judgement.remarks()) {
            decided(judgement.at(), judgement.admitted(), remark.rule(), remark.verdict());
            LOG.warn("{}", remark.sentence());
        }
    }

    /** A container is made with a safer setting than was asked for. */
    void narrowed(ContainerRecord container, String rule) {
        decided(AdmissionTable.Operation.CREATE, container, rule, Entry.Verdict.NARROW);
    }

    private void decided(
            AdmissionTable.Operation at,
            ContainerRecord container,
            String rule,
            Entry.Verdict verdict) {
        journal.append(
                new Entry.Decision(
                        Actor.current(),
                        Entry.Method.POST,
                        new Route(at.route()),
                        new RuleId(rule),
                        verdict,
                        List.of(ObjectId.of(ObjectId.Kind.CONTAINER, container.id()))));
    }

    /** An event without attributes of its own. */
    void tell(ContainerRecord container, String action) {
        tell(container, action, Map.of());
    }

    /** An event with attributes of its own. */
    void tell(ContainerRecord container, String action, Map<String, String> more) {
        Map<String, String> attributes = new LinkedHashMap<>(container.config().labels());
        attributes.put("image", container.config().image());
        attributes.put("name", container.name());
        attributes.putAll(more);
        events.publish(
                "container",
                action,
                container.id(),
                attributes,
                Optional.of(container.config().labels()));
    }

    /** An event of something that is no container and has labels. */
    void tell(
            String type,
            String action,
            String actor,
            Map<String, String> attributes,
            Map<String, String> labels) {
        events.publish(type, action, actor, attributes, Optional.of(labels));
    }

    /** An event of many objects, which nobody hears who sees some of them only. */
    void tell(String type, String action, String actor, Map<String, String> attributes) {
        events.publish(type, action, actor, attributes);
    }
}
