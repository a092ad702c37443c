package io.orderflow.views.status;

/** What the projection knows of a segment while it holds the claim on it. */
final class SegmentView {

  private boolean noReplay;

  /**
   * The rows to write. Whether a replay builds others is asked until there is none, then never
   * again under this claim: the start of a replay takes all claims away.
   */
  OrderRowStore written(OrderRowStore read) {
    if (noReplay) {
      return read;
    }
    var written = read.written();
    noReplay = written == read;
    return written;
  }
}
