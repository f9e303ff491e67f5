package dev.kvstore.test.autoconfigure;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application with a component that no slice has.
 */
@SpringBootApplication
class ExampleApplication {

}
