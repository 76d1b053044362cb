package io.jsec.audit.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The style of HTML reports; the policy of the page names it by its hash. */
final class HtmlStyle {
    /** Colours have a contrast of at least 4.5 to 1 on their ground (WCAG 2.1, 1.4.3). */
    static final String TEXT =
            """
            :root{--ground:#ffffff;--text:#1b1f24;--soft:#57606a;--line:#d0d7de;--link:#0550ae;\
            --critical:#a40e26;--high:#b3260d;--medium:#805600;--low:#0a5e8a;--info:#57606a;}
            @media screen and (prefers-color-scheme: dark){:root{--ground:#0d1117;--text:#e6edf3;\
            --soft:#9da7b3;--line:#30363d;--link:#79b8ff;--critical:#ff8e96;--high:#ffa07a;\
            --medium:#e3b341;--low:#79c0ff;--info:#9da7b3;}}
            body{background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif;\
            margin:0 auto;max-width:60rem;padding:1rem;overflow-wrap:anywhere;}
            a{color:var(--link);}a:focus-visible{outline:3px solid var(--link);outline-offset:2px;}
            header p{color:var(--soft);}
            article{border:1px solid var(--line);border-radius:6px;padding:0 1rem;margin:1rem 0;\
            break-inside:avoid;}
            article p,article pre{margin:.5rem 0;}article h3{margin:.75rem 0 .5rem;}
            article:target,dt:target{outline:3px solid var(--link);outline-offset:2px;}
            h3{font-size:1rem;}code,pre{font-family:ui-monospace,monospace;}
            pre{border-left:3px solid var(--line);padding-left:.75rem;white-space:pre-wrap;}
            table{border-collapse:collapse;}th,td{border:1px solid var(--line);\
            padding:.25rem .75rem;text-align:left;}
            ul.counts{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:0;}
            dt{font-weight:600;margin-top:1rem;}
            .critical{color:var(--critical);font-weight:700;}.high{color:var(--high);\
            font-weight:700;}.medium{color:var(--medium);font-weight:700;}\
            .low{color:var(--low);font-weight:700;}.info{color:var(--info);}
            .skip{position:absolute;left:-100rem;}.skip:focus{position:static;}
            @media print{body{max-width:none;padding:0;}.skip{display:none;}\
            h2,dt{break-after:avoid;}}
            """;

    private HtmlStyle() {}

    static String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder()
                    .encodeToString(digest.digest(TEXT.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
