package dev.kvstore.sample.features;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the features as they are at the time.
 */
@RestController
@EnableConfigurationProperties(Features.class)
final class FeatureController {

	private final Features features;

	FeatureController(Features features) {
		this.features = features;
	}

	@GetMapping("/api/features")
	FeatureView features() {
		return new FeatureView(this.features.isDark(), this.features.getPercent());
	}

	/**
	 * What is shown.
	 *
	 * @param dark whether the dark theme is on
	 * @param percent how many of a hundred users have it
	 */
	record FeatureView(boolean dark, int percent) {

	}

}
