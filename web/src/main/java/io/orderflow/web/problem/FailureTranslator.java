package io.orderflow.web.problem;

import io.orderflow.engine.failure.CommandFailure;
import jakarta.servlet.ServletException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

/** Translates a failure into a problem for the client, without internal details. */
public final class FailureTranslator {

  private FailureTranslator() {}

  static ProblemException toProblem(Throwable failure) {
    return switch (failure) {
      case ProblemException problemException -> problemException;
      case CompletionException wrapper when wrapper.getCause() != null ->
          toProblem(wrapper.getCause());
      case ExecutionException wrapper when wrapper.getCause() != null ->
          toProblem(wrapper.getCause());
      case HttpMessageNotReadableException unreadable -> UnreadableBody.toProblem(unreadable);
      case MethodArgumentNotValidException invalid -> InvalidArguments.toProblem(invalid);
      case HandlerMethodValidationException invalid -> InvalidArguments.toProblem(invalid);
      case TypeMismatchException mismatch -> InvalidArguments.toProblem(mismatch);
      case MissingRequestHeaderException missing ->
          malformed("Send the header " + missing.getHeaderName() + ".");
      case MissingServletRequestParameterException missing ->
          malformed("Send the parameter " + missing.getParameterName() + ".");
      case InvalidParameterException unreadable -> ofStatus(unreadable.getErrorCode());
      case RequestRejectedException _ -> ofStatus(400);
      case HttpMediaTypeNotSupportedException other
          when other.getSupportedMediaTypes().size() == 1 ->
          ProblemException.of(
              GeneralProblemCode.UNSUPPORTED_MEDIA_TYPE,
              "Send the body as " + other.getSupportedMediaTypes().getFirst() + ".");
      case ErrorResponse known -> ofStatus(known.getStatusCode().value());
      case ServletException wrapper when wrapper.getCause() instanceof Error error ->
          toProblem(error);
      default -> ofOurs(failure);
    };
  }

  private static ProblemException malformed(String detail) {
    return ProblemException.of(GeneralProblemCode.MALFORMED_REQUEST, detail);
  }

  private static ProblemException ofOurs(Throwable failure) {
    if (CommandFailure.isOfFullDisk(failure)) {
      return fullDisk();
    }
    if (CommandFailure.isOfCommand(failure)) {
      return ProblemException.of(
          GeneralProblemCode.OUTCOME_UNKNOWN,
          "The request may or may not have taken effect. Send it again, with the same"
              + " Idempotency-Key if it had one.");
    }
    return CommandFailure.of(failure) == CommandFailure.UNKNOWN ? ofStatus(500) : ofStatus(503);
  }

  /** PostgreSQL reported the full disk and rolled back, so the outcome is known. */
  static ProblemException fullDisk() {
    return ProblemException.of(
        GeneralProblemCode.UNAVAILABLE,
        "Nothing was stored: the disk is full. Send the same request again after the time in"
            + " Retry-After.");
  }

  /** For failures of which only the HTTP status is known. */
  public static ProblemException ofStatus(int status) {
    return switch (status) {
      case 400, 501, 505 ->
          malformed(
              "Send valid HTTP/1.1 (RFC 9112): a known method, a path and headers without"
                  + " forbidden characters, and a body of the announced length.");
      case 401 ->
          ProblemException.of(GeneralProblemCode.UNAUTHENTICATED, "Send valid credentials.");
      case 403 ->
          ProblemException.of(GeneralProblemCode.FORBIDDEN, "You lack the required permission.");
      case 404 -> ProblemException.of(GeneralProblemCode.NOT_FOUND, "Check the path.");
      case 405 ->
          ProblemException.of(
              GeneralProblemCode.METHOD_NOT_ALLOWED, "Use a method from the header Allow.");
      case 406 ->
          ProblemException.of(
              GeneralProblemCode.NOT_ACCEPTABLE, "Accept application/json and problem+json.");
      case 409 ->
          ProblemException.of(
              GeneralProblemCode.CONFLICT, "Read the current state and decide again.");
      case 408 ->
          ProblemException.of(
              GeneralProblemCode.REQUEST_TIMEOUT, "Send the request without pauses.");
      case 413 -> ProblemException.of(GeneralProblemCode.TOO_LARGE, "Send a smaller body.");
      case 414 ->
          ProblemException.of(GeneralProblemCode.URI_TOO_LONG, "Send a shorter path and query.");
      case 415 ->
          ProblemException.of(
              GeneralProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
      case 422 -> ProblemException.of(GeneralProblemCode.INVALID_REQUEST, "Correct the request.");
      case 431 ->
          ProblemException.of(
              GeneralProblemCode.HEADERS_TOO_LARGE, "Send fewer and shorter headers.");
      case 503 ->
          ProblemException.of(
              GeneralProblemCode.UNAVAILABLE, "Try again after the time in Retry-After.");
      default ->
          status >= 400 && status < 500
              ? malformed("Correct the request.")
              : ProblemException.of(
                  GeneralProblemCode.INTERNAL_ERROR,
                  "Try again; if it persists, report the traceId to the operator of this service.");
    };
  }
}
