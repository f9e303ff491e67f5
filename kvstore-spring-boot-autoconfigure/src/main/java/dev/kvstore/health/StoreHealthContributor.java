package dev.kvstore.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;

/**
 * The health of stores, each by the name of its backend.
 */
public final class StoreHealthContributor implements CompositeHealthContributor, AutoCloseable {

	private final Map<String, StoreHealthIndicator> indicators;

	/**
	 * Creates a contributor.
	 * @param indicators the stores' indicators by name, which are closed with this
	 */
	public StoreHealthContributor(Map<String, StoreHealthIndicator> indicators) {
		this.indicators = new LinkedHashMap<>(indicators);
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		return this.indicators.get(name);
	}

	@Override
	public Stream<Entry> stream() {
		return this.indicators.entrySet().stream().map((entry) -> new Entry(entry.getKey(), entry.getValue()));
	}

	/**
	 * Ends every question to a store that still runs.
	 */
	@Override
	public void close() {
		this.indicators.values().forEach(StoreHealthIndicator::close);
	}

}
