package io.orderflow.standalone.postgres;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where data is kept.
 *
 * @param dataFolder absolute, or relative to the working folder
 */
@ConfigurationProperties("orderflow")
record DataFolderSettings(@DefaultValue(".orderflow") Path dataFolder) {}
