package io.orderflow.simulator;

import io.orderflow.simulator.settings.SimulatorProperties;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The simulator's own Tomcat, with its limits. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
class WebServerConfiguration {

  private static final int MAX_THREADS = 64;
  private static final int MAX_CONNECTIONS = 4_096;
  private static final int READ_TIMEOUT_MS = 20_000;

  @Bean
  TomcatServletWebServerFactory webServerFactory(SimulatorProperties settings)
      throws UnknownHostException {
    TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory(settings.port());
    tomcat.setAddress(InetAddress.getByName(settings.address()));
    tomcat.addConnectorCustomizers(
        connector -> {
          if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setMaxThreads(MAX_THREADS);
            protocol.setMaxConnections(MAX_CONNECTIONS);
            protocol.setConnectionTimeout(READ_TIMEOUT_MS);
          }
        });
    return tomcat;
  }

  @Bean
  ServletRegistrationBean<DispatcherServlet> dispatcher(WebApplicationContext context) {
    ServletRegistrationBean<DispatcherServlet> registration =
        new ServletRegistrationBean<>(new DispatcherServlet(context), "/");
    registration.setAsyncSupported(true);
    registration.setLoadOnStartup(1);
    return registration;
  }
}
