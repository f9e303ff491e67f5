package dev.kvstore.observation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus reads from an application.
 *
 * @param samples the labels of each sample by its name
 */
record ScrapedMeters(Map<String, List<Map<String, String>>> samples) {

	private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? \\S+$");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

	static ScrapedMeters of(String scrape) {
		Map<String, List<Map<String, String>>> samples = new TreeMap<>();
		Matcher sample = SAMPLE.matcher(scrape);
		while (sample.find()) {
			String labels = (sample.group(2) != null) ? sample.group(2) : "";
			samples.computeIfAbsent(sample.group(1), (name) -> new ArrayList<>()).add(labels(labels));
		}
		return new ScrapedMeters(samples);
	}

	Set<String> names() {
		return this.samples.keySet();
	}

	boolean has(String name, String label) {
		return this.samples.getOrDefault(name, List.of()).stream().anyMatch((labels) -> labels.containsKey(label));
	}

	boolean has(String name, String label, String value) {
		return this.samples.getOrDefault(name, List.of())
			.stream()
			.anyMatch((labels) -> value.equals(labels.get(label)));
	}

	private static Map<String, String> labels(String text) {
		Map<String, String> labels = new LinkedHashMap<>();
		Matcher label = LABEL.matcher(text);
		while (label.find()) {
			labels.put(label.group(1), label.group(2));
		}
		return labels;
	}

}
