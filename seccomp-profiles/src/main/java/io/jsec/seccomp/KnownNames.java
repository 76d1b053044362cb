package io.jsec.seccomp;

import java.util.Comparator;
import java.util.List;

/** Names a profile may use, and what to say about one it may not. */
final class KnownNames {
    /** capabilities(7), in the order of their numbers. */
    static final List<String> CAPABILITIES =
            words(
                    """
                    CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH
                    CAP_FOWNER CAP_FSETID CAP_KILL CAP_SETGID CAP_SETUID
                    CAP_SETPCAP CAP_LINUX_IMMUTABLE CAP_NET_BIND_SERVICE
                    CAP_NET_BROADCAST CAP_NET_ADMIN CAP_NET_RAW CAP_IPC_LOCK
                    CAP_IPC_OWNER CAP_SYS_MODULE CAP_SYS_RAWIO
                    CAP_SYS_CHROOT CAP_SYS_PTRACE CAP_SYS_PACCT
                    CAP_SYS_ADMIN CAP_SYS_BOOT CAP_SYS_NICE CAP_SYS_RESOURCE
                    CAP_SYS_TIME CAP_SYS_TTY_CONFIG CAP_MKNOD CAP_LEASE
                    CAP_AUDIT_WRITE CAP_AUDIT_CONTROL CAP_SETFCAP
                    CAP_MAC_OVERRIDE CAP_MAC_ADMIN CAP_SYSLOG CAP_WAKE_ALARM
                    CAP_BLOCK_SUSPEND CAP_AUDIT_READ CAP_PERFMON CAP_BPF
                    CAP_CHECKPOINT_RESTORE
                    """);

    /** Go's names of architectures and libseccomp's, as profiles mix them. */
    static final List<String> PROFILE_ARCHES =
            words(
                    """
                    386 amd64 arm arm64 loong64 loongarch64 mips mips64
                    mips64le mips64n32 mipsel mipsel64 mipsel64n32 mipsle
                    parisc parisc64 ppc ppc64 ppc64le riscv64 s390 s390x x32
                    x86
                    """);

    /** The runtime specification's names of architectures. */
    static final List<String> OCI_ARCHES =
            words(
                    """
                    SCMP_ARCH_X86 SCMP_ARCH_X86_64 SCMP_ARCH_X32
                    SCMP_ARCH_ARM SCMP_ARCH_AARCH64 SCMP_ARCH_MIPS
                    SCMP_ARCH_MIPS64 SCMP_ARCH_MIPS64N32 SCMP_ARCH_MIPSEL
                    SCMP_ARCH_MIPSEL64 SCMP_ARCH_MIPSEL64N32 SCMP_ARCH_PPC
                    SCMP_ARCH_PPC64 SCMP_ARCH_PPC64LE SCMP_ARCH_S390
                    SCMP_ARCH_S390X SCMP_ARCH_PARISC SCMP_ARCH_PARISC64
                    SCMP_ARCH_RISCV64 SCMP_ARCH_LOONGARCH64 SCMP_ARCH_M68K
                    SCMP_ARCH_SH SCMP_ARCH_SHEB
                    """);

    /** errno(3) as x86 and ARM number them: the first is 1; a minus stands where none is. */
    static final List<String> ERRNOS =
            words(
                    """
                    EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF
                    ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST
                    EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY
                    ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM
                    ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY
                    ELOOP - ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST
                    ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO
                    EBADRQC EBADSLT - EBFONT ENOSTR ENODATA ETIME ENOSR
                    ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO
                    EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD
                    EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX ELIBEXEC EILSEQ
                    ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE
                    EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT
                    EOPNOTSUPP EPFNOSUPPORT EAFNOSUPPORT EADDRINUSE
                    EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET
                    ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN
                    ESHUTDOWN ETOOMANYREFS ETIMEDOUT ECONNREFUSED EHOSTDOWN
                    EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM
                    ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE
                    ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED
                    EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON
                    """);

    private static final int LIST_MAX = 12;

    private KnownNames() {}

    /**
     * What to use instead of a name nobody knows: one of all when they are few, else the nearest.
     */
    static String suggestion(String name, List<String> known) {
        if (known.size() <= LIST_MAX) {
            return "use one of " + String.join(", ", known);
        }
        return "did you mean %s?".formatted(nearest(name, known));
    }

    /** The known name that differs least. */
    static String nearest(String name, List<String> known) {
        return known.stream()
                .min(
                        Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                                .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** Levenshtein's: insertions, deletions and replacements between two words. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private static List<String> words(String text) {
        return List.of(text.replace('\n', ' ').strip().split(" ", -1));
    }
}
