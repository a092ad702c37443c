package io.orderflow.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each situation of deploy/practise is found and repaired by an operator who has the console and
 * docs/operations.md, and knows nothing else: no id that the script names, and no request but those
 * that the guide has made to a partner. On the way each page is inspected while it has much to say.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class PractiseInTheConsoleIT {

  private static final double PATIENCE_MS = 180_000;
  private static final Pattern WAITING = Pattern.compile("[1-9]\\d* tasks? to do");
  private static final String[] UNDER_WAY = {
    "CREATED", "AWAITING_PAYMENT", "PROCESSING", "READY_TO_SHIP", "SHIPPED", "CANCELLING"
  };

  @Test
  void every_situation_is_found_and_repaired(@TempDir Path folder) throws Exception {
    assumeTrue(
        DeployScripts.areThereOnThePath("psql", "curl"),
        "psql or curl is not on the PATH: install Debian's packages postgresql-client and curl");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS); // else five seconds
    int simulator = FreePort.find();
    var fails = Map.of("SIMULATOR_PROCESSING_FAILURERATE", "0.5");
    try (var chromium = Chromium.start();
        var place = TestFolder.in(folder);
        var context = chromium.browser().newContext(Theme.LIGHT.options().setBypassCSP(true))) {
      var scripts = new DeployScripts(folder, settings(place, simulator));
      var operator = new Operating(context.newPage(), place.url(), new ArrayList<>());
      try (var demo = RunningOrderflow.startWithItsOwnPartners(place, simulator, fails)) {
        scripts.run("practise", "failing-partner");
        operator.sparesTheFailingPartner(scripts);
        scripts.run("practise", "stuck-refund");
        operator.freesTheStuckRefund(simulator);
        scripts.run("practise", "poisoned-event");
        operator.retriesThePoisonedEvent(scripts);
        scripts.run("practise", "wrong-view");
        operator.buildsTheWrongViewAnew();
        scripts.run("practise", "killed-node");
        demo.awaitEnd();
        operator.findsThatNothingAnswers();
      }
      try (var _ = RunningOrderflow.startWithItsOwnPartners(place, simulator, fails)) {
        operator.seesEveryOrderReachItsEnd();
      }
      assertThat(operator.findings()).isEmpty();
    }
  }

  private static Map<String, String> settings(TestFolder place, int simulator) {
    return Map.of(
        "API", place.url() + "/api/v1",
        "SIMULATOR", "http://127.0.0.1:" + simulator,
        "ORDERFLOW_POSTGRES_PORT", "" + place.postgres());
  }

  /** What the operator does, each time from the first page on. */
  private record Operating(Page page, String site, List<String> findings) {

    void inspect(String name) {
      findings.addAll(PageInspection.findingsInEveryTheme(page, name));
    }

    void sparesTheFailingPartner(DeployScripts scripts) throws Exception {
      assertThat(needs("partners")).hasText("1");
      board().getByText("Processing fails: more than a fifth").click();
      var partner = page.locator("section[aria-labelledby=p-processing]");
      assertThat(partner.locator(".badge")).hasText("Fails");
      assertThat(partner).containsText("with a usable answer");

      var asking = form("Asking processing");
      asking.getByLabel("Reason").fill("called: they restart their machines");
      asking.getByText("Switch it off").click();
      assertThat(partner.locator(".badge")).hasText("Nothing is asked");
      scripts.run("practise", "failing-partner"); // more orders come
      assertThat(partner).containsText(WAITING);
      inspect("partners-paused");
      asking.getByLabel("Reason").fill("they have ended");
      asking.getByText("Switch it on").click();
      assertThat(partner).containsText("Nothing waits.");
      awaitNoneUnderWay();
    }

    void freesTheStuckRefund(int simulator) throws IOException {
      board();
      navigation("Attention").click();
      var group =
          page.locator("section[aria-labelledby=person] tbody tr")
              .filter(new Locator.FilterOptions().setHasText("Payment"));
      inspect("attention-open");
      group.getByRole(AriaRole.LINK).click();
      inspect("attention-group");
      page.locator("a[id^=order-]").first().click();
      assertThat(badge()).hasText("Cancelling");
      assertThat(page.getByText("Payment needs a person.")).isVisible();
      assertThat(page.locator(".road")).containsText("503");

      Http.post("http://127.0.0.1:" + simulator + "/simulator/heal", "{}", "heal"); // the call

      assertThat(badge()).hasText("Cancelled");
      assertThat(page.locator("#money")).isVisible();
      assertThat(page.getByText("needs a person.")).not().isVisible();
      assertThat(needs("attention")).hasText("");
    }

    void retriesThePoisonedEvent(DeployScripts scripts) throws Exception {
      assertThat(needs("processors")).hasText("1");
      inspect("board-needs");
      board().getByText("order-views has 1 dead letter").click();
      assertThat(page.locator("section[aria-labelledby=letters] a")).isVisible();
      inspect("processors-letters");
      page.locator("section[aria-labelledby=letters]").getByRole(AriaRole.LINK).click();
      assertThat(page.locator("main > .error")).containsText("this row cannot be written");
      inspect("dead-letter");
      var letter = page.url();
      page.locator("section[aria-labelledby=about]").getByRole(AriaRole.LINK).click();
      assertThat(page.getByText("order-views has stopped at this order.")).isVisible();
      inspect("order-stopped");
      var order = page.url();

      scripts.run("practise", "heal"); // the cause
      page.navigate(letter);
      page.getByRole(AriaRole.BUTTON, named("Retry it now")).click();

      assertThat(page.getByRole(AriaRole.STATUS)).hasText("1 dead letter settled.");
      assertThat(needs("processors")).hasText("");
      page.navigate(order);
      assertThat(badge()).hasText("Cancelled");
      assertThat(page.getByText("has stopped at this order")).not().isVisible();
    }

    void buildsTheWrongViewAnew() {
      page.navigate(site + "/console/orders?customerId=practise&status=PROCESSING");
      page.locator("a[id^=order-]").first().click();
      assertThat(badge()).hasText("Completed");
      assertThat(page.getByText("Lists and searches show this order as Processing.")).isVisible();
      page.getByText("Check the view").click();
      var check = page.locator("section[aria-labelledby=check]");
      check.getByText("Start a check").click();
      assertThat(check.locator(".badge")).hasText("Differences");
      assertThat(check.getByRole(AriaRole.LISTITEM)).hasCount(1);
      inspect("view-differs");
      var replay = page.locator("section[aria-labelledby=replay]");
      replay.getByText("Start a replay").click();
      assertThat(replay.locator(".badge")).hasText("Done");
      assertThat(replay).containsText("1 order showed something else before.");
      check.getByText("Start a check").click();
      assertThat(check).containsText("all as their events say.");
      inspect("view-rebuilt");
      awaitNoneUnderWay();
    }

    void findsThatNothingAnswers() {
      assertThatThrownBy(this::board)
          .isInstanceOf(PlaywrightException.class)
          .hasMessageContaining("ERR_CONNECTION_REFUSED");
    }

    void seesEveryOrderReachItsEnd() {
      assertThat(board().getByRole(AriaRole.HEADING, named("Under way"))).isVisible();
      awaitNoneUnderWay();
      assertThat(page.getByText("needs a person")).not().isVisible();
    }

    /** As the list shows it, status by status. */
    private void awaitNoneUnderWay() {
      for (var status : UNDER_WAY) {
        await(status)
            .pollInSameThread() // a page belongs to the thread that has opened it
            .atMost(Duration.ofMillis((long) PATIENCE_MS))
            .until(
                () -> {
                  page.navigate(
                      site + "/console/orders?live=off&customerId=practise&status=" + status);
                  return page.getByText("No order is like this.").isVisible();
                });
      }
    }

    private Page board() {
      page.navigate(site + "/console");
      return page;
    }

    /** The number in the navigation, on a page that is brought up to date by itself. */
    private Locator needs(String place) {
      if (!page.url().endsWith("/console")) {
        board();
      }
      return page.locator("#needs-" + place);
    }

    private Locator navigation(String name) {
      return page.getByRole(AriaRole.NAVIGATION, named("Console")).getByText(name);
    }

    private Locator form(String heading) {
      return page.locator("form.card")
          .filter(
              new Locator.FilterOptions().setHas(page.getByRole(AriaRole.HEADING, named(heading))));
    }

    private Locator badge() {
      return page.locator("#live h1 .badge");
    }

    private static Page.GetByRoleOptions named(String name) {
      return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
  }
}
