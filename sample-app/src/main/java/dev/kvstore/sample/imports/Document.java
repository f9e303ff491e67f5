package dev.kvstore.sample.imports;

/**
 * A format of documents that have named leaves.
 */
@FunctionalInterface
interface Document {

	/**
	 * Finds the leaves of a document. Their values are the text as it is written there.
	 * @param text the document
	 * @param leaves takes what is found
	 * @throws IllegalArgumentException if the text is not of this format
	 */
	void read(String text, Leaves leaves);

}
