package io.orderflow.standalone.postgres;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param dataFolder the folder of all data: absolute, or relative to the working directory; with
 *     {@code mvn spring-boot:run} to the root of the checkout. One process at a time
 */
@ConfigurationProperties("orderflow")
record DataFolderProperties(@DefaultValue(".orderflow") Path dataFolder) {}
