// SPDX-License-Identifier: Apache-2.0
package io.switchboard.harness;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one server of their process: {@code @ExtendWith(SharedServer.class)} and a constructor with a {@link ServerUnderTest}.
 * It is started when the first test asks, and ends with the process. After each test its log must be free of the product's errors.
 *
 * <p>Its clock only goes forward, and what another test left behind is still there: every test makes its own enterprise.
 */
public class SharedServer implements ParameterResolver, AfterEachCallback {
    /** By key, and not in JUnit's store: of several processes each is given its classes one by one, and each class is a run of JUnit to it. */
    private static final Map<String, ServerUnderTest> RUNNING = new ConcurrentHashMap<>();

    /** The origin whose pages may call it. */
    public static final String PAGES = "https://app.example";

    private final String key;
    private final Map<String, String> settings;

    /** For JUnit. */
    public SharedServer() {
        this("server", Map.of("SWITCHBOARD_HTTP_CORS_ORIGINS", PAGES, "SWITCHBOARD_TRANSFERS_UPLOAD_SILENCE", "PT6S"));
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
        return server();
    }

    @Override
    public final void afterEach(ExtensionContext context) {
        List<String> errors = server().newErrors();
        if (!errors.isEmpty() && context.getExecutionException().isEmpty()) {
            throw new AssertionError(
                    "The server has logged errors: " + errors + "; its last warnings were " + server().lastWarnings());
        }
    }

    private ServerUnderTest server() {
        return RUNNING.computeIfAbsent(key, absent -> ServerUnderTest.start(settings));
    }
}
