package dev.kvstore.sample.imports;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Java properties.
 */
final class PropertiesDocument implements Document {

	@Override
	public void read(String text, Leaves leaves) {
		try (Reader reader = new StringReader(text)) {
			new Names(leaves).load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Sees a name that is there twice, of which plain properties keep the last.
	 */
	@SuppressWarnings("serial")
	private static final class Names extends Properties {

		private final transient Leaves leaves;

		private Names(Leaves leaves) {
			this.leaves = leaves;
		}

		@Override
		public synchronized Object put(Object name, Object value) {
			this.leaves.add((String) name, (String) value);
			return super.put(name, value);
		}

	}

}
