package io.jsec.cli.ca;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.ca.Issued;
import io.jsec.ca.Leaf;
import io.jsec.cli.client.JsonTree;
import java.util.List;

/** What is said about a certificate that was issued or renewed. */
final class IssuedReport {
    private IssuedReport() {}

    /**
     * Says it; beside an archive on standard error, which leaves standard output to the archive.
     *
     * @param done the word for what was done
     * @param files the files that were written
     */
    static void write(
            CaEnvironment environment,
            OutputOptions output,
            String done,
            Issued issued,
            Holder holder,
            List<String> files) {
        CaEnvironment shown = environment;
        if (holder.archive()) {
            shown = environment.withOut(environment.err());
        }
        write(shown, output, done, issued, files);
    }

    static void write(
            CaEnvironment environment,
            OutputOptions output,
            String done,
            Issued issued,
            List<String> files) {
        Leaf leaf = issued.leaf();
        LeafView view = new LeafView(leaf, LeafView.Standing.VALID, java.util.Optional.empty());
        output.write(
                environment,
                "ca-issued",
                () ->
                        done
                                + " "
                                + view.phrase()
                                + "\n  number  "
                                + LeafView.hex(leaf.serial())
                                + "\n  until   "
                                + leaf.notAfter()
                                + "\n  renew   from "
                                + leaf.renewalDue()
                                + "\n  files   "
                                + String.join(", ", files)
                                + "\n",
                () -> {
                    ObjectNode data = JsonTree.object();
                    data.set("certificate", view.json());
                    files.forEach(data.putArray("files")::add);
                    return data;
                });
    }
}
