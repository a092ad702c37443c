package io.orderflow.engine.serialization;

import io.orderflow.api.names.MessageNames;
import java.util.List;
import org.axonframework.serialization.Serializer;

/** The serializer of all messages of shared-api, for tests that start no application. */
public final class TestSerializer {

  private TestSerializer() {}

  public static Serializer ofSharedApi() {
    return new AliasedSerializer(
        new AliasRegistry(List.of(new MessageAliases(MessageNames.all()))));
  }
}
