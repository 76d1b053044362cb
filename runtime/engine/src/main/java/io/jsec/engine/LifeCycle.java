package io.jsec.engine;

import io.jsec.engine.ContainerState.Created;
import io.jsec.engine.ContainerState.Dead;
import io.jsec.engine.ContainerState.Exited;
import io.jsec.engine.ContainerState.Past;
import io.jsec.engine.ContainerState.Paused;
import io.jsec.engine.ContainerState.Removing;
import io.jsec.engine.ContainerState.Restarting;
import io.jsec.engine.ContainerState.Running;

/** The life of a container as one function. Pure: whoever calls it does what it says. */
final class LifeCycle {
    private static final String GOING = "container is marked for removal and cannot be started";

    private LifeCycle() {}

    /**
     * What an event does in a state.
     *
     * @param id of the container, for the words of a refusal
     */
    static Transition next(ContainerState state, LifeEvent event, String id) {
        return switch (event) {
            case LifeEvent.Start _ -> start(state);
            case LifeEvent.Started started -> started(state, started);
            case LifeEvent.StartFailed failed -> startFailed(state, failed);
            case LifeEvent.Stop _ -> stop(state, id);
            case LifeEvent.Kill _ -> kill(state, id);
            case LifeEvent.Pause _ -> pause(state, id);
            case LifeEvent.Unpause _ -> unpause(state, id);
            case LifeEvent.Exec _ -> exec(state, id);
            case LifeEvent.Ended ended -> ended(state, ended);
            case LifeEvent.GaveUp _ -> gaveUp(state);
            case LifeEvent.Remove remove -> remove(state, remove.force(), id);
            case LifeEvent.RemoveFailed _ -> removeFailed(state);
        };
    }

    private static Transition start(ContainerState state) {
        return switch (state) {
            case Created _, Exited _, Restarting _ -> new Transition.Go();
            case Running _ -> new Transition.Already("container is already running");
            case Paused _ ->
                    new Transition.Refused("cannot start a paused container, try unpause instead");
            case Removing _, Dead _ -> new Transition.Refused(GOING);
        };
    }

    private static Transition started(ContainerState state, LifeEvent.Started event) {
        return switch (state) {
            case Created _, Exited _, Restarting _ ->
                    new Transition.To(new Running(event.pid(), state.past().started(event.at())));
            case Running _, Paused _ -> new Transition.Already("container is already running");
            case Removing _, Dead _ -> new Transition.Refused(GOING);
        };
    }

    private static Transition startFailed(ContainerState state, LifeEvent.StartFailed event) {
        Past past = state.past().failed(event.at(), event.code(), event.why());
        return switch (state) {
            case Created _ -> new Transition.To(new Created(past));
            case Exited _, Restarting _ -> new Transition.To(new Exited(past));
            case Running _, Paused _, Removing _, Dead _ ->
                    new Transition.Refused("a start that failed was not one of this container");
        };
    }

    private static Transition stop(ContainerState state, String id) {
        return switch (state) {
            case Running _, Paused _, Restarting _ -> new Transition.Go();
            case Created _, Exited _, Dead _ ->
                    new Transition.Already("container is already stopped");
            case Removing _ -> new Transition.Refused("container " + id + " is being removed");
        };
    }

    private static Transition kill(ContainerState state, String id) {
        return switch (state) {
            case Running _, Paused _ -> new Transition.Go();
            case Restarting _ ->
                    new Transition.Refused(
                            "container "
                                    + id
                                    + " is restarting, wait until the container is"
                                    + " running");
            case Created _, Exited _, Removing _, Dead _ ->
                    new Transition.Refused("container " + id + " is not running");
        };
    }

    private static Transition pause(ContainerState state, String id) {
        return switch (state) {
            case Running running -> new Transition.To(new Paused(running.pid(), running.past()));
            case Paused _ -> new Transition.Refused("Container " + id + " is already paused");
            case Restarting _ -> new Transition.Refused(restarting(id));
            case Created _, Exited _, Removing _, Dead _ ->
                    new Transition.Refused("Container " + id + " is not running");
        };
    }

    private static Transition unpause(ContainerState state, String id) {
        return switch (state) {
            case Paused paused -> new Transition.To(new Running(paused.pid(), paused.past()));
            case Created _, Running _, Restarting _, Exited _, Removing _, Dead _ ->
                    new Transition.Refused("Container " + id + " is not paused");
        };
    }

    private static Transition exec(ContainerState state, String id) {
        return switch (state) {
            case Running _ -> new Transition.Go();
            case Paused _ ->
                    new Transition.Refused(
                            "container " + id + " is paused, unpause the container before exec");
            case Restarting _ -> new Transition.Refused(restarting(id));
            case Created _, Exited _, Removing _, Dead _ ->
                    new Transition.Refused("container " + id + " is not running");
        };
    }

    private static Transition ended(ContainerState state, LifeEvent.Ended event) {
        Past past = state.past().ended(event.at(), event.code(), event.oomKilled());
        return switch (state) {
            case Running _, Paused _ ->
                    new Transition.To(event.again() ? new Restarting(past) : new Exited(past));
            case Removing _ -> new Transition.To(new Removing(past));
            case Created _, Restarting _, Exited _, Dead _ ->
                    new Transition.Already("container ended already");
        };
    }

    private static Transition gaveUp(ContainerState state) {
        return switch (state) {
            case Restarting restarting -> new Transition.To(new Exited(restarting.past()));
            case Created _, Running _, Paused _, Exited _, Removing _, Dead _ ->
                    new Transition.Already("container is not restarting");
        };
    }

    private static Transition remove(ContainerState state, boolean force, String id) {
        return switch (state) {
            case Created _, Exited _, Dead _ -> new Transition.To(new Removing(state.past()));
            case Running _, Restarting _ ->
                    force
                            ? new Transition.To(new Removing(state.past()))
                            : new Transition.Refused(
                                    "container is "
                                            + state.status().word()
                                            + ": stop the container before removing or force"
                                            + " remove");
            case Paused _ ->
                    force
                            ? new Transition.To(new Removing(state.past()))
                            : new Transition.Refused(
                                    "container is paused and must be unpaused first");
            case Removing _ ->
                    new Transition.Already(
                            "removal of container " + id + " is already in progress");
        };
    }

    private static Transition removeFailed(ContainerState state) {
        return switch (state) {
            case Removing removing -> new Transition.To(new Dead(removing.past()));
            case Created _, Running _, Paused _, Restarting _, Exited _, Dead _ ->
                    new Transition.Already("container is not being removed");
        };
    }

    private static String restarting(String id) {
        return "Container " + id + " is restarting, wait until the container is running";
    }
}
