// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The configuration, read and checked once. */
@ApplicationScoped
public class Settings {
    private final Map<SettingKey<?>, Object> values = new HashMap<>();

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
        List<String> wrong = new ArrayList<>();
        SettingKey.all().forEach(key -> parse(key, config, wrong));
        TreeSet<String> unknown = new TreeSet<>();
        TreeSet<String> variables = new TreeSet<>();
        for (ConfigSource source : config.getConfigSources()) {
            // The names of environment variables cannot be told apart from ours: underscores stand for dots and hyphens
            // alike.
            if (source.getName().startsWith("EnvConfigSource")) {
                variables.addAll(source.getPropertyNames());
            } else {
                source.getPropertyNames().stream().filter(Settings::isUnknown).forEach(unknown::add);
            }
        }
        if (!unknown.isEmpty()) {
            wrong.add("There is no configuration key " + String.join(", ", unknown));
        }
        variables.forEach(name -> Variables.meant(name)
                .ifPresent(right -> wrong.add("There is no variable " + name + "; did you mean " + right + "?")));
        if (wrong.isEmpty() && get(SettingKey.RING_TIME_MAX).compareTo(get(SettingKey.RING_TIME)) < 0) {
            wrong.add("switchboard.calls.ring-time-max must not be shorter than switchboard.calls.ring-time");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join(". ", wrong));
        }
    }

    private static boolean isUnknown(String name) {
        return name.startsWith("switchboard.")
                && SettingKey.all().stream().noneMatch(key -> key.name().equals(name));
    }

    private void parse(SettingKey<?> key, Config config, List<String> wrong) {
        String text = config.getOptionalValue(key.name(), String.class).orElse(key.fallback());
        try {
            values.put(key, key.parser().apply(text.strip()));
        } catch (IllegalArgumentException | DateTimeException e) {
            wrong.add("The configuration key " + key.name() + " must be " + key.accepts() + ", not \""
                    + shown(key, text) + "\"");
        }
    }

    private static String shown(SettingKey<?> key, String text) {
        boolean secret = key.equals(SettingKey.MASTER_KEY) || key.equals(SettingKey.PREVIOUS_MASTER_KEY);
        return secret ? "…" : text;
    }

    /** The value in force. */
    @SuppressWarnings("unchecked")
    public <T> T get(SettingKey<T> key) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("not loaded: " + key.name());
        }
        return (T) value;
    }
}
