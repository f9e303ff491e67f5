package dev.kvstore.observation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;

import dev.kvstore.api.Store;
import dev.kvstore.autoconfigure.KvStoreActivityAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLeaderAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreMetricsAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreObservationAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the documents tell what a running application tells Prometheus.
 */
class ObservabilityDocumentsTests {

	private static final Path DOCUMENT = Path.of("../docs/observability.md");

	private static final Path DASHBOARD = Path.of("../docs/grafana-dashboard.json");

	private static final Pattern METER_ROW = Pattern
		.compile("(?m)^\\| `(kvstore[.\\w]+)` \\| (.*) \\| (.*) ?\\| .* \\|$");

	private static final Pattern OUTCOME_ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| [^|]+ \\|$");

	private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

	private static final Pattern SELECTOR = Pattern.compile("(kvstore_\\w+)\\{([^}]*)}");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!=|=)\"([^\"]*)\"");

	private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");

	private static final String ADDED_BY_PROMETHEUS = "instance";

	private final ApplicationContextRunner runner;

	ObservabilityDocumentsTests(@TempDir Path directory) {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class,
					KvStoreActivityAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class,
					KvStoreObservationAutoConfiguration.class, KvStoreMetricsAutoConfiguration.class,
					MetricsAutoConfiguration.class, ObservationAutoConfiguration.class,
					PrometheusMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("store.db"), "kvstore.leader.roles=reports");
	}

	@Test
	void theDocumentListsEachMeterWithItsTags() {
		run((context) -> {
			List<Meter> meters = context.getBean(PrometheusMeterRegistry.class)
				.getMeters()
				.stream()
				.filter((meter) -> meter.getId().getName().startsWith("kvstore."))
				.toList();
			assertThat(meters).hasSizeGreaterThan(15)
				.allSatisfy((meter) -> assertThat(row(meter.getId().getName()))
					.satisfies((row) -> assertThat(quoted(row.group(3))).isEqualTo(tags(meter))));
			assertThat(rows()).extracting((row) -> row.group(1))
				.containsExactlyInAnyOrderElementsOf(
						meters.stream().map((meter) -> meter.getId().getName()).distinct().toList());
		});
	}

	@Test
	void theDocumentListsEachNameInPrometheus() {
		run((context) -> {
			Set<String> documented = rows().stream()
				.flatMap((row) -> quoted(row.group(2)).stream())
				.collect(Collectors.toCollection(TreeSet::new));
			assertThat(scrape(context).names().stream().filter((name) -> name.startsWith("kvstore_")))
				.containsExactlyInAnyOrderElementsOf(documented);
		});
	}

	@Test
	void theDocumentListsEachOutcome() throws IOException {
		String document = Files.readString(DOCUMENT);
		assertThat(OUTCOME_ROW.matcher(document).results().map((row) -> row.group(1)))
			.containsExactlyElementsOf(Arrays.stream(OperationOutcome.values()).map(OperationOutcome::value).toList());
	}

	@Test
	void theDashboardAsksForWhatThereIs() {
		run((context) -> {
			ScrapedMeters scraped = scrape(context);
			List<String> queries = JsonPath.read(Files.readString(DASHBOARD), "$..expr");
			assertThat(queries).hasSizeGreaterThan(15).allSatisfy((query) -> check(query, scraped));
			assertThat(queries.stream().flatMap((query) -> selectors(query).map((selector) -> selector.group(1))))
				.as("each meter is shown")
				.containsAll(rows().stream().map((row) -> quoted(row.group(2)).iterator().next()).toList());
		});
	}

	private void check(String query, ScrapedMeters scraped) {
		assertThat(selectors(query)).isNotEmpty().allSatisfy((selector) -> {
			assertThat(scraped.names()).contains(selector.group(1));
			MATCHER.matcher(selector.group(2))
				.results()
				.forEach((matcher) -> check(selector.group(1), matcher, scraped));
			GROUPING.matcher(query)
				.results()
				.flatMap((grouping) -> Stream.of(grouping.group(1).split(", ")))
				.forEach((label) -> assertLabel(selector.group(1), label, scraped));
		});
		assertThat(query.replaceAll(SELECTOR.pattern(), "")).as("a selector names its instance")
			.doesNotContain("kvstore_");
	}

	private void check(String name, MatchResult matcher, ScrapedMeters scraped) {
		assertLabel(name, matcher.group(1), scraped);
		if (!matcher.group(2).equals("=~")) {
			assertThat(scraped.has(name, matcher.group(1), matcher.group(3))).as(name + " has " + matcher.group())
				.isTrue();
		}
	}

	private void assertLabel(String name, String label, ScrapedMeters scraped) {
		assertThat(label.equals(ADDED_BY_PROMETHEUS) || scraped.has(name, label)).as(name + " has " + label).isTrue();
	}

	private void run(ContextConsumer<AssertableApplicationContext> consumer) {
		this.runner.run((context) -> {
			Store store = context.getBean(Store.class);
			store.watchTree("", (event) -> {
			}).close();
			store.put("a", new byte[0]);
			assertThat(store.atomicPut("a", new byte[0], null)).isEmpty();
			store.newLock("a").lock().unlock();
			consumer.accept(context);
		});
	}

	private static ScrapedMeters scrape(AssertableApplicationContext context) {
		return ScrapedMeters.of(context.getBean(PrometheusMeterRegistry.class).scrape());
	}

	private static Stream<MatchResult> selectors(String query) {
		return SELECTOR.matcher(query).results();
	}

	private static MatchResult row(String meter) throws IOException {
		return rows().stream().filter((row) -> row.group(1).equals(meter)).findFirst().orElseThrow();
	}

	private static List<MatchResult> rows() throws IOException {
		return METER_ROW.matcher(Files.readString(DOCUMENT)).results().toList();
	}

	private static Set<String> quoted(String cell) {
		return QUOTED.matcher(cell)
			.results()
			.map((name) -> name.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> tags(Meter meter) {
		return meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toCollection(TreeSet::new));
	}

}
