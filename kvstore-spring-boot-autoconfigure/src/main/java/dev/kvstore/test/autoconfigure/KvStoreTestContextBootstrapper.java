package dev.kvstore.test.autoconfigure;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;
import org.springframework.test.context.TestContextBootstrapper;

/**
 * {@link TestContextBootstrapper} for {@link KvStoreTest @KvStoreTest}.
 */
final class KvStoreTestContextBootstrapper extends TestSliceTestContextBootstrapper<KvStoreTest> {

}
