package dev.kvstore.kit;

import java.util.Collection;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHandle;

/**
 * Who holds one lock, told by the holders themselves. Nobody may enter while another is
 * sure to hold it, and tokens strictly increase.
 */
final class HolderHistory {

	private final Collection<String> violations;

	private @Nullable LockHandle inside;

	private long token = Long.MIN_VALUE;

	HolderHistory(Collection<String> violations) {
		this.violations = violations;
	}

	synchronized void entered(LockHandle handle) {
		// asked first: who holds a lock now held it when the other is asked
		if (!handle.isHeld()) {
			return;
		}
		if (this.inside != null && this.inside.isHeld()) {
			this.violations.add("holder " + this.inside.fencingToken() + " is joined by " + handle.fencingToken());
		}
		if (handle.fencingToken() <= this.token) {
			this.violations.add("token " + handle.fencingToken() + " after " + this.token);
		}
		this.token = Math.max(this.token, handle.fencingToken());
		this.inside = handle;
	}

	synchronized void leaves(LockHandle handle) {
		if (this.inside == handle) {
			this.inside = null;
		}
	}

}
