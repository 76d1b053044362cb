package io.jsec.engine;

import io.jsec.launch.ContainerUser;
import io.jsec.launch.LaunchHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Directories of the engine's owner that containers in slots may write to, as setup made them. */
public interface WorkspaceViews {
    /** No workspace. */
    WorkspaceViews NONE =
            new WorkspaceViews() {
                @Override
                public List<LaunchHost.Workspace> in(int slot, ContainerUser user) {
                    return List.of();
                }

                @Override
                public Optional<Path> real(Path typed) {
                    return Optional.empty();
                }
            };

    /** What a container in a slot may write to as its owner. */
    List<LaunchHost.Workspace> in(int slot, ContainerUser user);

    /**
     * The real path of one in a workspace, which the engine's user may be unable to reach
     * otherwise; empty for a path in none.
     *
     * @throws IOException if it is absent, may not be looked at, or leads out of its workspace
     */
    Optional<Path> real(Path typed) throws IOException;
}
