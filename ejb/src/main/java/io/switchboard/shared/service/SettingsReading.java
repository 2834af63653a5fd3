// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.service;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All settings, read once from wherever they stand, with everything that is wrong about them. It needs no class but the JDK's and those
 * of this package that it names, and no container: {@code mvn -Prun} has it compiled and asked before anything is built, the launcher
 * asks it before the server is started, and the server starts with what it has read.
 */
public final class SettingsReading {
    /** What MicroProfile Config puts values of others in for; only the server has them all. */
    private static final String EXPRESSION = "${";

    private final Map<SettingKey<?>, Object> values = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();

    private SettingsReading() {}

    /**
     * Reads every key.
     *
     * @param texts the text of a key, where there is one
     * @param names the keys that are named anywhere but in the environment, ours and others
     * @param variables the names of the environment variables
     */
    static SettingsReading of(
            Function<String, Optional<String>> texts, Collection<String> names, Collection<String> variables) {
        SettingsReading reading = new SettingsReading();
        SettingKey.all().forEach(key -> reading.parse(key, texts.apply(key.name())));
        List<String> unknown = names.stream()
                .filter(SettingsReading::isUnknown)
                .sorted()
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            reading.wrong.add("There is no configuration key " + String.join(", ", unknown));
        }
        new TreeSet<>(variables)
                .forEach(name -> Variables.meant(name)
                        .ifPresent(right ->
                                reading.wrong.add("There is no variable " + name + "; did you mean " + right + "?")));
        if (reading.wrong.isEmpty() && reading.longestIsShorter()) {
            reading.wrong.add("switchboard.calls.ring-time-max must not be shorter than switchboard.calls.ring-time");
        }
        if (reading.wrong.isEmpty() && reading.bucketLacks()) {
            reading.wrong.add(
                    "With switchboard.transfers.bucket.endpoint, switchboard.transfers.bucket.name, access-key and secret-key"
                            + " are needed too");
        }
        if (reading.wrong.isEmpty() && reading.centralLacks()) {
            reading.wrong.add(
                    "With switchboard.central.url, switchboard.central.client-id and client-secret are needed too");
        }
        return reading;
    }

    /**
     * What is wrong with the settings that a server would be started with, its own and those of its surroundings; a sentence each. What
     * refers to other settings is left to the server.
     *
     * @param properties the Java system properties, which go before
     * @param environment the environment variables
     */
    public static List<String> wrong(Map<String, String> properties, Map<String, String> environment) {
        SettingsReading reading = of(
                name -> Stream.of(Optional.ofNullable(properties.get(name)), inEnvironment(name, environment))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .filter(text -> !text.isEmpty() && !text.contains(EXPRESSION)),
                properties.keySet(),
                environment.keySet());
        return Stream.concat(ServerVariables.wrong(environment).stream(), reading.wrong.stream())
                .map(sentence -> sentence.endsWith("?") ? sentence : sentence + ".")
                .toList();
    }

    /** As MicroProfile Config looks for it. */
    private static Optional<String> inEnvironment(String name, Map<String, String> environment) {
        String plain = name.replaceAll("[^A-Za-z0-9]", "_");
        return Stream.of(name, plain, plain.toUpperCase(Locale.ROOT))
                .flatMap(variable -> Optional.ofNullable(environment.get(variable)).stream())
                .findFirst();
    }

    /** Everything that is wrong; then only some of the values were read. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** The value of a key that was read. */
    @SuppressWarnings("unchecked")
    <T> Optional<T> get(SettingKey<T> key) {
        return Optional.ofNullable((T) values.get(key));
    }

    private boolean longestIsShorter() {
        return get(SettingKey.RING_TIME_MAX)
                .flatMap(longest -> get(SettingKey.RING_TIME).map(usual -> longest.compareTo(usual) < 0))
                .orElse(false);
    }

    private boolean bucketLacks() {
        return get(BucketKeys.ENDPOINT).flatMap(Function.identity()).isPresent()
                && Stream.of(BucketKeys.NAME, BucketKeys.ACCESS_KEY, BucketKeys.SECRET_KEY)
                        .anyMatch(this::isEmpty);
    }

    private boolean centralLacks() {
        return get(CentralKeys.URL).flatMap(Function.identity()).isPresent()
                && Stream.of(CentralKeys.CLIENT_ID, CentralKeys.CLIENT_SECRET).anyMatch(this::isEmpty);
    }

    private boolean isEmpty(SettingKey<String> key) {
        return get(key).filter(text -> !text.isEmpty()).isEmpty();
    }

    private static boolean isUnknown(String name) {
        return name.startsWith("switchboard.")
                && SettingKey.all().stream().noneMatch(key -> key.name().equals(name));
    }

    private void parse(SettingKey<?> key, Optional<String> given) {
        String text = given.orElse(key.fallback());
        try {
            values.put(key, key.parser().apply(text.strip()));
        } catch (IllegalArgumentException | DateTimeException e) {
            wrong.add("The configuration key " + key.name() + " must be " + key.accepts() + ", not \""
                    + shown(key, text) + "\"");
        }
    }

    private static String shown(SettingKey<?> key, String text) {
        return Set.of(
                                SettingKey.MASTER_KEY,
                                SettingKey.PREVIOUS_MASTER_KEY,
                                BucketKeys.SECRET_KEY,
                                CentralKeys.CLIENT_SECRET)
                        .contains(key)
                ? "…"
                : text;
    }
}
