package io.jsec.ca;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The text form of certificates, keys and lists: base64 between two marks. */
public final class Pem {
    /** The longest text that is read. */
    public static final int TEXT_BYTES_MAX = 1 << 20;

    private static final int COLUMNS = 64;

    private Pem() {}

    /** One block with a final line feed. */
    static String block(String label, byte[] bytes) {
        Base64.Encoder base64 =
                Base64.getMimeEncoder(COLUMNS, "\n".getBytes(StandardCharsets.US_ASCII));
        String body = base64.encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** Certificates one after the other. */
    public static String of(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        certificates.forEach(one -> text.append(block("CERTIFICATE", der(one))));
        return text.toString();
    }

    /**
     * The bytes of every block with a label; text around blocks is left out.
     *
     * @throws CaException for a block without an end or with other characters in it
     */
    static List<byte[]> blocks(String label, String text, String what) {
        List<byte[]> found = new ArrayList<>();
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        int from = text.indexOf(begin);
        while (from >= 0) {
            // Behind the first line's last dash: two lines share none.
            int to = text.indexOf(end, from + begin.length());
            if (to < 0) {
                throw malformed(what, "a block \"" + label + "\" has no end");
            }
            String body = text.substring(from + begin.length(), to).replaceAll("\\s", "");
            try {
                found.add(Base64.getDecoder().decode(body));
            } catch (IllegalArgumentException e) {
                throw malformed(what, "a block \"" + label + "\" is not base64");
            }
            from = text.indexOf(begin, to + end.length());
        }
        return found;
    }

    /**
     * The certificates in a text.
     *
     * @param text in PEM
     * @param what the file, for messages
     * @throws CaException for a text without one, and for bytes that are no certificate
     */
    public static List<X509Certificate> certificates(String text, String what) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] der : blocks("CERTIFICATE", text, what)) {
            certificates.add(certificate(der, what));
        }
        if (certificates.isEmpty()) {
            throw malformed(what, "there is no certificate in it");
        }
        return certificates;
    }

    /** The certificate of DER bytes. */
    static X509Certificate certificate(byte[] der, String what) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw malformed(what, "it holds bytes that are no certificate");
        }
    }

    /** The certificate's bytes. */
    public static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read", e);
        }
    }

    private static CaException malformed(String what, String why) {
        return CaException.refused(what, why, "a file with certificates in PEM");
    }
}
