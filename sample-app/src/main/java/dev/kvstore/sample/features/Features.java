package dev.kvstore.sample.features;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The features of the application, which change while it runs: the key
 * {@code config/sample/feature/dark} is the property {@code feature.dark}.
 */
@ConfigurationProperties("feature")
public final class Features {

	private volatile boolean dark;

	private volatile int percent;

	/**
	 * Returns whether the dark theme is on.
	 * @return whether it is
	 */
	public boolean isDark() {
		return this.dark;
	}

	/**
	 * Switches the dark theme.
	 * @param dark whether the dark theme is on.
	 */
	public void setDark(boolean dark) {
		this.dark = dark;
	}

	/**
	 * Returns how many of a hundred users have it.
	 * @return the percentage
	 */
	public int getPercent() {
		return this.percent;
	}

	/**
	 * Sets how many of a hundred users have it.
	 * @param percent percentage of users who have it.
	 */
	public void setPercent(int percent) {
		this.percent = percent;
	}

}
