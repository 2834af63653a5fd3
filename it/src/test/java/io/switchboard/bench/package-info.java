// SPDX-License-Identifier: Apache-2.0
/**
 * How fast it is, beside what this machine could do at best, measured in the same run ({@code mvn -Pbench verify}). Nothing is asserted
 * about figures: they belong to a machine, and stand in {@code docs/benchmarks.md} with it. PostgreSQL syncs its commits here, as in
 * production, and servers have the product's own settings, but for the limits of how often one may ask.
 */
@NullMarked
package io.switchboard.bench;

import org.jspecify.annotations.NullMarked;
