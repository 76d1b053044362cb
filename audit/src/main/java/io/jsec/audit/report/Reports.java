package io.jsec.audit.report;

import io.jsec.audit.AuditResult;

/** Writes a run in one of the formats. */
public final class Reports {
    private Reports() {}

    /** The report's text; it ends with a line end. */
    public static String write(Format format, AuditResult result, Look look) {
        return switch (format) {
            case TABLE -> new TableReport(result, look).text();
            case JSON -> JsonReport.text(result);
            case SARIF -> SarifReport.text(result);
            case JUNIT -> JunitReport.text(result, look.threshold());
            case MARKDOWN -> MarkdownReport.text(result, look.threshold());
            case HTML -> HtmlReport.text(result);
        };
    }
}
