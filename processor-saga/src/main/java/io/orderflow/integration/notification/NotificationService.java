package io.orderflow.integration.notification;

import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.KeyedResponse;
import io.orderflow.partner.PartnerJson;
import io.orderflow.partner.PartnerRefusal;
import io.orderflow.partner.PartnerResponse;
import java.io.UncheckedIOException;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** The notification service over HTTP, by docs/partners/notification.yaml. */
final class NotificationService {

  /** The longest id that the service may give a notification. */
  static final int MAX_ID = 128;

  private static final String NAME = "the notification service";
  private static final String PATH = "/notifications";

  /**
   * Of the answers from 400 to 499 those about orderflow, the address or the moment. All others are
   * about the notification: if they were waited for, one of them would stop all that follow.
   */
  private static final Set<Integer> NOT_ABOUT_THE_NOTIFICATION =
      Set.of(401, 403, 404, 405, 407, 408, 409, 421, 425, 426, 429);

  private final HttpPartner http;

  NotificationService(NotificationProperties properties) {
    this.http = new HttpPartner(NAME, properties.contact(), properties.headers());
  }

  /** What came of one request. */
  sealed interface Outcome {

    /**
     * The service has it durably.
     *
     * @param id by which the service knows it
     */
    record Accepted(String id) implements Outcome {}

    /** It will never be accepted as it is. */
    record Refused(String why) implements Outcome {}

    /** It may have been accepted or not, and has to be repeated. */
    record Unknown(String why) implements Outcome {}
  }

  Outcome send(Notification notification) {
    try {
      return outcome(notification, http.post(PATH, notification.key(), notification));
    } catch (UncheckedIOException broken) {
      return new Outcome.Unknown(String.valueOf(broken.getMessage()));
    }
  }

  private static Outcome outcome(Notification notification, PartnerResponse response) {
    int status = response.status();
    if (status >= 200 && status <= 202) {
      return accepted(notification, response);
    }
    return status >= 400 && status < 500 && !NOT_ABOUT_THE_NOTIFICATION.contains(status)
        ? new Outcome.Refused("it answered " + status + why(response))
        : new Outcome.Unknown("it answered " + status);
  }

  private static Outcome accepted(Notification notification, PartnerResponse response) {
    try {
      var accepted = PartnerJson.read(response.body(), AcceptedBody.class);
      accepted.mustBeAbout(notification.key(), notification.order());
      return new Outcome.Accepted(
          PartnerJson.name("notificationId", accepted.notificationId(), MAX_ID));
    } catch (JacksonException unreadable) {
      return invalid(response, "it cannot be read");
    } catch (IllegalArgumentException contradiction) {
      return invalid(response, String.valueOf(contradiction.getMessage()));
    }
  }

  private static Outcome invalid(PartnerResponse response, String why) {
    return new Outcome.Unknown(
        "it answered " + response.status() + ", but its body is invalid: " + why);
  }

  /** In the service's own words, where it has any. */
  private static String why(PartnerResponse response) {
    try {
      return ", " + PartnerJson.read(response.body(), PartnerRefusal.class).sentence();
    } catch (JacksonException | IllegalArgumentException noWords) { // the page of a proxy perhaps
      return "";
    }
  }

  record AcceptedBody(String key, String orderId, String notificationId) implements KeyedResponse {}
}
