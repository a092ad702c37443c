package io.orderflow.engine;

import java.lang.management.ManagementFactory;
import java.util.UUID;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.serialization.Serializer;

/** Makes the token stores, each on the {@code token_entry} of its module's schema. */
final class TokenTable {

  /**
   * Who holds a claim. Never the same twice: two nodes of one name, as two containers with process
   * number 1 on hosts of one name would be, would each take the other's claims for its own.
   */
  private static final String PROCESS = ManagementFactory.getRuntimeMXBean().getName();

  private final String node = PROCESS + "/" + UUID.randomUUID();
  private final ConnectionProvider connections;
  private final Serializer serializer;
  private final OrderflowProperties.Processors properties;

  TokenTable(
      ConnectionProvider connections,
      Serializer serializer,
      OrderflowProperties.Processors properties) {
    this.connections = connections;
    this.serializer = serializer;
    this.properties = properties;
  }

  /** How this node names itself in its claims. */
  String node() {
    return node;
  }

  TokenStore in(String schema) {
    return JdbcTokenStore.builder()
        .connectionProvider(connections)
        .serializer(serializer)
        .schema(schemaOf(schema))
        .claimTimeout(properties.claimTimeout())
        .nodeId(node)
        .build();
  }

  private static TokenSchema schemaOf(String schema) {
    return TokenSchema.builder()
        .setTokenTable(schema + ".token_entry")
        .setProcessorNameColumn("processor_name")
        .setSegmentColumn("segment")
        .setTokenColumn("token")
        .setTokenTypeColumn("token_type")
        .setTimestampColumn("time_stamp")
        .setOwnerColumn("owner")
        .build();
  }
}
