package io.orderflow.blackbox;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;

/** How a page is looked at. */
enum Theme {
  LIGHT(ColorScheme.LIGHT, 1280),
  DARK(ColorScheme.DARK, 1280),
  PHONE(ColorScheme.LIGHT, 380),
  PHONE_DARK(ColorScheme.DARK, 380);

  private static final int HEIGHT = 800;

  private final ColorScheme colors;
  private final int width;

  Theme(ColorScheme colors, int width) {
    this.colors = colors;
    this.width = width;
  }

  int width() {
    return width;
  }

  /** Shows a page of another context like this. */
  void applyTo(Page page) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colors));
    page.setViewportSize(width, HEIGHT);
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions().setColorScheme(colors).setViewportSize(width, HEIGHT);
  }
}
