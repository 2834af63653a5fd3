// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** A configuration that has one source with these values, and treats an empty value as absent, as MicroProfile Config says. */
final class FixedConfig implements Config {
    private final String source;
    private final Map<String, String> values;

    private FixedConfig(String source, Map<String, String> values) {
        this.source = source;
        this.values = Map.copyOf(values);
    }

    static FixedConfig of(Map<String, String> values) {
        return new FixedConfig("PropertiesConfigSource[a file]", values);
    }

    static FixedConfig ofEnvironment(Map<String, String> values) {
        return new FixedConfig("EnvConfigSource", values);
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name))
                .filter(text -> !text.isEmpty())
                .map(type::cast);
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
        return getOptionalValue(name, type).orElseThrow();
    }

    @Override
    public Iterable<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        return List.of(new ConfigSource() {
            @Override
            public Set<String> getPropertyNames() {
                return values.keySet();
            }

            @Override
            @SuppressWarnings("NullAway") // the interface says null when it has no such value, and is not annotated
            public @Nullable String getValue(String name) {
                return values.get(name);
            }

            @Override
            public String getName() {
                return source;
            }
        });
    }

    @Override
    public ConfigValue getConfigValue(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }
}
