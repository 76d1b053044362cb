package io.jsec.launch;

import io.jsec.linux.Resource;
import java.util.List;

/**
 * One thing jsec-launch does. The records hold what the wire form holds, and a step that exists is
 * one the launcher's decoder takes; {@code src/main/plan/steps.tsv} lists codes and fields.
 */
public sealed interface Step {
    /** The code on the wire. */
    default int code() {
        return StepTable.code(getClass());
    }

    /** The name in plans people read, and of the record. */
    default String kind() {
        return getClass().getSimpleName();
    }

    /**
     * Makes (or finds) a control group of one hierarchy, writes its files and attaches the
     * container.
     *
     * @param path the group's directory
     * @param files names and values, written in order
     * @param flags {@link #CREATE}, {@link #V2}
     */
    record Cgroup(String path, List<Pair> files, int flags) implements Step {
        /** Made before, removed after. */
        public static final int CREATE = 1;

        /** The unified hierarchy: CLONE_INTO_CGROUP may be used. */
        public static final int V2 = 2;

        /** Absolute path, plain file names. */
        public Cgroup {
            StepChecks.path(path);
            files = StepChecks.list(files);
            StepChecks.bits(flags, CREATE | V2);
            files.forEach(file -> StepChecks.fileName(file.key()));
        }
    }

    /**
     * Takes namespaces of a running container. Its ids are this one's too.
     *
     * @param container its id, 64 hexadecimal digits
     * @param namespaces of {@link Sharing}'s kinds
     */
    record Share(String container, long namespaces) implements Step {
        /** A whole id and at least one kind. */
        public Share {
            StepChecks.containerId(container);
            StepChecks.bits(
                    namespaces, NamespaceKind.maskOf(Sharing.KINDS.toArray(NamespaceKind[]::new)));
            if (namespaces == 0) {
                throw new IllegalArgumentException("nothing is taken");
            }
        }
    }

    /** Clones into new namespaces; {@link NamespaceKind} has the flags. */
    record Namespaces(long flags) implements Step {
        /** Known kinds; user and mount always. */
        public Namespaces {
            StepChecks.bits(flags, NamespaceKind.maskOf(NamespaceKind.values()));
            long needed = NamespaceKind.maskOf(NamespaceKind.USER, NamespaceKind.MNT);
            if ((flags & needed) != needed) {
                throw new IllegalArgumentException("namespaces without user or mount");
            }
        }
    }

    /** Writes the id maps; {@code setgroups} is 1 for allow, 0 for deny. */
    record IdMap(List<IdRange> uids, List<IdRange> gids, int setgroups) implements Step {
        /** At least one line each. */
        public IdMap {
            uids = StepChecks.list(uids);
            gids = StepChecks.list(gids);
            StepChecks.bits(setgroups, 1);
            if (uids.isEmpty() || gids.isEmpty()) {
                throw new IllegalArgumentException("an empty id map");
            }
        }
    }

    /**
     * Mounts the root.
     *
     * @param base the directory the others are relative to
     * @param lowers topmost first
     * @param upper relative, or empty for a read-only overlay
     * @param work relative, empty where upper is
     * @param flags {@link #NOSUID}, {@link #NODEV}: those of mount(2)
     */
    record Overlay(String base, List<String> lowers, String upper, String work, long flags)
            implements Step {
        /** MS_NOSUID. */
        public static final long NOSUID = 2;

        /** MS_NODEV. */
        public static final long NODEV = 4;

        /** Relative paths below an absolute one. */
        public Overlay {
            StepChecks.path(base);
            lowers = StepChecks.list(lowers);
            lowers.forEach(StepChecks::relative);
            StepChecks.bits(flags, NOSUID | NODEV);
            if (lowers.isEmpty() || upper.isEmpty() != work.isEmpty()) {
                throw new IllegalArgumentException("an overlay without lowers or half an upper");
            }
            if (!upper.isEmpty()) {
                StepChecks.relative(upper);
                StepChecks.relative(work);
            }
        }
    }

    /**
     * Mounts a new file system.
     *
     * @param type proc, tmpfs, devpts, mqueue, cgroup2 or cgroup
     * @param flags {@link MountAttribute} bits
     * @param options names and values; an empty value is a flag
     * @param how {@link #NO_SYMLINKS}, {@link #CREATE}, {@link #OPTIONAL}, {@link #SHARED}
     */
    record Mount(String type, String source, String target, long flags, List<Pair> options, int how)
            implements Step {
        /** The target is and contains no symbolic link. */
        public static final int NO_SYMLINKS = 1;

        /** A missing target is made. */
        public static final int CREATE = 2;

        /** Skipped where the kernel says EPERM, ENODEV, EINVAL or EBUSY. */
        public static final int OPTIONAL = 4;

        /** Not new, but the one of the container that its namespace is taken from. */
        public static final int SHARED = 8;

        /** The file systems a plan may mount. */
        static final List<String> TYPES =
                List.of("proc", "tmpfs", "devpts", "mqueue", "cgroup2", "cgroup");

        /** A type of the list. */
        public Mount {
            StepChecks.path(target);
            StepChecks.text(source);
            StepChecks.bits(flags, MountAttribute.ALL);
            StepChecks.bits(how, NO_SYMLINKS | CREATE | OPTIONAL | SHARED);
            options = StepChecks.list(options);
            if (!TYPES.contains(type)) {
                throw new IllegalArgumentException("file system " + type);
            }
        }
    }

    /**
     * Makes a path of the host visible.
     *
     * @param source of the host
     * @param attributes {@link MountAttribute} bits
     * @param how bits of this record
     */
    record Bind(String source, String target, long attributes, int how) implements Step {
        /** With everything mounted below it. */
        public static final int RECURSIVE = 1;

        /** A missing target is made: a file or a directory, as the source is. */
        public static final int CREATE = 2;

        /** A symbolic link in the target's place gives way to a file. */
        public static final int REPLACE_SYMLINK = 4;

        /** Skipped where the source is missing. */
        public static final int OPTIONAL = 8;

        /** The target is and contains no symbolic link. */
        public static final int NO_SYMLINKS = 16;

        /** Absolute paths. */
        public Bind {
            StepChecks.path(source);
            StepChecks.path(target);
            StepChecks.bits(attributes, MountAttribute.ALL);
            StepChecks.bits(how, 31);
        }
    }

    /** Binds the host's /dev/NAME, if it is that character device. */
    record Device(String name, String target, int major, int minor) implements Step {
        /** A plain name. */
        public Device {
            StepChecks.fileName(name);
            StepChecks.path(target);
            StepChecks.number(major);
            StepChecks.number(minor);
        }
    }

    /** Makes the symbolic link {@code link}, saying {@code target}. */
    record Symlink(String target, String link) implements Step {
        /** Neither is empty. */
        public Symlink {
            StepChecks.path(link);
            StepChecks.pathText(target);
        }
    }

    /** Makes a directory and those above it; ids are the container's. */
    record Directory(String path, int mode, int uid, int gid) implements Step {
        /** Permission bits only. */
        public Directory {
            StepChecks.path(path);
            StepChecks.bits(mode, 01777);
            StepChecks.number(uid);
            StepChecks.number(gid);
        }
    }

    /** Hides a path, if there is one. */
    record Mask(String path) implements Step {
        /** Absolute. */
        public Mask {
            StepChecks.path(path);
        }
    }

    /** Makes a path, if there is one, read-only with everything below. */
    record ReadOnly(String path) implements Step {
        /** Absolute. */
        public ReadOnly {
            StepChecks.path(path);
        }
    }

    /** Makes the overlay the root and forgets everything else. */
    record PivotRoot() implements Step {}

    /** Names the container; an empty domain leaves it. */
    record Hostname(String name, String domain) implements Step {
        /** The kernel's 64 bytes. */
        public Hostname {
            StepChecks.text(name);
            StepChecks.text(domain);
            if (LaunchPlan.utf8Length(name) > 64 || LaunchPlan.utf8Length(domain) > 64) {
                throw new IllegalArgumentException("a host name over 64 bytes");
            }
        }
    }

    /**
     * Writes below /proc/sys.
     *
     * @param name with slashes, relative
     * @param how {@link #OPTIONAL}
     */
    record Sysctl(String name, String value, int how) implements Step {
        /** Skipped where this kernel has no such file. */
        public static final int OPTIONAL = 1;

        /** Relative, plain. */
        public Sysctl {
            StepChecks.relative(name);
            StepChecks.text(value);
            StepChecks.bits(how, OPTIONAL);
        }
    }

    /** Sets a limit of {@link Resource}. */
    record Rlimit(int resource, long soft, long hard) implements Step {
        /** A known resource, soft not above hard. */
        public Rlimit {
            if (Resource.ofNumber(resource).isEmpty() || Long.compareUnsigned(soft, hard) > 0) {
                throw new IllegalArgumentException("rlimit " + resource + " " + soft + " " + hard);
            }
        }
    }

    /** Confines file access; bits are those of {@link LandlockRight}. */
    record Landlock(long handled, List<LandlockRule> rules) implements Step {
        /** Rules grant what is handled. */
        public Landlock {
            rules = StepChecks.list(rules);
            StepChecks.bits(handled, LandlockRight.ALL);
            for (LandlockRule rule : rules) {
                StepChecks.bits(rule.access(), handled);
            }
        }
    }

    /** What Landlock grants at and below a path inside. */
    record LandlockRule(String path, long access) {
        /** Absolute. */
        public LandlockRule {
            StepChecks.path(path);
        }
    }

    /** Becomes the user; ids are the container's. */
    record User(int uid, int gid, List<Integer> groups) implements Step {
        /** Ids in range. */
        public User {
            groups = StepChecks.list(groups);
            StepChecks.number(uid);
            StepChecks.number(gid);
            groups.forEach(StepChecks::number);
        }
    }

    /** Leaves the capabilities of these sets, bits as in {@link CapabilitySet}. */
    record Capabilities(
            long bounding, long permitted, long effective, long inheritable, long ambient)
            implements Step {}

    /** Sets no_new_privs. */
    record NoNewPrivs() implements Step {}

    /** Installs a system call filter. */
    record Seccomp(FilterBytes filter) implements Step {}

    /** Makes descriptors 0 to 2: mode 0 /dev/null and pipes, 1 pipes, 2 tty output only, 3 tty. */
    record Stdio(int mode, int rows, int columns) implements Step {
        /** In range. */
        public Stdio {
            StepChecks.bits(mode, 3);
            StepChecks.bits(rows, 0xffff);
            StepChecks.bits(columns, 0xffff);
        }
    }

    /** Executes the command; {@code how} is {@link #INIT} or 0. */
    record Exec(List<String> argv, List<String> env, String cwd, int how) implements Step {
        /** Under an init of ours. */
        public static final int INIT = 1;

        /** Words without NUL, an absolute directory. */
        public Exec {
            argv = StepChecks.words(argv);
            env = StepChecks.words(env);
            StepChecks.path(cwd);
            StepChecks.bits(how, INIT);
            if (argv.isEmpty() || argv.getFirst().isEmpty()) {
                throw new IllegalArgumentException("an empty command");
            }
        }
    }

    /** Makes the root read-only. */
    record ReadOnlyRoot() implements Step {}

    /** Sets oom_score_adj, 0 to 1000. */
    record OomScore(int value) implements Step {
        /** In range. */
        public OomScore {
            if (value < 0 || value > 1000) {
                throw new IllegalArgumentException("oom score " + value);
            }
        }
    }

    /**
     * From the command on, a profile of AppArmor holds.
     *
     * @param profile loaded already
     */
    record AppArmor(String profile) implements Step {
        /** A name as jsec's own profiles have. */
        public AppArmor {
            if (!profile.matches("[a-z0-9-]{1,64}")) {
                throw new IllegalArgumentException("profile " + profile);
            }
        }
    }

    /** Removes a tree of the host after the end, however it came. */
    record Cleanup(String path) implements Step {
        /** Absolute. */
        public Cleanup {
            StepChecks.path(path);
        }
    }

    /** Switches loopback on. */
    record LoopbackUp() implements Step {}

    /**
     * Enters a running container: every namespace it has, its own or taken, as its root.
     *
     * @param container its id, 64 hexadecimal digits
     * @param namespaces those of its {@link Namespaces} and {@link Share}s
     */
    record Join(String container, long namespaces) implements Step {
        /** A whole id and known kinds; user, mount and pid always. */
        public Join {
            StepChecks.containerId(container);
            namespaces = new Namespaces(namespaces).flags();
            if ((namespaces & NamespaceKind.PID.flag()) == 0) {
                throw new IllegalArgumentException("processes of another place");
            }
        }
    }

    /** A name and a value. */
    record Pair(String key, String value) {
        /** Without NUL. */
        public Pair {
            StepChecks.text(key);
            StepChecks.text(value);
            if (key.isEmpty()) {
                throw new IllegalArgumentException("a nameless option");
            }
        }
    }
}
