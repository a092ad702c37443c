package io.orderflow.web.problem;

import java.util.Locale;

/**
 * The stable word by which clients tell one problem from another; the status follows from it. Each
 * module declares an enum of its own, and docs/problems.md lists all of them.
 */
public interface ProblemCode {

  /** Upper case with underscores, such as {@code NOT_FOUND}. */
  String name();

  /** The status of HTTP. */
  int status();

  /** One sentence without a full stop, the same for every problem of this code. */
  String title();

  /** A URN; its last part is the anchor of the code in docs/problems.md. */
  default String type() {
    return "urn:orderflow:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
