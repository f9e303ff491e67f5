package dev.kvstore.shedlock;

import java.util.Optional;

import net.javacrumbs.shedlock.core.AbstractSimpleLock;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.kvstore.api.KeyValue;

/**
 * A lock for as long as its record is the one that was written for it.
 */
final class RecordedLock extends AbstractSimpleLock {

	private static final Log logger = LogFactory.getLog(RecordedLock.class);

	private final LockRecords records;

	private final KeyValue own;

	RecordedLock(LockConfiguration configuration, LockRecords records, KeyValue own) {
		super(configuration);
		this.records = records;
		this.own = own;
	}

	@Override
	protected void doUnlock() {
		if (!this.records.release(this.own, this.lockConfiguration.getLockAtLeastUntil())) {
			logger.warn("Lock '" + this.lockConfiguration.getName()
					+ "' ended before its task did, which another node may have run at the same time; "
					+ "give it a longer lockAtMostFor than " + this.lockConfiguration.getLockAtMostFor());
		}
	}

	@Override
	protected Optional<SimpleLock> doExtend(LockConfiguration extended) {
		return this.records.extend(this.own, extended.getLockAtMostUntil())
			.map((record) -> new RecordedLock(extended, this.records, record));
	}

}
