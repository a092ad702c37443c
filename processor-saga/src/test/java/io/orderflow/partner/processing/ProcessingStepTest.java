package io.orderflow.partner.processing;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.RecordProcessingCancelled;
import io.orderflow.api.order.OrderCommand.RecordProcessingCompleted;
import io.orderflow.api.order.OrderCommand.RecordProcessingRefused;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.OwnProtocolContract;
import io.orderflow.partner.SimulatedPartners;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessingStepTest extends OwnProtocolContract {

  @Override
  protected PartnerStep stepAt(URI url, Duration requestTimeout) {
    return new ProcessingStep(SimulatedPartners.at(url, requestTimeout));
  }

  @Override
  protected OrderFacts refusable() {
    return SimulatedPartners.order("pm_card_ok", "unprocessable");
  }

  @Override
  protected Class<? extends OrderCommand> yes() {
    return RecordProcessingCompleted.class;
  }

  @Override
  protected Class<? extends OrderCommand> no() {
    return RecordProcessingRefused.class;
  }

  @Override
  protected Class<? extends OrderCommand> undone() {
    return RecordProcessingCancelled.class;
  }

  @Override
  protected List<Class<? extends OrderCommand>> undoneAfterYes() {
    return List.of(RecordProcessingCancelled.class);
  }

  @Override
  protected long timesDone(OrderFacts order) {
    return SimulatedPartners.entries(order, "PROCESSING");
  }

  @Override
  protected boolean undoIsConfirmed() {
    return false;
  }

  @Test
  void an_undo_that_a_shutdown_interrupts_is_not_taken_for_done() {
    Thread.currentThread().interrupt();
    try {
      assertUnknown(stepAt(partner(), Duration.ofSeconds(5)).undo(acceptable(), 1));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
