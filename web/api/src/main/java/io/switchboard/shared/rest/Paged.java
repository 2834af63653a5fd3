// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** This endpoint answers a page of a list, and takes the query parameters that {@link CurrentRequest#page()} reads. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Paged {}
