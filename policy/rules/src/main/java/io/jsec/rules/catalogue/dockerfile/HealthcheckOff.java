package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Body;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** The check of the base image is switched off. */
final class HealthcheckOff extends DockerfileRule {
    HealthcheckOff() {
        super(
                card(28, Severity.INFO)
                        .title("The check of the base image is switched off")
                        .sees("HEALTHCHECK NONE in the last stage.")
                        .why(
                                "A check that the base image brings no longer tells that the "
                                        + "program hangs.")
                        .fix("Remove it, or give a check of your own.")
                        .strict());
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        facts.last()
                .ifPresent(stage ->
                        stage.instructions().stream()
                                .filter(each ->
                                        each.body() instanceof Body.Health health
                                                && health.command().isEmpty())
                                .forEach(each ->
                                        found.add(
                                                at(
                                                        facts,
                                                        each.span(),
                                                        "checks are switched off"))));
        return found;
    }
}
