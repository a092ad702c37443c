package io.orderflow.standalone.postgres;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where data is kept.
 *
 * @param dataFolder where data is kept: absolute, or from the working folder; with {@code mvn
 *     spring-boot:run} from the root of the checkout. One process at a time
 */
@ConfigurationProperties("orderflow")
record DataFolderProperties(@DefaultValue(".orderflow") Path dataFolder) {}
