package dev.kvstore.backend.etcd;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.ResponseOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.TransactionOperations;

/**
 * Writes keys, each in one request besides that for the lease of a key with a TTL.
 */
final class EtcdWriter {

	private final EtcdClient client;

	private final EtcdLifetimes lifetimes;

	EtcdWriter(EtcdClient client, EtcdLifetimes lifetimes) {
		this.client = client;
		this.lifetimes = lifetimes;
	}

	KeyValue put(String key, byte[] value, PutOptions options) {
		long version = write("put", key, options,
				(ready) -> this.client
					.write(ready.operation(), KVGrpc.getPutMethod(), request(key, value, ready.lifetime()))
					.getHeader()
					.getRevision());
		return new KeyValue(key, value, version);
	}

	Optional<KeyValue> compareAndPut(String key, byte[] value, long previous, PutOptions options) {
		long version = write("atomicPut", key, options, (ready) -> {
			TxnRequest request = TxnRequest.newBuilder()
				.addCompare(TransactionParts.unchanged(key, previous))
				.addSuccess(TransactionParts.put(request(key, value, ready.lifetime())))
				.build();
			TxnResponse response = this.client.write(ready.operation(), KVGrpc.getTxnMethod(), request);
			return response.getSucceeded() ? response.getHeader().getRevision() : CheckedStore.ABSENT;
		});
		return (version != CheckedStore.ABSENT) ? Optional.of(new KeyValue(key, value, version)) : Optional.empty();
	}

	private static PutRequest request(String key, byte[] value, Lifetime lifetime) {
		return PutRequest.newBuilder()
			.setKey(ByteString.copyFromUtf8(key))
			.setValue(ByteString.copyFrom(value))
			.setLease(lifetime.lease().id())
			.build();
	}

	private long write(String name, String key, PutOptions options, ToLongFunction<Ready> writing) {
		Operation operation = this.client.operation(name, key);
		try {
			return writeOnce(operation, key, options, writing);
		}
		catch (StoreUnavailableException ex) {
			if (ex.getCause() == null || !EtcdFailures.isUnknownLease(ex.getCause())) {
				throw ex;
			}
			return writeOnce(operation, key, options, writing);
		}
	}

	private long writeOnce(Operation operation, String key, PutOptions options, ToLongFunction<Ready> writing) {
		Lifetime lifetime = this.lifetimes.prepare(operation, key, options);
		try {
			long version = writing.applyAsLong(new Ready(operation, lifetime));
			if (version != CheckedStore.ABSENT) {
				this.lifetimes.began(key, version, lifetime);
			}
			else {
				this.lifetimes.notBegun(lifetime, null);
			}
			return version;
		}
		catch (StoreException ex) {
			if (ex.getCause() != null && EtcdFailures.isUnknownLease(ex.getCause())) {
				this.lifetimes.lost(lifetime);
			}
			this.lifetimes.notBegun(lifetime, ex);
			throw ex;
		}
	}

	boolean delete(String key) {
		DeleteRangeRequest request = DeleteRangeRequest.newBuilder().setKey(ByteString.copyFromUtf8(key)).build();
		DeleteRangeResponse response = this.client.write(this.client.operation("delete", key),
				KVGrpc.getDeleteRangeMethod(), request);
		this.lifetimes.ended(key, response.getHeader().getRevision());
		return response.getDeleted() > 0;
	}

	boolean compareAndDelete(String key, long previous) {
		TxnRequest request = TxnRequest.newBuilder()
			.addCompare(TransactionParts.unchanged(key, previous))
			.addSuccess(TransactionParts.delete(KeyRange.of(key)))
			.build();
		TxnResponse response = this.client.write(this.client.operation("atomicDelete", key), KVGrpc.getTxnMethod(),
				request);
		if (response.getSucceeded()) {
			this.lifetimes.ended(key, response.getHeader().getRevision());
		}
		return response.getSucceeded();
	}

	long deleteTree(String directory) {
		TxnRequest.Builder request = TxnRequest.newBuilder();
		Territory.below(directory).ranges().forEach((range) -> request.addSuccess(TransactionParts.delete(range)));
		TxnResponse response = this.client.write(this.client.operation("deleteTree", directory), KVGrpc.getTxnMethod(),
				request.build());
		this.lifetimes.endedBelow(directory, response.getHeader().getRevision());
		return response.getResponsesList()
			.stream()
			.map(ResponseOp::getResponseDeleteRange)
			.mapToLong(DeleteRangeResponse::getDeleted)
			.sum();
	}

	OptionalLong commit(TransactionOperations operations) {
		TxnRequest.Builder request = TxnRequest.newBuilder();
		operations.checks()
			.forEach((check) -> request.addCompare(TransactionParts.unchanged(check.key(), check.version())));
		operations.writes().forEach((write) -> request.addSuccess(TransactionParts.write(write.key(), write.value())));
		TxnResponse response = this.client.write(this.client.operation("commit", null), KVGrpc.getTxnMethod(),
				request.build());
		long version = response.getHeader().getRevision();
		if (!response.getSucceeded()) {
			return OptionalLong.empty();
		}
		operations.writes().forEach((write) -> this.lifetimes.ended(write.key(), version));
		return OptionalLong.of(version);
	}

	private record Ready(Operation operation, Lifetime lifetime) {

	}

}
