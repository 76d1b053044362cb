package io.jsec.rules;

import java.util.HashMap;
import java.util.Map;

/** One container: running, stopped, described by a compose service, or asked for. */
public final class ContainerFacts implements Facts {
    /** Where the description comes from; some rules judge what runs only. */
    public enum Origin {
        INSPECT,
        COMPOSE,
        REQUEST
    }

    private final Target target;
    private final Origin origin;
    private final SourceLocation whole;
    private final Map<ContainerSetting<?>, Fact<?>> settings;

    private ContainerFacts(Builder builder) {
        target = builder.target;
        origin = builder.origin;
        whole = builder.whole;
        settings = Map.copyOf(builder.settings);
    }

    /**
     * Facts to fill in; every setting is absent until it is set.
     *
     * @param whole the place of the container as a whole, pointed at for what is absent
     */
    public static Builder of(Target target, Origin origin, SourceLocation whole) {
        return new Builder(target, origin, whole);
    }

    @Override
    public Target target() {
        return target;
    }

    /** Where the description comes from. */
    public Origin origin() {
        return origin;
    }

    /** The place of the container as a whole. */
    public SourceLocation whole() {
        return whole;
    }

    /** One setting. */
    public <T> Fact<T> get(ContainerSetting<T> setting) {
        Fact<?> fact = settings.get(setting);
        return fact == null ? Fact.absent(whole) : setting.typed(fact);
    }

    /** Fills in facts. */
    public static final class Builder {
        private final Target target;
        private final Origin origin;
        private final SourceLocation whole;
        private final Map<ContainerSetting<?>, Fact<?>> settings = new HashMap<>();

        private Builder(Target target, Origin origin, SourceLocation whole) {
            this.target = target;
            this.origin = origin;
            this.whole = whole;
        }

        /** Sets one setting; the last one holds. */
        public <T> Builder set(ContainerSetting<T> setting, Fact<T> fact) {
            settings.put(setting, fact);
            return this;
        }

        /** The facts. */
        public ContainerFacts build() {
            return new ContainerFacts(this);
        }
    }
}
