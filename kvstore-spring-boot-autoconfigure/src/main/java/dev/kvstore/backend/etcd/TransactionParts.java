package dev.kvstore.backend.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.CheckedStore;

/**
 * The parts of a transaction.
 */
final class TransactionParts {

	private TransactionParts() {
	}

	static Compare unchanged(String key, long version) {
		Compare.Builder compare = Compare.newBuilder()
			.setKey(ByteString.copyFromUtf8(key))
			.setResult(Compare.CompareResult.EQUAL);
		if (version == CheckedStore.ABSENT) {
			return compare.setTarget(Compare.CompareTarget.CREATE).setCreateRevision(0).build();
		}
		return compare.setTarget(Compare.CompareTarget.MOD).setModRevision(version).build();
	}

	static Compare empty(KeyRange range) {
		return Compare.newBuilder()
			.setKey(range.start())
			.setRangeEnd(range.end())
			.setTarget(Compare.CompareTarget.CREATE)
			.setResult(Compare.CompareResult.EQUAL)
			.setCreateRevision(0)
			.build();
	}

	static Compare created(ByteString key, long revision) {
		return Compare.newBuilder()
			.setKey(key)
			.setTarget(Compare.CompareTarget.CREATE)
			.setResult(Compare.CompareResult.EQUAL)
			.setCreateRevision(revision)
			.build();
	}

	static RequestOp write(String key, byte @Nullable [] value) {
		return (value != null) ? put(PutRequest.newBuilder()
			.setKey(ByteString.copyFromUtf8(key))
			.setValue(ByteString.copyFrom(value))
			.build()) : delete(KeyRange.of(key));
	}

	static RequestOp put(PutRequest put) {
		return RequestOp.newBuilder().setRequestPut(put).build();
	}

	static RequestOp delete(KeyRange range) {
		return RequestOp.newBuilder()
			.setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(range.start()).setRangeEnd(range.end()))
			.build();
	}

	static RequestOp range(RangeRequest.Builder range) {
		return RequestOp.newBuilder().setRequestRange(range).build();
	}

}
