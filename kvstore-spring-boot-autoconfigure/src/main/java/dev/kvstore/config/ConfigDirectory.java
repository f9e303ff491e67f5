package dev.kvstore.config;

/**
 * A directory that properties are imported from.
 *
 * @param path the directory, without a slash at either end
 * @param format what its values are
 */
record ConfigDirectory(String path, DocumentFormat format) {

	/**
	 * Returns the directory that goes with a profile.
	 * @param separator what is between the two names
	 * @param profile the profile
	 * @return another directory
	 */
	ConfigDirectory forProfile(String separator, String profile) {
		return new ConfigDirectory(this.path + separator + profile, this.format);
	}

}
