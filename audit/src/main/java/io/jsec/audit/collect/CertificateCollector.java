package io.jsec.audit.collect;

import io.jsec.audit.Unreadable;
import io.jsec.rules.CertificateFacts;
import io.jsec.rules.CertificateFacts.PrivateKeyFile;
import io.jsec.rules.CertificateFacts.Role;
import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.Facts;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the certificates of engines and their clients. Private keys are read to see whom they
 * belong to; nothing of them is kept.
 */
public final class CertificateCollector implements Collector {
    private static final int BUNDLE_MIN = 10;
    private static final int PERMISSIONS = 07777;
    private static final int CANDIDATES_MAX = 200;

    /** Where the certificates are, found out when it is time to collect. */
    private interface Source {
        Sources find() throws IOException;
    }

    private record Sources(List<CertificateFile> files, List<Unreadable> unreadable) {}

    private record Loaded(CertificateFile file, List<X509Certificate> certificates) {}

    private final HostRoot root;
    private final Source source;
    private final Clock clock;

    private CertificateCollector(HostRoot root, Source source, Clock clock) {
        this.root = root;
        this.source = source;
        this.clock = clock;
    }

    /**
     * A collector of some files.
     *
     * @param root {@code /} but in tests
     * @param clock tells what is valid now
     */
    public CertificateCollector(Path root, List<CertificateFile> files, Clock clock) {
        this(new HostRoot(root), () -> new Sources(files, List.of()), clock);
    }

    /**
     * A collector of what the configurations of engines name, and of the usual places of clients.
     *
     * @param root {@code /} but in tests
     * @param daemons finds the configurations
     * @param homes home folders of accounts that use an engine, absolute
     * @param clock tells what is valid now
     */
    public CertificateCollector(
            Path root, DaemonCollector daemons, List<String> homes, Clock clock) {
        this(new HostRoot(root), () -> found(new HostRoot(root), daemons, homes), clock);
    }

    private static Sources found(HostRoot root, DaemonCollector daemons, List<String> homes)
            throws IOException {
        List<DaemonFacts> engines = new ArrayList<>();
        daemons.collect().facts().forEach(each -> engines.add((DaemonFacts) each));
        CertificateFiles found = CertificateFiles.of(root, engines, homes);
        return new Sources(found.files(), found.unreadable());
    }

    @Override
    public Target target() {
        return new Target(Target.Kind.CERTIFICATE, "certificates of engines");
    }

    @Override
    public Collected collect() throws IOException {
        List<Facts> facts = new ArrayList<>();
        Sources sources = source.find();
        List<Unreadable> unreadable = new ArrayList<>(sources.unreadable());
        List<Loaded> all = new ArrayList<>();
        for (CertificateFile file : sources.files()) {
            try {
                load(file).ifPresent(all::add);
            } catch (IOException e) {
                Target target = new Target(Target.Kind.CERTIFICATE, file.path());
                SourceLocation at = SourceLocation.whole(file.path());
                unreadable.add(new Unreadable(target, at, HostRoot.why("cannot be read", e)));
            }
        }
        for (Loaded each : all) {
            // Of a chain the first is meant; a bundle is judged as one.
            boolean one =
                    !each.file().role().isAuthority() || each.certificates().size() > BUNDLE_MIN;
            int count = one ? 1 : each.certificates().size();
            for (int i = 0; i < count; i++) {
                facts.add(facts(each, i, all));
            }
        }
        return new Collected(facts, unreadable, List.of());
    }

    private Optional<Loaded> load(CertificateFile file) throws IOException {
        Optional<String> text = root.text(file.path());
        if (text.isEmpty() && file.named()) {
            throw new IOException("there is no such file");
        }
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new Loaded(file, CertificateReader.read(text.get())));
    }

    private CertificateFacts facts(Loaded loaded, int number, List<Loaded> all) {
        CertificateFile file = loaded.file();
        X509Certificate certificate = loaded.certificates().get(number);
        SourceLocation at = SourceLocation.whole(file.path());
        String name = number == 0 ? file.path() : file.path() + " (" + (number + 1) + ")";
        boolean authority = file.role().isAuthority();
        return new CertificateFacts(
                new Target(Target.Kind.CERTIFICATE, name),
                at,
                file.role(),
                clock.instant(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                certificate.getPublicKey().getAlgorithm(),
                CertificateReader.bits(certificate.getPublicKey(), at),
                certificate.getSigAlgName(),
                CertificateReader.usages(certificate, at),
                CertificateReader.isAuthority(certificate),
                CertificateReader.isSignedBy(certificate, certificate),
                CertificateReader.names(certificate),
                loaded.certificates().size() - 1,
                key(file, certificate),
                authority ? signingKey(certificate, at, all) : Fact.absent(at),
                authority ? signs(certificate, all) : List.of());
    }

    private Fact<PrivateKeyFile> key(CertificateFile file, X509Certificate certificate) {
        SourceLocation whole = SourceLocation.whole(file.path());
        if (file.key().isEmpty()) {
            return Fact.absent(whole);
        }
        String path = file.key().get();
        SourceLocation at = SourceLocation.whole(path);
        Fact<String> text = root.fact(path, each -> each);
        boolean locked = PrivateKeys.isProtected(text.orElse(""));
        Fact<Boolean> fits =
                locked
                        ? Fact.unknown(path + ": a passphrase protects the key")
                        : text.map(each -> PrivateKeys.fits(each, certificate.getPublicKey()));
        return Fact.of(new PrivateKeyFile(path, mode(path), fits), at);
    }

    private Fact<Integer> mode(String path) {
        SourceLocation at = SourceLocation.whole(path);
        try {
            return Fact.of(root.find(path).mode() & PERMISSIONS, at);
        } catch (UnsupportedOperationException e) {
            return Fact.unknown(path + ": the file has no permission bits");
        } catch (IOException e) {
            return Fact.unknown(HostRoot.why(path, e));
        }
    }

    private static List<Role> signs(X509Certificate authority, List<Loaded> all) {
        List<Role> roles = new ArrayList<>();
        for (Loaded each : all) {
            boolean leaf = !each.file().role().isAuthority();
            if (leaf && CertificateReader.isSignedBy(each.certificates().getFirst(), authority)) {
                roles.add(each.file().role());
            }
        }
        return roles;
    }

    /** The key of an authority among the files that lie beside certificates. */
    private Fact<String> signingKey(
            X509Certificate authority, SourceLocation at, List<Loaded> all) {
        Set<String> known = new LinkedHashSet<>();
        all.forEach(each -> each.file().key().ifPresent(known::add));
        Optional<String> unread = Optional.empty();
        for (Map.Entry<String, Fact<String>> each : candidates(all).entrySet()) {
            if (PrivateKeys.fits(each.getValue().orElse(""), authority.getPublicKey())) {
                return Fact.of(each.getKey(), SourceLocation.whole(each.getKey()));
            }
            // The key of a leaf that cannot be read is taken for what it is called.
            if (each.getValue() instanceof Fact.Unknown<String>(String why)
                    && !known.contains(each.getKey())) {
                unread = unread.or(() -> Optional.of(why));
            }
        }
        return unread.isPresent() ? Fact.unknown(unread.get()) : Fact.absent(at);
    }

    private Map<String, Fact<String>> candidates(List<Loaded> all) {
        Map<String, Fact<String>> found = new LinkedHashMap<>();
        Set<String> folders = new LinkedHashSet<>();
        for (Loaded each : all) {
            String path = each.file().path();
            folders.add(path.substring(0, path.lastIndexOf('/') + 1));
        }
        for (String folder : folders) {
            try {
                keys(folder).forEach(path -> found.put(path, root.fact(path, each -> each)));
            } catch (IOException e) {
                found.put(folder, Fact.unknown(HostRoot.why(folder, e)));
            }
        }
        return found;
    }

    private List<String> keys(String folder) throws IOException {
        return root.list(folder).stream()
                .filter(name -> name.endsWith(".pem") || name.endsWith(".key"))
                .map(name -> folder + name)
                .filter(path -> root.seen(path).filter(HostRoot.Found::isRegular).isPresent())
                .limit(CANDIDATES_MAX)
                .toList();
    }
}
