package io.orderflow.console.page;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;

/** The answer to a form that was carried out: loading the page that follows sends nothing again. */
public final class SeeOther {

  private SeeOther() {}

  /**
   * @param path within this application, with its query
   */
  public static RedirectView at(String path) {
    var there = new RedirectView(path);
    there.setHttp10Compatible(false);
    there.setStatusCode(HttpStatus.SEE_OTHER);
    return there;
  }
}
