package dev.kvstore.backend.etcd;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.AuthEnableRequest;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthRoleAddRequest;
import io.etcd.jetcd.api.AuthRoleGrantPermissionRequest;
import io.etcd.jetcd.api.AuthUserAddRequest;
import io.etcd.jetcd.api.AuthUserGrantRoleRequest;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.Permission;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;

import dev.kvstore.backend.Endpoint;

/**
 * Looks at a server past the store, and does to it what the store never would.
 */
final class RawEtcd implements AutoCloseable {

	private static final Pattern LEASE = Pattern.compile("\\{\"ID\":\"(\\d+)\"");

	private final String endpoint;

	private final ManagedChannel channel;

	RawEtcd(String endpoint) {
		this.endpoint = endpoint;
		this.channel = NettyChannelBuilder.forTarget(endpoint).usePlaintext().build();
	}

	static EtcdSettings settings(List<String> endpoints) {
		return EtcdSettings
			.of(endpoints.stream().map((endpoint) -> Endpoint.parse(endpoint, false)).toArray(Endpoint[]::new));
	}

	List<Long> leases() throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + this.endpoint + "/v3/lease/leases"))
			.POST(HttpRequest.BodyPublishers.ofString("{}"))
			.build();
		String answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
		return LEASE.matcher(answer).results().map((lease) -> Long.valueOf(lease.group(1))).toList();
	}

	long timeToLive(long lease) {
		LeaseTimeToLiveRequest request = LeaseTimeToLiveRequest.newBuilder().setID(lease).build();
		return LeaseGrpc.newBlockingStub(this.channel).leaseTimeToLive(request).getTTL();
	}

	void revoke(long lease) {
		LeaseRevokeRequest request = LeaseRevokeRequest.newBuilder().setID(lease).build();
		LeaseGrpc.newBlockingStub(this.channel).leaseRevoke(request);
	}

	List<String> keys(String prefix) {
		return stored(KeyRange.between(prefix, prefix + "\uffef")).stream()
			.map((stored) -> stored.getKey().toStringUtf8())
			.toList();
	}

	List<KeyValue> stored(KeyRange range) {
		return KVGrpc.newBlockingStub(this.channel).range(range.request().build()).getKvsList();
	}

	void delete(ByteString key) {
		KVGrpc.newBlockingStub(this.channel).deleteRange(DeleteRangeRequest.newBuilder().setKey(key).build());
	}

	void put(ByteString key, String value) {
		PutRequest request = PutRequest.newBuilder().setKey(key).setValue(ByteString.copyFromUtf8(value)).build();
		KVGrpc.newBlockingStub(this.channel).put(request);
	}

	void compact() {
		long revision = KVGrpc.newBlockingStub(this.channel)
			.range(RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("any")).build())
			.getHeader()
			.getRevision();
		KVGrpc.newBlockingStub(this.channel)
			.compact(CompactionRequest.newBuilder().setRevision(revision).setPhysical(true).build());
	}

	void enableAuthentication(String user, String password, String directory) {
		AuthGrpc.AuthBlockingStub auth = AuthGrpc.newBlockingStub(this.channel);
		auth.userAdd(AuthUserAddRequest.newBuilder().setName("root").setPassword("root-password").build());
		auth.userGrantRole(AuthUserGrantRoleRequest.newBuilder().setUser("root").setRole("root").build());
		auth.roleAdd(AuthRoleAddRequest.newBuilder().setName("limited").build());
		KeyRange range = KeyRange.below(directory);
		auth.roleGrantPermission(AuthRoleGrantPermissionRequest.newBuilder()
			.setName("limited")
			.setPerm(Permission.newBuilder()
				.setKey(range.start())
				.setRangeEnd(range.end())
				.setPermType(Permission.Type.READWRITE))
			.build());
		auth.userAdd(AuthUserAddRequest.newBuilder().setName(user).setPassword(password).build());
		auth.userGrantRole(AuthUserGrantRoleRequest.newBuilder().setUser(user).setRole("limited").build());
		auth.authEnable(AuthEnableRequest.getDefaultInstance());
	}

	String token(String user, String password) {
		return AuthGrpc.newBlockingStub(this.channel)
			.authenticate(AuthenticateRequest.newBuilder().setName(user).setPassword(password).build())
			.getToken();
	}

	boolean isRefused(String token) {
		Metadata headers = new Metadata();
		headers.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token);
		try {
			KVGrpc.newBlockingStub(this.channel)
				.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
				.range(RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("any")).build());
			return false;
		}
		catch (StatusRuntimeException ex) {
			return ex.getStatus().getCode() == Status.Code.UNAUTHENTICATED;
		}
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
	}

}
