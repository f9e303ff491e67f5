package dev.kvstore.backend.etcd;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/**
 * Tells whether a call was handed to a connection, after which the server may have got
 * it.
 */
final class SentMark extends ClientStreamTracer.Factory {

	private volatile boolean sent;

	boolean isSent() {
		return this.sent;
	}

	@Override
	public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
		return new ClientStreamTracer() {

			@Override
			public void streamCreated(Attributes transportAttributes, Metadata sentHeaders) {
				SentMark.this.sent = true;
			}

		};
	}

}
