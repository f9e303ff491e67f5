/**
 * Real servers for the tests, in processes of their own, which a test may stop, kill,
 * pause and cut off.
 * <p>
 * For tests that hurt nothing:
 * {@code @RegisterExtension static final GivenOrStarted etcd = GivenOrStarted.etcd()} and
 * then {@code etcd.endpoints()}. It honours {@code KVSTORE_TEST_ETCD},
 * {@code KVSTORE_TEST_CONSUL} and {@code KVSTORE_TEST_ZOOKEEPER}.
 * <p>
 * For tests that hurt a server or want it configured: a static field with
 * {@code @RegisterExtension} of {@link dev.kvstore.server.EtcdServer},
 * {@link dev.kvstore.server.ConsulServer}, {@link dev.kvstore.server.ZooKeeperServer} or
 * of their clusters; or by hand {@code try (EtcdServer server = EtcdServer.create()) {
 * server.start(); ... }}. Variants with TLS, mutual TLS or ACLs are static factories of
 * each. What can be done to a server stands in {@link dev.kvstore.server.TestServer}; a
 * cluster has {@code nodes()}, {@code leader()} and {@code awaitHealthy()} besides.
 * <p>
 * To cut one client off while another still reaches the server, open it behind a
 * {@link dev.kvstore.server.TcpProxy}: {@code TcpProxy.to(server.endpoint())}.
 */
@NullMarked
package dev.kvstore.server;

import org.jspecify.annotations.NullMarked;
