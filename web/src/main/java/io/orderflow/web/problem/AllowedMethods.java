package io.orderflow.web.problem;

import java.util.List;
import java.util.TreeSet;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/** The methods a path allows: the same list for {@code OPTIONS} and after a wrong method. */
public final class AllowedMethods {

  private AllowedMethods() {}

  /** The methods that endpoints declare, and those the framework adds. */
  public static String of(HttpRequestMethodNotSupportedException wrong) {
    var allowed = new TreeSet<String>();
    var declared = wrong.getSupportedMethods();
    if (declared != null) {
      allowed.addAll(List.of(declared));
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    allowed.add("OPTIONS");
    return String.join(", ", allowed);
  }
}
