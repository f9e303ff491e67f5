package dev.kvstore.discovery;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreServiceRegistryAutoConfiguration;

/**
 * An instance of the service {@code orders} that answers requests with its name, in this
 * or in another process.
 */
public final class OrdersApplication {

	private OrdersApplication() {
	}

	/**
	 * Starts an instance.
	 * @param arguments its properties
	 */
	public static void main(String[] arguments) {
		run(List.of(arguments));
	}

	static ConfigurableApplicationContext run(List<String> arguments) {
		return new SpringApplicationBuilder(Configured.class).web(WebApplicationType.SERVLET)
			.run(Stream.concat(
					Stream.of("--spring.application.name=orders", "--server.port=0", "--server.address=127.0.0.1",
							"--spring.docker.compose.enabled=false", "--kvstore.discovery.hostname=127.0.0.1"),
					arguments.stream())
				.toArray(String[]::new));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KvStoreAutoConfiguration.class, KvStoreServiceRegistryAutoConfiguration.class,
			UtilAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class })
	static class Configured {

		@Bean
		HttpServlet namedServlet(Environment environment) {
			return new NamedServlet(environment.getProperty("instance.name", ""));
		}

	}

	@SuppressWarnings("serial")
	private static final class NamedServlet extends HttpServlet {

		private final String name;

		private NamedServlet(String name) {
			this.name = name;
		}

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.getWriter().write(this.name);
		}

	}

}
