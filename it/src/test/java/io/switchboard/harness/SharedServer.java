// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one server of the whole run: {@code @ExtendWith(SharedServer.class)} and a constructor with a {@link ServerUnderTest}.
 * It is started when the first test asks. After each test its log must be free of the product's errors.
 *
 * <p>Its clock only goes forward, and what another test left behind is still there: every test makes its own enterprise.
 */
public class SharedServer implements ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedServer.class);

    private final String key;
    private final Map<String, String> settings;

    /** For JUnit. */
    public SharedServer() {
        this("server", Map.of());
    }

    /** One of several, with settings of its own. */
    SharedServer(String key, Map<String, String> settings) {
        this.key = key;
        this.settings = settings;
    }

    @Override
    public final boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ServerUnderTest.class;
    }

    @Override
    public final Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    @Override
    public final void afterEach(ExtensionContext context) {
        List<String> errors = server(context).newErrors();
        if (!errors.isEmpty() && context.getExecutionException().isEmpty()) {
            throw new AssertionError("The server has logged errors: " + errors);
        }
    }

    private ServerUnderTest server(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(key, absent -> new Shared(ServerUnderTest.start(settings)), Shared.class)
                .server();
    }

    /** Stops it when JUnit's run is over. */
    private record Shared(ServerUnderTest server) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }
}
