package dev.kvstore.sample.imports;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

import dev.kvstore.api.Store;
import dev.kvstore.api.Transaction;

/**
 * Writes leaves in transactions of a size that every backend takes.
 */
@Component
final class LeafWriter {

	private static final int MAX_PUTS = 30;

	private static final DataSize MAX_SIZE = DataSize.ofKilobytes(256);

	private final Store store;

	LeafWriter(Store store) {
		this.store = store;
	}

	/**
	 * Writes all leaves, not as one: if the store fails underway some are written and
	 * others not, and doing it again is safe.
	 * @param leaves what to write
	 * @throws IllegalArgumentException if a key is not valid; nothing was written
	 */
	void write(Leaves leaves) {
		Batches batches = new Batches();
		leaves.byKey().forEach(batches::put);
		batches.transactions.forEach(Transaction::commit);
	}

	private final class Batches {

		private final List<Transaction> transactions = new ArrayList<>();

		private int puts = MAX_PUTS;

		private long size;

		private void put(String key, byte[] value) {
			if (this.puts == MAX_PUTS || this.size + value.length > MAX_SIZE.toBytes()) {
				this.transactions.add(LeafWriter.this.store.transaction());
				this.puts = 0;
				this.size = 0;
			}
			this.transactions.get(this.transactions.size() - 1).put(key, value);
			this.puts++;
			this.size += value.length;
		}

	}

}
