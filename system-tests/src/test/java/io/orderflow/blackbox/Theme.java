package io.orderflow.blackbox;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/** How a page is looked at. */
enum Theme {
  LIGHT(ColorScheme.LIGHT, 1280),
  DARK(ColorScheme.DARK, 1280),
  PHONE(ColorScheme.LIGHT, 380),
  PHONE_DARK(ColorScheme.DARK, 380);

  private final ColorScheme colors;
  private final int width;

  Theme(ColorScheme colors, int width) {
    this.colors = colors;
    this.width = width;
  }

  int width() {
    return width;
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions().setColorScheme(colors).setViewportSize(width, 800);
  }
}
