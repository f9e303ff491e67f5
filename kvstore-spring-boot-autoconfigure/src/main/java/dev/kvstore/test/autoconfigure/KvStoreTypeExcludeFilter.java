package dev.kvstore.test.autoconfigure;

import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/**
 * {@link TypeExcludeFilter} for {@link KvStoreTest @KvStoreTest}.
 */
final class KvStoreTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<KvStoreTest> {

	KvStoreTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
	}

}
