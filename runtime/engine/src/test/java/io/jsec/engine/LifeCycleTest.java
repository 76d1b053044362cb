package io.jsec.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.engine.ContainerState.Past;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every event in every state: the function as a table. */
class LifeCycleTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Past PAST = new Past(NOW, NOW, 1, false, "");

    private static final List<ContainerState> STATES =
            List.of(
                    new ContainerState.Created(Past.NONE),
                    new ContainerState.Running(7, PAST),
                    new ContainerState.Paused(7, PAST),
                    new ContainerState.Restarting(PAST),
                    new ContainerState.Removing(PAST),
                    new ContainerState.Exited(PAST),
                    new ContainerState.Dead(PAST));

    private static Map<String, LifeEvent> events() {
        Map<String, LifeEvent> events = new LinkedHashMap<>();
        events.put("start", new LifeEvent.Start());
        events.put("started", new LifeEvent.Started(NOW, 9));
        events.put("failed", new LifeEvent.StartFailed(NOW, 127, "why"));
        events.put("stop", new LifeEvent.Stop());
        events.put("kill", new LifeEvent.Kill());
        events.put("pause", new LifeEvent.Pause());
        events.put("unpause", new LifeEvent.Unpause());
        events.put("exec", new LifeEvent.Exec());
        events.put("ended", new LifeEvent.Ended(NOW, 3, false, false));
        events.put("again", new LifeEvent.Ended(NOW, 3, false, true));
        events.put("gaveUp", new LifeEvent.GaveUp());
        events.put("rm", new LifeEvent.Remove(false));
        events.put("rm-f", new LifeEvent.Remove(true));
        events.put("rmFailed", new LifeEvent.RemoveFailed());
        return events;
    }

    private static String word(Transition transition) {
        return switch (transition) {
            case Transition.To to -> to.state().status().word();
            case Transition.Go _ -> "go";
            case Transition.Already _ -> "=";
            case Transition.Refused _ -> "no";
        };
    }

    @Test
    void every_event_in_every_state_does_what_the_table_says() {
        StringBuilder table = new StringBuilder();
        for (Map.Entry<String, LifeEvent> event : events().entrySet()) {
            table.append(event.getKey());
            for (ContainerState state : STATES) {
                table.append(' ').append(word(LifeCycle.next(state, event.getValue(), "ID")));
            }
            table.append('\n');
        }
        // created running paused restarting removing exited dead
        assertThat(table.toString())
                .isEqualTo(
                        """
                        start go = no go no go no
                        started running = = running no running no
                        failed created no no exited no exited no
                        stop = go go go no = =
                        kill no go go no no no no
                        pause no paused no no no no no
                        unpause no no running no no no no
                        exec no go no no no no no
                        ended = exited exited = removing = =
                        again = restarting restarting = removing = =
                        gaveUp = = = exited = = =
                        rm removing no no no = removing removing
                        rm-f removing removing removing removing = removing removing
                        rmFailed = = = = dead = =
                        """);
    }

    @Test
    void a_start_forgets_the_last_error_and_an_end_keeps_the_start() {
        ContainerState failed = new ContainerState.Exited(PAST.failed(NOW, 127, "why"));
        Transition started = LifeCycle.next(failed, new LifeEvent.Started(NOW, 9), "ID");
        assertThat(started)
                .isEqualTo(
                        new Transition.To(
                                new ContainerState.Running(9, new Past(NOW, NOW, 0, false, ""))));
        Instant later = NOW.plusSeconds(5);
        Transition ended =
                LifeCycle.next(
                        ((Transition.To) started).state(),
                        new LifeEvent.Ended(later, 137, true, false),
                        "ID");
        assertThat(ended)
                .isEqualTo(
                        new Transition.To(
                                new ContainerState.Exited(new Past(NOW, later, 137, true, ""))));
    }

    @Test
    void refusals_are_in_dockers_words() {
        assertThat(LifeCycle.next(STATES.get(2), new LifeEvent.Start(), "ID"))
                .isEqualTo(
                        new Transition.Refused(
                                "cannot start a paused container, try unpause instead"));
        assertThat(LifeCycle.next(STATES.get(5), new LifeEvent.Exec(), "ID"))
                .isEqualTo(new Transition.Refused("container ID is not running"));
        assertThat(LifeCycle.next(STATES.get(1), new LifeEvent.Unpause(), "ID"))
                .isEqualTo(new Transition.Refused("Container ID is not paused"));
    }
}
