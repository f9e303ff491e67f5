package dev.kvstore.backend.etcd;

import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.ReadConsistency;

/**
 * Reads keys and listings. A listing is read in pages at one revision, since an answer
 * has a largest size; should that revision be compacted meanwhile, it is read anew.
 */
final class EtcdReader {

	private static final int FIRST_PAGE = 1000;

	private static final int LARGEST_PAGE = 10_000;

	private static final int PAGE_SIZE = 8 << 20;

	private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

	private final EtcdClient client;

	private final ReadConsistency consistency;

	EtcdReader(EtcdClient client, ReadConsistency consistency) {
		this.client = client;
		this.consistency = consistency;
	}

	/**
	 * Reads once, as consistent as the store reads.
	 * @param operation what the user asked for
	 * @param request what to read
	 * @return the answer
	 */
	RangeResponse read(Operation operation, RangeRequest.Builder request) {
		if (this.consistency == ReadConsistency.RELAXED) {
			return this.client.readAnywhere(operation, KVGrpc.getRangeMethod(), request.setSerializable(true).build());
		}
		return this.client.read(operation, KVGrpc.getRangeMethod(), request.build());
	}

	/**
	 * Lists as consistent as the store reads.
	 * @param operation what the user asked for
	 * @param territory what to list
	 * @return one snapshot
	 */
	Listing list(Operation operation, Territory territory) {
		while (true) {
			try {
				return new Snapshot(operation).read(territory);
			}
			catch (StoreException ex) {
				if (!EtcdFailures.isWrongRevision(ex) || operation.deadline().isOver()) {
					throw ex;
				}
			}
		}
	}

	/**
	 * Returns a reader that sees every acknowledged write.
	 * @return a reader
	 */
	EtcdReader strong() {
		return new EtcdReader(this.client, ReadConsistency.STRONG);
	}

	private final class Snapshot {

		private final Operation operation;

		private final List<KeyValue> keyValues = new ArrayList<>();

		private long revision;

		private int limit = FIRST_PAGE;

		Snapshot(Operation operation) {
			this.operation = operation;
		}

		Listing read(Territory territory) {
			territory.ranges().forEach(this::addAll);
			return new Listing(this.keyValues, this.revision);
		}

		private void addAll(KeyRange range) {
			KeyRange rest = range;
			boolean more = true;
			while (more) {
				RangeResponse page = page(rest);
				this.revision = (this.revision > 0) ? this.revision : page.getHeader().getRevision();
				this.keyValues.addAll(page.getKvsList());
				more = page.getMore();
				if (more) {
					rest = rest.from(page.getKvs(page.getKvsCount() - 1).getKey().concat(ZERO));
					long size = Math.max(1, page.getSerializedSize() / page.getKvsCount());
					this.limit = (int) Math.max(1, Math.min(LARGEST_PAGE, PAGE_SIZE / size));
				}
			}
		}

		private RangeResponse page(KeyRange range) {
			while (true) {
				try {
					return EtcdReader.this.read(this.operation,
							range.request().setRevision(this.revision).setLimit(this.limit));
				}
				catch (StoreException ex) {
					if (this.limit == 1 || !EtcdFailures.isTooLargeAnswer(ex)) {
						throw ex;
					}
					this.limit = Math.max(1, this.limit / 8);
				}
			}
		}

	}

}
