package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.mapdb.PageFile.CommitNotWrittenException;

/**
 * Why a commit failed, and the one place where such causes become
 * {@link StoreException}s.
 */
final class WriteFailure extends Exception {

	private static final long serialVersionUID = 1L;

	private final Outcome outcome;

	private WriteFailure(String reason, Outcome outcome, @Nullable Throwable cause) {
		super(reason, cause);
		this.outcome = outcome;
	}

	static WriteFailure closed() {
		return new WriteFailure("the store is closed", Outcome.CLOSED, null);
	}

	static WriteFailure notOpen(StoreException cause) {
		return new WriteFailure("the file is not open: " + cause.getMessage(), Outcome.NOT_WRITTEN, cause);
	}

	static WriteFailure outcomeUnknown(Throwable cause) {
		return new WriteFailure("the commit failed", Outcome.UNKNOWN, cause);
	}

	static WriteFailure notWritten(Throwable cause) {
		if (isOutOfRoom(cause)) {
			return new WriteFailure("the disk is full; nothing was written, free some room", Outcome.REJECTED, cause);
		}
		return new WriteFailure("the commit failed; nothing was written", Outcome.NOT_WRITTEN, cause);
	}

	static @Nullable CommitNotWrittenException notWrittenIn(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof CommitNotWrittenException notWritten) {
				return notWritten;
			}
		}
		return null;
	}

	private static boolean isOutOfRoom(@Nullable Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			// ENOSPC, EDQUOT and EFBIG, which the JDK tells by their text only
			String text = (cause instanceof IOException && cause.getMessage() != null)
					? cause.getMessage().toLowerCase(Locale.ROOT) : "";
			if (text.contains("no space left") || text.contains("quota exceeded") || text.contains("file too large")) {
				return true;
			}
		}
		return false;
	}

	StoreException translate(String operation, @Nullable String key) {
		String reason = String.valueOf(getMessage());
		if (this.outcome == Outcome.CLOSED) {
			return new StoreClosedException(MapDbStore.BACKEND, operation, key, reason, this);
		}
		if (this.outcome == Outcome.REJECTED) {
			return new StoreRejectedException(MapDbStore.BACKEND, operation, key, reason, this);
		}
		return new StoreUnavailableException(MapDbStore.BACKEND, operation, key, this.outcome == Outcome.UNKNOWN,
				reason, this);
	}

	private enum Outcome {

		CLOSED, REJECTED, NOT_WRITTEN, UNKNOWN

	}

}
