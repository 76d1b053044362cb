package io.jsec.engine;

import java.util.Map;
import java.util.OptionalInt;

/**
 * A mount as {@code --mount} and {@code HostConfig.Mounts} say it.
 *
 * @param type {@code bind}, {@code volume}, {@code tmpfs}; others are refused
 * @param source a host path or a volume's name; empty for an anonymous volume
 * @param target absolute, in the container
 * @param readOnly whether it can only be read
 * @param propagation {@code BindOptions.Propagation}; empty or rprivate
 * @param createMountpoint {@code BindOptions.CreateMountpoint}
 * @param noCopy {@code VolumeOptions.NoCopy}: the image's content stays out
 * @param volumeLabels {@code VolumeOptions.Labels}
 * @param volumeDriver {@code VolumeOptions.DriverConfig.Name}; empty or local
 * @param subpath {@code VolumeOptions.Subpath}
 * @param tmpfsBytes {@code TmpfsOptions.SizeBytes}; 0 for the default
 * @param tmpfsMode {@code TmpfsOptions.Mode}
 */
public record MountSpec(
        String type,
        String source,
        String target,
        boolean readOnly,
        String propagation,
        boolean createMountpoint,
        boolean noCopy,
        Map<String, String> volumeLabels,
        String volumeDriver,
        String subpath,
        long tmpfsBytes,
        OptionalInt tmpfsMode) {
    /** Copied. */
    public MountSpec {
        volumeLabels = Map.copyOf(volumeLabels);
    }

    /** A mount without any option of its type. */
    public static MountSpec of(String type, String source, String target, boolean readOnly) {
        return new MountSpec(
                type,
                source,
                target,
                readOnly,
                "",
                false,
                false,
                Map.of(),
                "",
                "",
                0,
                OptionalInt.empty());
    }
}
