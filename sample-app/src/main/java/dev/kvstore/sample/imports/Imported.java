package dev.kvstore.sample.imports;

/**
 * What an import did.
 *
 * @param keys the number of keys that it wrote
 */
record Imported(int keys) {

}
