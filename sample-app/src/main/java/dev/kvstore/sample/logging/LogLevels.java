package dev.kvstore.sample.logging;

import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.stereotype.Component;

import dev.kvstore.event.StoreListener;

/**
 * Sets the level of a logger in all instances to what its key says, until the key is
 * deleted.
 */
@Component
class LogLevels {

	private static final Log logger = LogFactory.getLog(LogLevels.class);

	private final LoggingSystem system;

	LogLevels(LoggingSystem system) {
		this.system = system;
	}

	@StoreListener("log-levels/{name}")
	void changed(Optional<LogLevel> level, String name) {
		this.system.setLogLevel(name, level.orElse(null));
		logger.info("Level of " + name + ": " + level.map(Enum::name).orElse("as configured"));
	}

}
