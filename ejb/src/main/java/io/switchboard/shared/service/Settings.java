// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** The configuration, read and checked once. */
@ApplicationScoped
public class Settings {
    private @Nullable SettingsReading read;

    @PostConstruct
    void load() {
        load(ConfigProvider.getConfig());
    }

    /**
     * Reads every key.
     *
     * @throws IllegalStateException with a sentence for each value that is wrong, and each key or variable that is none of ours
     */
    void load(Config config) {
        Set<String> names = new TreeSet<>();
        Set<String> variables = new TreeSet<>();
        for (ConfigSource source : config.getConfigSources()) {
            // The names of environment variables cannot be told apart from ours: underscores stand for dots and hyphens
            // alike.
            (source.getName().startsWith("EnvConfigSource") ? variables : names).addAll(source.getPropertyNames());
        }
        SettingsReading reading =
                SettingsReading.of(name -> config.getOptionalValue(name, String.class), names, variables);
        if (!reading.wrong().isEmpty()) {
            throw new IllegalStateException(String.join(". ", reading.wrong()));
        }
        read = reading;
    }

    /** The value in force. */
    public <T> T get(SettingKey<T> key) {
        return Optional.ofNullable(read)
                .flatMap(reading -> reading.get(key))
                .orElseThrow(() -> new IllegalStateException("not loaded: " + key.name()));
    }
}
