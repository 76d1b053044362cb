package io.jsec.cli.setup;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * One change of the host. Each method may be called at any time, also when the change was made half
 * or twice: setup can be killed anywhere.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InstalledCopy.class, name = "copy"),
    @JsonSubTypes.Type(value = Link.class, name = "link"),
    @JsonSubTypes.Type(value = SystemGroup.class, name = "group"),
    @JsonSubTypes.Type(value = SystemUser.class, name = "user"),
    @JsonSubTypes.Type(value = SubordinateIds.class, name = "subordinate-ids"),
    @JsonSubTypes.Type(value = Directory.class, name = "directory"),
    @JsonSubTypes.Type(value = ControlGroup.class, name = "control-group"),
    @JsonSubTypes.Type(value = DeviceMode.class, name = "device-mode"),
    @JsonSubTypes.Type(value = SlotViews.class, name = "slot-views"),
    @JsonSubTypes.Type(value = WorkspaceViews.class, name = "workspace-views"),
    @JsonSubTypes.Type(value = TextFile.class, name = "file"),
    @JsonSubTypes.Type(value = KernelSetting.class, name = "kernel-setting"),
    @JsonSubTypes.Type(value = LoadedProfile.class, name = "apparmor-profile"),
})
sealed interface Change
        permits InstalledCopy,
                Link,
                SystemGroup,
                SystemUser,
                SubordinateIds,
                Directory,
                ControlGroup,
                DeviceMode,
                SlotViews,
                WorkspaceViews,
                TextFile,
                KernelSetting,
                LoadedProfile {
    /** What {@link #before} says where nothing was. */
    String ABSENT = "absent";

    /** What {@link #before} says where something was that the change only takes over. */
    String PRESENT = "present";

    /** The same for every run that changes the same thing. */
    String key();

    /** What it does, for people; no full stop. */
    String words();

    /** Whether nothing is to be done. As somebody who may not look, a guess. */
    boolean holds(SetupHost host);

    /** What {@link #undo} needs to know of the time before the change. */
    String before(SetupHost host);

    /** Makes it so; before is what was recorded the first time. */
    void apply(SetupHost host, String before);

    /** Takes it back. */
    void undo(SetupHost host, String before);

    /** The commands by which a boot makes it again; none for what lies on disk. */
    default List<List<String>> atBoot() {
        return List.of();
    }
}
