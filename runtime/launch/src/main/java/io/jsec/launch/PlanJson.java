package io.jsec.launch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A plan as JSON, schema {@code jsec.plan/1} ({@code plan.schema.json} beside this class): for each
 * step its name, its fields as on the wire, and the line and the reason people read. 64-bit masks
 * are hexadecimal texts, since JSON readers round large numbers; a filter is told by its length
 * only.
 */
public final class PlanJson {
    /** The envelope's schema name. */
    public static final String SCHEMA = "jsec.plan/1";

    private PlanJson() {}

    /** The envelope's {@code data}: steps and warnings. */
    public static ObjectNode data(LaunchPlan plan) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode steps = data.putArray("steps");
        for (Step step : plan.steps()) {
            ObjectNode node = steps.addObject();
            node.put("step", step.kind());
            node.put("text", StepText.of(step));
            node.put("why", StepWhy.of(step));
            new Fields(node.putObject("fields")).put(step);
        }
        ArrayNode warnings = data.putArray("warnings");
        plan.warnings().forEach(warnings::add);
        return data;
    }

    /** What a request leaves of the default: {@code data} of {@code --diff-default}. */
    public static ObjectNode departures(ContainerSpec spec) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode all = data.putArray("departures");
        for (Departure departure : DefaultDiff.of(spec)) {
            all.addObject()
                    .put("rule", departure.rule().id())
                    .put("loosens", departure.rule().loosening())
                    .put("words", departure.words());
        }
        return data;
    }

    /** Writes a step's fields under their names in the table. */
    private record Fields(ObjectNode node) {
        void put(Step step) {
            switch (step) {
                case Step.Cgroup it -> {
                    node.put("path", it.path()).put("flags", it.flags());
                    pairs("files", it.files());
                }
                case Step.Namespaces it -> mask("flags", it.flags());
                case Step.IdMap it -> {
                    ranges("uids", it.uids());
                    ranges("gids", it.gids());
                    node.put("setgroups", it.setgroups());
                }
                case Step.Overlay it -> {
                    node.put("base", it.base()).put("upper", it.upper()).put("work", it.work());
                    texts("lowers", it.lowers());
                    mask("flags", it.flags());
                }
                case Step.Mount it -> mount(it);
                case Step.Bind it -> {
                    node.put("source", it.source()).put("target", it.target());
                    mask("attributes", it.attributes());
                    node.put("how", it.how());
                }
                case Step.Device it ->
                        node.put("name", it.name())
                                .put("target", it.target())
                                .put("major", it.major())
                                .put("minor", it.minor());
                case Step.Symlink it -> node.put("target", it.target()).put("link", it.link());
                case Step.Directory it ->
                        node.put("path", it.path())
                                .put("mode", it.mode())
                                .put("uid", it.uid())
                                .put("gid", it.gid());
                case Step.Mask it -> node.put("path", it.path());
                case Step.ReadOnly it -> node.put("path", it.path());
                case Step.Cleanup it -> node.put("path", it.path());
                case Step.AppArmor it -> node.put("profile", it.profile());
                case Step.OomScore it -> node.put("value", it.value());
                case Step.Hostname it -> node.put("name", it.name()).put("domain", it.domain());
                case Step.Sysctl it ->
                        node.put("name", it.name()).put("value", it.value()).put("how", it.how());
                case Step.Stdio it ->
                        node.put("mode", it.mode())
                                .put("rows", it.rows())
                                .put("columns", it.columns());
                case Step.Share it -> {
                    node.put("container", it.container());
                    mask("namespaces", it.namespaces());
                }
                case Step.Join it -> {
                    node.put("container", it.container());
                    mask("namespaces", it.namespaces());
                }
                case Step.Rlimit _,
                        Step.Landlock _,
                        Step.User _,
                        Step.Capabilities _,
                        Step.Seccomp _,
                        Step.Exec _ ->
                        process(step);
                case Step.PivotRoot _,
                        Step.NoNewPrivs _,
                        Step.ReadOnlyRoot _,
                        Step.LoopbackUp _ -> {}
            }
        }

        private void process(Step step) {
            if (step instanceof Step.Rlimit it) {
                node.put("resource", it.resource());
                node.put("soft", Ulimit.show(it.soft())).put("hard", Ulimit.show(it.hard()));
            } else if (step instanceof Step.Landlock it) {
                mask("handled", it.handled());
                ArrayNode rules = node.putArray("rules");
                it.rules()
                        .forEach(rule ->
                                rules.addObject()
                                        .put("path", rule.path())
                                        .put("access", hex(rule.access())));
            } else if (step instanceof Step.User it) {
                node.put("uid", it.uid()).put("gid", it.gid());
                ArrayNode groups = node.putArray("groups");
                it.groups().forEach(groups::add);
            } else if (step instanceof Step.Capabilities it) {
                mask("bounding", it.bounding());
                mask("permitted", it.permitted());
                mask("effective", it.effective());
                mask("inheritable", it.inheritable());
                mask("ambient", it.ambient());
            } else if (step instanceof Step.Seccomp it) {
                node.put("instructions", it.filter().instructions());
            } else if (step instanceof Step.Exec it) {
                texts("argv", it.argv());
                texts("env", it.env());
                node.put("cwd", it.cwd()).put("how", it.how());
            }
        }

        private void mount(Step.Mount it) {
            node.put("type", it.type()).put("source", it.source()).put("target", it.target());
            mask("flags", it.flags());
            pairs("options", it.options());
            node.put("how", it.how());
        }

        private void mask(String name, long bits) {
            node.put(name, hex(bits));
        }

        private void texts(String name, List<String> texts) {
            ArrayNode array = node.putArray(name);
            texts.forEach(array::add);
        }

        private void pairs(String name, List<Step.Pair> pairs) {
            ArrayNode array = node.putArray(name);
            pairs.forEach(
                    pair -> array.addObject().put("key", pair.key()).put("value", pair.value()));
        }

        private void ranges(String name, List<IdRange> ranges) {
            ArrayNode array = node.putArray(name);
            for (IdRange range : ranges) {
                array.addObject()
                        .put("inside", range.inside())
                        .put("outside", range.outside())
                        .put("count", range.count());
            }
        }

        private static String hex(long bits) {
            return "0x" + Long.toHexString(bits);
        }
    }
}
