package io.jsec.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.audit.AuditResult;
import io.jsec.rules.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser. */
@Tag("e2e")
class HtmlBrowserE2eTest {
    /** Where pictures of the page are left for people. */
    private static final Path PICTURES =
            Path.of(System.getProperty("jsec.root", "..")).resolve("audit/target/pictures");

    /** The least contrast of any text and the element that has it (WCAG 2.1, 1.4.3). */
    private static final String CONTRAST =
            """
            (() => {
              const numbers = text => text.match(/[0-9.]+/g).map(Number);
              const light = colour => numbers(colour).slice(0, 3).map(part => part / 255)
                .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
              const ground = element => {
                for (let each = element; each; each = each.parentElement) {
                  const colour = getComputedStyle(each).backgroundColor;
                  const alpha = numbers(colour)[3];
                  if (alpha === undefined || alpha === 1) return colour;
                }
                return 'rgb(255, 255, 255)';
              };
              let least = {ratio: 99, text: '', elements: 0};
              let elements = 0;
              for (const element of document.body.querySelectorAll('*')) {
                const own = [...element.childNodes].some(node =>
                  node.nodeType === 3 && node.data.trim());
                if (!own) continue;
                elements++;
                const one = light(getComputedStyle(element).color);
                const other = light(ground(element));
                const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
                if (ratio < least.ratio) least = {ratio, text: element.outerHTML};
              }
              return {...least, elements};
            })()\
            """;

    @TempDir Path folder = Path.of("/");

    private Chromium browser;

    @BeforeEach
    void start() {
        assumeTrue(Chromium.program().isPresent(), "no-chromium: install chromium");
        browser = new Chromium(Chromium.program().orElseThrow(), folder);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private Path open(AuditResult result) throws IOException {
        Path page = folder.resolve("report.html");
        Look look = new Look(80, false, Severity.MEDIUM);
        Files.writeString(page, Reports.write(Format.HTML, result, look));
        browser.open(page);
        return page;
    }

    @Test
    void the_page_fetches_nothing_but_itself() throws IOException {
        Path page = open(SampleResults.dirty());
        List<String> urls = new ArrayList<>();
        browser.events("Network.requestWillBeSent")
                .forEach(each -> urls.add(each.at("/params/request/url").asText()));
        assertThat(urls).containsExactly(page.toUri().toString());
        assertThat(browser.evaluate("performance.getEntriesByType('resource').length").asInt())
                .isZero();
    }

    @Test
    void the_page_keeps_to_its_own_policy() throws IOException {
        open(SampleResults.hostile());
        assertThat(browser.events("Log.entryAdded")).isEmpty();
        assertThat(browser.evaluate("document.scripts.length").asInt()).isZero();
        assertThat(browser.evaluate("getComputedStyle(document.body).maxWidth").asText())
                .as("the style counts")
                .isEqualTo("960px");
    }

    @ParameterizedTest
    @CsvSource({
        "script-src-elem, script, textContent, window.hit=1",
        "img-src, img, src, 'data:image/gif;base64,R0lGODlhAQABAAAAACw='",
        "img-src, img, src, https://localhost/x.png",
        "style-src-elem, style, textContent, body{color:red}",
        "frame-src, iframe, src, https://localhost/"
    })
    void what_somebody_slips_into_the_page_is_blocked(
            String directive, String element, String key, String value) throws IOException {
        open(SampleResults.clean());
        String blocked =
                """
                new Promise(done => {
                  document.addEventListener('securitypolicyviolation',
                    event => done(event.effectiveDirective));
                  const element = document.createElement('%s');
                  element.%s = `%s`;
                  document.body.append(element);
                  setTimeout(() => done('nothing'), 10000);
                })\
                """
                        .formatted(element, key, value.replace("'", ""));
        assertThat(browser.evaluate(blocked).asText()).isEqualTo(directive);
        assertThat(browser.evaluate("typeof window.hit").asText()).isEqualTo("undefined");
    }

    @Test
    void hostile_names_make_no_elements() throws IOException {
        open(SampleResults.hostile());
        assertThat(browser.evaluate("document.querySelectorAll('b,script,img').length").asInt())
                .isZero();
        assertThat(browser.evaluate("document.body.innerText").asText()).contains("<b>|`@x");
    }

    @Test
    void the_keyboard_goes_through_the_links_in_the_order_of_the_page() throws IOException {
        open(SampleResults.dirty());
        int links = browser.evaluate("document.links.length").asInt();
        assertThat(links).isGreaterThan(5);
        for (int i = 0; i < links; i++) {
            browser.tab();
            String at = "[...document.links].indexOf(document.activeElement)";
            assertThat(browser.evaluate(at).asInt()).isEqualTo(i);
            JsonNode shown =
                    browser.evaluate(
                            """
                            (() => {
                              const box = document.activeElement.getBoundingClientRect();
                              const style = getComputedStyle(document.activeElement);
                              return {left: box.left, top: box.top, bottom: box.bottom,
                                high: innerHeight, width: style.outlineWidth};
                            })()\
                            """);
            assertThat(shown.get("left").asDouble()).isNotNegative();
            assertThat(shown.get("top").asDouble()).isNotNegative();
            assertThat(shown.get("bottom").asDouble())
                    .isLessThanOrEqualTo(shown.get("high").asDouble());
            assertThat(shown.get("width").asText()).isEqualTo("3px");
        }
    }

    @Test
    void every_link_leads_to_something_on_the_page() throws IOException {
        open(SampleResults.every());
        String lost = "[...document.links].filter(a => !document.querySelector(a.hash)).length";
        assertThat(browser.evaluate(lost).asInt()).isZero();
        String twice =
                "(() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);"
                        + " return ids.length - new Set(ids).size; })()";
        assertThat(browser.evaluate(twice).asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void every_text_can_be_read_on_its_ground(String scheme) throws IOException {
        open(SampleResults.every());
        browser.media("screen", scheme);
        JsonNode least = browser.evaluate(CONTRAST);
        assertThat(least.get("elements").asInt()).isGreaterThan(500);
        assertThat(least.get("ratio").asDouble())
                .as(least.get("text").asText())
                .isGreaterThanOrEqualTo(4.5);
        String ground =
                browser.evaluate("getComputedStyle(document.body).backgroundColor").asText();
        assertThat(ground)
                .isEqualTo(scheme.equals("dark") ? "rgb(13, 17, 23)" : "rgb(255, 255, 255)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void paper_is_white_whatever_the_screen_is(String scheme) throws IOException {
        open(SampleResults.dirty());
        browser.media("print", scheme);
        assertThat(browser.evaluate("getComputedStyle(document.body).backgroundColor").asText())
                .isEqualTo("rgb(255, 255, 255)");
        String skip = "getComputedStyle(document.querySelector('.skip')).display";
        assertThat(browser.evaluate(skip).asText()).isEqualTo("none");
        assertThat(browser.evaluate(CONTRAST).get("ratio").asDouble()).isGreaterThanOrEqualTo(4.5);
        byte[] pdf =
                Base64.getDecoder()
                        .decode(browser.call("Page.printToPDF", "{}").get("data").asText());
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    }

    @Test
    void a_narrow_screen_needs_no_scrolling_to_the_side() throws IOException {
        open(SampleResults.hostile());
        browser.call(
                "Emulation.setDeviceMetricsOverride",
                """
                {"width":320,"height":640,"deviceScaleFactor":1,"mobile":true}\
                """);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(320);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void a_picture_is_left_for_people(String scheme) throws IOException {
        open(SampleResults.dirty());
        browser.media("screen", scheme);
        String data =
                browser.call("Page.captureScreenshot", "{\"captureBeyondViewport\":true}")
                        .get("data")
                        .asText();
        Files.createDirectories(PICTURES);
        Path picture = PICTURES.resolve("report-" + scheme + ".png");
        Files.write(picture, Base64.getDecoder().decode(data));
        assertThat(Files.size(picture)).isGreaterThan(10_000);
    }
}
