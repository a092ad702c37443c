package io.orderflow.blackbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import io.orderflow.engine.FreePort;
import io.orderflow.web.security.TestIssuer;
import io.orderflow.web.security.TestProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator at work in a browser, on one orderflow in token mode with simulated partners. What
 * the pages look like is written to {@code target/console}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("thorough")
class ConsoleIT {

  /** As long as partners that never answer are waited for, and some more. */
  private static final double PATIENCE_MS = 180_000;

  private static final String STUCK = "The carrier never answers";
  private static final Pattern AT_LEAST_3 = Pattern.compile("([3-9]|\\d\\d+) tasks to do");
  private static final Pattern AT_LEAST_6 = Pattern.compile("([6-9]|\\d\\d+) tasks to do");
  private static final Pattern ORDER = Pattern.compile(".*/console/orders/[0-9a-f-]{36}\\?done=.*");

  private Chromium chromium;
  private TestIssuer issuer;
  private TestProvider provider;
  private WebhookReceiver receiver;
  private Orderflow orderflow;
  private TestFolder place;
  private String site;

  /** The cookies of an operator who may also place demo orders. */
  private String login;

  /** What pages asked for or wrote that they must not. */
  private final List<String> faults = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path folder) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS); // else five seconds
    chromium = Chromium.start();
    place = TestFolder.in(folder);
    site = place.url();
    issuer = TestIssuer.start();
    provider = TestProvider.start(issuer, site);
    issuer.signFor(provider);
    receiver = new WebhookReceiver();
    var settings = new HashMap<>(receiver.settings());
    settings.putAll(RunningServices.patientBut("SHIPPING", "DELIVERY")); // those are to be missed
    settings.putAll(
        Map.of(
            "ORDERFLOW_SECURITY_ISSUER", provider.name(),
            "ORDERFLOW_SECURITY_AUDIENCE", TestIssuer.AUDIENCE,
            "ORDERFLOW_SECURITY_LOGIN_CLIENTID", TestProvider.CLIENT,
            "ORDERFLOW_SECURITY_LOGIN_CLIENTSECRET", TestProvider.SECRET,
            "ORDERFLOW_SECURITY_LOGIN_PUBLICURL", site));
    orderflow = RunningOrderflow.startWithItsOwnPartners(place, FreePort.find(), settings);
    try (var context = chromium.browser().newContext(options())) {
      logIn(watched(context), "otto");
      login = context.storageState();
    }
  }

  @AfterAll
  void stop() {
    for (var each : new AutoCloseable[] {chromium, orderflow, receiver, provider, issuer}) {
      close(each);
    }
  }

  private static void close(AutoCloseable started) {
    if (started == null) {
      return;
    }
    try {
      started.close();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  @AfterEach
  void pages_break_no_policy_of_theirs_and_call_no_endpoint_of_the_api() {
    var found = List.copyOf(faults);
    faults.clear();
    assertThat(found).isEmpty();
  }

  @Test
  void the_scopes_of_a_login_decide_what_a_person_sees() {
    try (var context = chromium.browser().newContext(options())) {
      var page = watched(context);
      logIn(page, "olga");
      assertThat(page.getByText("Place a demo order")).not().isVisible();
      page.getByRole(AriaRole.BUTTON, named("Log out")).click();
      assertThat(page.getByRole(AriaRole.HEADING, named("You are logged out"))).isVisible();

      logIn(page, "otto");
      assertThat(page.getByText("Place a demo order")).isVisible();
      page.getByRole(AriaRole.BUTTON, named("Log out")).click();

      logIn(page, "alice");
      assertThat(page.getByText("Your login lacks the scope orders:operate")).isVisible();
      page.getByRole(AriaRole.BUTTON, named("Log out")).click();
      assertThat(page.getByRole(AriaRole.HEADING, named("You are logged out"))).isVisible();
    }
    faults.removeIf(fault -> fault.contains("403")); // alice's
  }

  @Test
  void a_demo_order_is_placed_and_watched_to_its_end() {
    try (var context = loggedIn(Theme.LIGHT)) {
      var page = placed(context, "Everything goes well.");
      page.evaluate("window.sameDocument = true");
      assertThat(badge(page)).hasText("Completed", within());
      assertThat((Boolean) page.evaluate("window.sameDocument === true"))
          .as("it was not loaded again")
          .isTrue();
      assertThat(page.locator(".road li.good")).hasCount(5);
      assertThat(page.getByText("Nothing now: the order goes its way, or is over.")).isVisible();
    }
  }

  @Test
  void an_event_that_comes_while_the_page_is_brought_up_to_date_is_shown_too() throws IOException {
    try (var context = loggedIn(Theme.LIGHT)) {
      var order = path(completed(context));
      var page = watched(context);
      var held = new ArrayList<Route>();
      var answers = new ArrayList<APIResponse>();
      page.route(
          Pattern.compile(".*" + order + "\\?shown=.*"),
          route -> {
            if (held.isEmpty()) {
              held.add(route);
              answers.add(route.fetch());
            } else {
              route.resume();
            }
          });
      page.navigate(site + order);
      page.evaluate("window.told = 0; document.addEventListener('sse:order', () => window.told++)");
      label(page, order, "first");
      page.waitForCondition(() -> !answers.isEmpty(), waited());
      page.evaluate("window.told = 0");
      label(page, order, "second");
      page.waitForCondition(() -> (Boolean) page.evaluate("window.told > 0"), waited());

      held.getFirst().fulfill(new Route.FulfillOptions().setResponse(answers.getFirst()));
      assertThat(page.locator("#live")).containsText("second", contained());
    }
  }

  @Test
  void a_row_that_the_view_did_not_have_yet_is_asked_for_once_more() throws IOException {
    try (var context = loggedIn(Theme.LIGHT)) {
      var order = path(completed(context));
      var page = open(context, "/console/orders");
      var id = order.substring(order.lastIndexOf('/') + 1);
      assertThat(page.locator("#order-" + id)).isVisible(visible());
      var rows =
          page.request()
              .get(
                  page.url(),
                  RequestOptions.create()
                      .setHeader("HX-Request", "true")
                      .setHeader("HX-Target", "results"));
      var behind = new AtomicBoolean(true);
      page.route(
          page.url(),
          route -> {
            if (behind.getAndSet(false)) {
              route.fulfill(new Route.FulfillOptions().setResponse(rows));
            } else {
              route.resume();
            }
          });
      label(page, order, "newest");
      assertThat(page.locator("#results")).containsText("state: newest", contained());
    }
  }

  /** A new order to which nothing more happens. */
  private Page completed(BrowserContext context) {
    var page = placed(context, "Everything goes well.");
    assertThat(badge(page)).hasText("Completed", within());
    return page;
  }

  /** An event of the order. */
  private void label(Page page, String order, String text) {
    var answer =
        page.request()
            .patch(
                site + "/api/v1" + order.substring("/console".length()),
                RequestOptions.create()
                    .setHeader("Authorization", "Bearer " + issuer.token("otto", "orders:operate"))
                    .setHeader("Content-Type", "application/merge-patch+json")
                    .setData("{\"labels\": {\"state\": \"" + text + "\"}}"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  @Test
  void an_order_is_found_by_half_a_name_with_a_typing_error() {
    try (var context = loggedIn(Theme.LIGHT)) {
      var page = placed(context, "The payment partner is down twice, then charges once.");
      page.getByRole(AriaRole.LINK, named("Orders")).click();
      page.getByLabel("Search").fill("keybaord");
      assertThat(page.locator("#results")).containsText("Keyboard", contained());
      assertThat(page.locator("#results")).not().containsText("Laptop");
      assertThat(page).hasURL(Pattern.compile(".*[?&]q=keybaord.*"));
      page.locator("#results tbody a").first().click();
      assertThat(page.locator("#lines")).isVisible();
      assertThat(page.getByText("Keyboard").first()).isVisible();
    }
  }

  @Test
  void a_stuck_order_says_why_and_is_repaired_from_its_page() {
    try (var context = loggedIn(Theme.LIGHT)) {
      var page = placed(context, STUCK);
      assertThat(page.getByText("Shipping needs a person.")).isVisible(visible());

      page.getByRole(AriaRole.LINK, named("What may be done")).click();
      var form =
          page.locator("#offers form")
              .filter(new Locator.FilterOptions().setHasText("Count as done: shipping"));
      form.getByLabel("The parcel was not shipped.").check();
      form.getByLabel("Note, for the timeline").fill("called the carrier");
      form.getByRole(AriaRole.BUTTON).click();

      assertThat(page.getByRole(AriaRole.STATUS)).containsText("It counts as done.");
      assertThat(badge(page)).hasText("Cancelled", within());
      assertThat(page.locator(".timeline")).containsText("called the carrier");
      assertThat(page.locator(".timeline")).containsText("operator otto");
    }
  }

  @Test
  void forty_stuck_orders_are_repaired_at_once_and_no_other() throws IOException {
    var other = place(1, "shipping-silent").getFirst();
    var lost = place(40, "lost-parcel");
    try (var context = loggedIn(Theme.LIGHT)) {
      var page = open(context, "/console/attention");
      var group = group(page, "Delivery");
      assertThat(group.locator("strong")).hasText("40", within());
      group.getByRole(AriaRole.LINK).click();
      assertThat(page.locator(".heading .total")).hasText("40 orders");
      var form = form(page, "Count all of them as done");
      form.getByLabel("Note").fill("the carrier found the receipts");
      form.getByRole(AriaRole.BUTTON).click();
      assertThat(page.getByText("Nothing has been done yet")).isVisible();

      page.getByLabel("To confirm, enter the number of orders").fill("41");
      page.getByRole(AriaRole.BUTTON, named("Resolve 40 orders")).click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("That was not done");
      assertThat(faults).singleElement().asString().contains("409");
      faults.clear();
      page.getByLabel("To confirm, enter the number of orders").fill("40");
      page.getByRole(AriaRole.BUTTON, named("Resolve 40 orders")).click();

      assertThat(page.getByText("40 of 40 orders have their result")).isVisible(visible());
      assertThat(page.locator("h1 .badge")).hasText("Done", within());
      page.getByRole(AriaRole.NAVIGATION, named("Results")).getByText("Done").click();
      var results = page.locator("section[aria-labelledby=results] tbody tr");
      assertThat(results.getByText("Done", new Locator.GetByTextOptions().setExact(true)))
          .hasCount(40);
      assertThat(results.getByRole(AriaRole.LINK).allTextContents())
          .containsExactlyInAnyOrderElementsOf(lost);
      results.getByRole(AriaRole.LINK).first().click();
      assertThat(badge(page)).hasText("Completed", within());
      assertThat(page.locator(".timeline")).containsText("the carrier found the receipts");
      assertThat(page.locator(".timeline")).containsText("operator otto");

      navigation(page, "Attention").click();
      assertThat(group(page, "Delivery")).hasCount(0);
      page.navigate(site + "/console/orders/" + other);
      assertThat(page.getByText("Shipping needs a person.")).isVisible();
      assertThat(page.locator(".timeline")).not().containsText("otto");
    }
  }

  @Test
  void a_paused_partner_has_a_backlog_that_is_gone_when_it_is_resumed() throws IOException {
    try (var context = loggedIn(Theme.LIGHT)) {
      var page = open(context, "/console/partners");
      var partner = page.locator("section[aria-labelledby=p-processing]");
      var form = form(page, "Asking processing");
      form.getByLabel("Reason").fill("the warehouse counts its goods");
      form.getByText("Switch it off").click();
      assertThat(page.getByText("Asking processing is switched off.")).isVisible();
      assertThat(page.getByText("otto: the warehouse counts its goods")).isVisible();
      assertThat(partner.locator(".badge")).hasText("Nothing is asked");

      place(3, "mouse");
      assertThat(partner).containsText(AT_LEAST_3, contained());
      var waiting = place(3, "mouse").getLast();
      assertThat(partner).containsText(AT_LEAST_6, contained());

      form.getByLabel("Reason").fill("all is counted");
      form.getByText("Switch it on").click();
      assertThat(page.getByText("Asking processing is switched off.")).not().isVisible();
      assertThat(partner).containsText("Nothing waits.", contained());
      assertThat(partner.locator(".badge")).hasText("Answers", within());
      page.navigate(site + "/console/orders/" + waiting);
      assertThat(badge(page)).hasText("Completed", within());
    }
  }

  @Test
  void an_event_that_cannot_be_handled_is_retried_when_its_cause_is_gone() throws Exception {
    var view = new TamperedView(place);
    try (var context = loggedIn(Theme.LIGHT)) {
      var page = placed(context, STUCK);
      assertThat(badge(page)).hasText("Ready to ship", within());
      var order = path(page);
      view.refuse(order.substring(order.lastIndexOf('/') + 1));
      page.getByRole(AriaRole.BUTTON, named("Cancel the order")).click();
      navigation(page, "Processors").click();
      var letters = page.locator("section[aria-labelledby=letters]");
      assertThat(letters).containsText(TamperedView.REFUSAL, contained());
      assertThat(page.locator("#needs-processors")).hasText("1", within());
      letters.getByRole(AriaRole.LINK).click();
      page.locator("section[aria-labelledby=letters]").getByRole(AriaRole.LINK).click();
      assertThat(page.locator("h1")).hasText("order-views cannot handle CancellationStarted");
      assertThat(page.locator("main > .error")).containsText(TamperedView.REFUSAL);
      assertThat(page.locator("section[aria-labelledby=trace]")).containsText("PSQLException");
      page.getByRole(AriaRole.BUTTON, named("Retry it now")).click();
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("failed again");

      view.heal();
      page.getByRole(AriaRole.BUTTON, named("Retry it now")).click();

      assertThat(page.getByRole(AriaRole.STATUS)).hasText("1 dead letter settled.");
      navigation(page, "Processors").click();
      assertThat(letters).containsText("There are none: every event was handled.");
      assertThat(page.locator("#needs-processors")).hasText("", within());
      page.navigate(site + order);
      assertThat(badge(page)).hasText("Cancelled", within());
    } finally {
      view.heal();
    }
  }

  @Test
  void a_replay_is_watched_to_its_end_and_says_what_it_has_changed() throws Exception {
    try (var context = loggedIn(Theme.LIGHT)) {
      var page = placed(context, "Everything goes well.");
      var order = pathOf(page, "Completed");
      var id = order.substring(order.lastIndexOf('/') + 1);
      var row =
          page.locator("#results tbody tr")
              .filter(new Locator.FilterOptions().setHas(page.locator("#order-" + id)));
      navigation(page, "Orders").click();
      assertThat(row.locator(".badge")).hasText("Completed", within());
      new TamperedView(place).show(id, "PROCESSING");
      page.reload();
      assertThat(row.locator(".badge")).hasText("Processing");

      navigation(page, "Processors").click();
      var replay = page.locator("section[aria-labelledby=replay]");
      replay.getByText("Start a replay").click();
      assertThat(replay.getByRole(AriaRole.PROGRESSBAR)).isVisible();
      assertThat(replay.locator(".badge")).hasText("Done", within());
      assertThat(replay.getByRole(AriaRole.PROGRESSBAR)).hasAttribute("value", "100");
      assertThat(replay).containsText("1 order showed something else before.");

      navigation(page, "Orders").click();
      assertThat(row.locator(".badge")).hasText("Completed");
    }
  }

  @Test
  void a_webhook_is_created_tested_watched_and_gets_a_new_secret() {
    try (var context = loggedIn(Theme.LIGHT)) {
      var page = open(context, "/console");
      navigation(page, "Webhooks").click();
      var create = form(page, "Create a webhook");
      create.getByLabel("URL").fill("https://127.0.0.2:1/");
      create.getByRole(AriaRole.BUTTON).click();
      assertThat(page.getByRole(AriaRole.ALERT))
          .containsText("url must not have the port 1", contained());
      assertThat(faults).singleElement().asString().contains("422");
      faults.clear();
      create.getByLabel("URL").fill(receiver.endpoint() + "/watched");
      create.getByLabel("io.orderflow.order.completed.v1").check();
      create.getByRole(AriaRole.BUTTON).click();

      var secret = page.locator("#secret").textContent();
      assertThat(secret).startsWith("whsec_");
      assertThat(page.url()).doesNotContain("whsec_");
      page.getByRole(AriaRole.LINK, named("I have it: go to the webhook")).click();
      assertThat(page.locator("h1 .badge")).hasText("Enabled", within());
      assertThat(page.content()).doesNotContain(secret);
      page.getByRole(AriaRole.BUTTON, named("Send a test event")).click();
      assertThat(page.getByText("The test event was sent.")).isVisible(visible());
      assertThat(page.getByRole(AriaRole.STATUS)).containsText("204");
      page.getByRole(AriaRole.LINK, named("Rotate the secret…")).click();
      var webhook = path(page).replace("/secret", "");
      page.getByRole(AriaRole.BUTTON, named("Rotate the secret")).click();
      page.waitForCondition(() -> page.locator("#secret").isVisible());
      assertThat(page.locator("#secret")).not().hasText(secret);
      assertThat(page.locator("#secret").textContent()).startsWith("whsec_");

      var order = path(placed(context, "Everything goes well."));
      page.navigate(site + webhook);
      var log = page.locator("section[aria-labelledby=log]");
      var id = order.substring(order.lastIndexOf('/') + 1);
      var row = log.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(id)).first();
      Awaitility.await()
          .pollInSameThread() // a page belongs to the thread that has opened it
          .atMost(Duration.ofMillis((long) PATIENCE_MS))
          .until(
              () -> {
                page.reload();
                return row.getByText("Delivered").isVisible();
              });
      assertThat(row).containsText("io.orderflow.order.completed.v1");
      assertThat(row).containsText("204");
      row.getByRole(AriaRole.BUTTON).click();
      assertThat(page.getByRole(AriaRole.STATUS)).hasText("The event is sent again now.", within());
      page.getByRole(AriaRole.BUTTON, named("Disable it")).click();
      assertThat(page.getByText("An operator has disabled it.")).isVisible(visible());
      page.getByRole(AriaRole.LINK, named("Delete the webhook…")).click();
      page.getByRole(AriaRole.BUTTON, named("Delete the webhook")).click();
      assertThat(page.getByRole(AriaRole.STATUS)).hasText("The webhook is deleted.", within());
      assertThat(page.getByText("/watched")).not().isVisible();
    }
  }

  @Test
  void everything_is_reached_by_the_keyboard_and_the_focus_is_seen() {
    try (var context = loggedIn(Theme.LIGHT)) {
      var page = open(context, "/console");
      page.keyboard().press("Tab");
      assertThat(focused(page)).isEqualTo("Skip to the content");
      tabTo(page, "The card is declined.");
      page.keyboard().press("Enter");
      page.waitForURL(ORDER);
      assertThat(badge(page)).hasText("Cancelled", within());

      tabTo(page, "Orders");
      page.keyboard().press("Enter");
      page.waitForURL("**/console/orders");
      page.getByLabel("Search").waitFor();
      while (!"q".equals(page.evaluate("document.activeElement.id"))) {
        page.keyboard().press("Tab");
      }
      page.keyboard().type("laptop");
      page.keyboard().press("Enter");
      assertThat(page.locator("#results")).containsText("Laptop", contained());
    }
  }

  @Test
  void without_scripts_every_page_is_of_use() {
    try (var context =
        chromium
            .browser()
            .newContext(options().setStorageState(login).setJavaScriptEnabled(false))) {
      var page = placed(context, "The goods are out of stock.");
      await("the end of the order")
          .pollInSameThread()
          .atMost(Duration.ofMillis((long) PATIENCE_MS))
          .until(
              () -> {
                page.reload();
                return badge(page).textContent().equals("Cancelled");
              });

      page.getByRole(AriaRole.LINK, named("Orders")).click();
      page.getByLabel("Status").selectOption("CANCELLED");
      page.getByRole(AriaRole.BUTTON, named("Show")).click();
      assertThat(page).hasURL(Pattern.compile(".*/console/orders\\?status=CANCELLED.*"));
      assertThat(page.locator("#results .badge").first()).hasText("Cancelled");
    }
  }

  @Test
  void every_page_can_be_read_by_everyone_in_both_themes_and_on_a_phone() {
    var pages = pages();
    var findings = new ArrayList<String>();
    for (var theme : Theme.values()) {
      try (var context =
          chromium
              .browser()
              .newContext(theme.options().setStorageState(login).setBypassCSP(true))) {
        var page = context.newPage();
        pages.forEach(
            (name, path) -> {
              page.navigate(site + path);
              findings.addAll(PageInspection.findings(page, name, theme));
            });
        page.navigate(site + pages.get("webhook-rotation"));
        page.getByRole(AriaRole.BUTTON, named("Rotate the secret")).click();
        page.locator("#secret").waitFor();
        findings.addAll(PageInspection.findings(page, "webhook-secret", theme));
      }
    }
    assertThat(findings).isEmpty();
  }

  /** Those that the navigation leads to, and those that it does not, by names of their pictures. */
  private Map<String, String> pages() {
    var pages = new LinkedHashMap<String, String>();
    try (var context = loggedIn(Theme.LIGHT)) {
      var done = pathOf(placed(context, "Everything goes well."), "Completed");
      var undone = pathOf(placed(context, "The carrier refuses the parcel"), "Cancelled");
      var stuck = placed(context, STUCK);
      assertThat(stuck.getByText("Shipping needs a person.")).isVisible(visible());

      var links = open(context, "/console").locator("nav[aria-label=Console] a");
      for (var link : links.all()) {
        var name = link.textContent().strip().toLowerCase(Locale.ROOT).replace(' ', '-');
        pages.put(name, link.getAttribute("href"));
      }
      pages.put("orders-found", "/console/orders?q=keybord");
      pages.put("orders-none", "/console/orders?reference=nothing");
      pages.put("orders-wrong", "/console/orders?minTotal=much");
      pages.put("order-completed", done);
      pages.put("order-undone", undone);
      pages.put("order-stuck", path(stuck));
      pages.put("order-events", done + "/events");
      var webhook = webhook(context);
      pages.put("webhook", webhook);
      pages.put("webhook-rotation", webhook + "/secret");
      pages.put("webhook-deletion", webhook + "/deletion");
      pages.put("not-found", "/console/nothing");
      pages.put("logged-out", "/console/logged-out");
    }
    return pages;
  }

  /** The page of one that has got the events of an order. */
  private String webhook(BrowserContext context) {
    var page = open(context, "/console/webhooks");
    var form = form(page, "Create a webhook");
    form.getByLabel("URL").fill(receiver.endpoint() + "/shown");
    form.getByLabel("Description").fill("The shop");
    form.getByRole(AriaRole.BUTTON).click();
    page.getByRole(AriaRole.LINK, named("I have it: go to the webhook")).click();
    var path = path(page);
    var order = path(placed(context, "Everything goes well."));
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofMillis((long) PATIENCE_MS))
        .until(
            () -> {
              page.navigate(site + path + "?state=DELIVERED");
              return page.locator("section[aria-labelledby=log] tbody")
                  .getByText(order.substring(order.lastIndexOf('/') + 1))
                  .first()
                  .isVisible();
            });
    return path;
  }

  private String pathOf(Page order, String end) {
    assertThat(badge(order)).hasText(end, within());
    return path(order);
  }

  private static String path(Page page) {
    return URI.create(page.url()).getPath();
  }

  /** Orders that anyone may place, and their ids. */
  private List<String> place(int orders, String sku) throws IOException {
    var token = Map.of("Authorization", "Bearer " + issuer.token("c-1", "orders:write"));
    var placed = new ArrayList<String>();
    for (int number = 0; number < orders; number++) {
      var body =
          """
          {"customerId": "c-1", "items": [{"sku": "%s", "quantity": 1}], "paymentMethod": "pm_card_ok"}
          """
              .formatted(sku);
      var key = UUID.randomUUID().toString();
      var answer = Http.post(site + "/api/v1/orders", body, key, token);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      placed.add(Http.json(answer).path("orderId").asString());
    }
    return placed;
  }

  private static Locator group(Page attention, String step) {
    return attention
        .locator("section[aria-labelledby=person] tbody tr")
        .filter(
            new Locator.FilterOptions().setHas(attention.getByRole(AriaRole.LINK, named(step))));
  }

  private static Locator form(Page page, String heading) {
    return page.locator("form.card")
        .filter(
            new Locator.FilterOptions().setHas(page.getByRole(AriaRole.HEADING, named(heading))));
  }

  private static Locator badge(Page order) {
    return order.locator("#live h1 .badge");
  }

  private BrowserContext loggedIn(Theme theme) {
    return chromium.browser().newContext(theme.options().setStorageState(login));
  }

  private static Browser.NewContextOptions options() {
    return Theme.LIGHT.options();
  }

  private Page open(BrowserContext context, String path) {
    var page = watched(context);
    page.navigate(site + path);
    return page;
  }

  /** The page of a new demo order. */
  private Page placed(BrowserContext context, String sentence) {
    var page = open(context, "/console");
    page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(sentence + ".*")))
        .click();
    page.waitForURL(ORDER);
    return page;
  }

  private void logIn(Page page, String person) {
    page.navigate(site + "/console");
    assertThat(page.url()).as(page.content()).startsWith(provider.name());
    page.getByLabel("Username").fill(person);
    page.getByLabel("Password").fill(TestProvider.PASSWORD);
    page.getByRole(AriaRole.BUTTON, named("Sign in")).click();
    page.waitForURL(site + "/console**");
  }

  private Page watched(BrowserContext context) {
    var page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (isFault(message) && page.url().startsWith(site)) {
            faults.add(page.url() + ": " + message.text());
          }
        });
    page.onRequest(
        request -> {
          if (request.url().startsWith(site + "/api/")) {
            faults.add(page.url() + " asks for " + request.url());
          }
        });
    return page;
  }

  /** Not what htmx reports of requests and streams that end because their page is left. */
  private static boolean isFault(ConsoleMessage message) {
    return message.type().equals("error")
        && !message.text().equals("Event")
        && !message.text().startsWith("htmx:");
  }

  private static void tabTo(Page page, String text) {
    for (int presses = 0; presses < 60; presses++) {
      page.keyboard().press("Tab");
      assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .as("the focus on %s", focused(page))
          .isNotEqualTo("none");
      if (focused(page).equals(text)) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not reach " + text);
  }

  private static String focused(Page page) {
    return String.valueOf(page.evaluate("document.activeElement.textContent.trim()"));
  }

  /** A link whose name may end with a number: of what needs a person there. */
  private static Locator navigation(Page page, String name) {
    return page.getByRole(AriaRole.NAVIGATION, named("Console"))
        .getByText(name, new Locator.GetByTextOptions().setExact(false));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static LocatorAssertions.HasTextOptions within() {
    return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MS);
  }

  private static LocatorAssertions.ContainsTextOptions contained() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
  }

  private static Page.WaitForConditionOptions waited() {
    return new Page.WaitForConditionOptions().setTimeout(PATIENCE_MS);
  }

  private static LocatorAssertions.IsVisibleOptions visible() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS);
  }
}
