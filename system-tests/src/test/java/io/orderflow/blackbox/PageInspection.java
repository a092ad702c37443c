package io.orderflow.blackbox;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether everyone can read a page, and a picture of it in {@code target/console}. */
final class PageInspection {

  private static final Path PICTURES = Path.of("target", "console").toAbsolutePath();

  private PageInspection() {}

  /**
   * What keeps people from reading the page as it is shown now.
   *
   * @param page whose context takes scripts that its policy forbids
   * @param name of its picture
   */
  static List<String> findings(Page page, String name, Theme theme) {
    var view = name + "-" + theme.name().toLowerCase(Locale.ROOT);
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(view + ".png")));
    var found = new ArrayList<String>();
    Accessibility.findings(page).forEach(finding -> found.add(view + ": " + finding));
    int width = (Integer) page.evaluate("document.documentElement.scrollWidth");
    if (width > theme.width()) {
      found.add(view + ": is " + width + " pixels wide");
    }
    return found;
  }

  /** The same in every theme; afterwards the page is shown as at first. */
  static List<String> findingsInEveryTheme(Page page, String name) {
    var found = new ArrayList<String>();
    for (var theme : Theme.values()) {
      theme.applyTo(page);
      found.addAll(findings(page, name, theme));
    }
    Theme.LIGHT.applyTo(page);
    return found;
  }
}
