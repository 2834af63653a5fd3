// SPDX-License-Identifier: Apache-2.0
package io.switchboard.shared.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A page for whoever opens an address of this server in a browser, in the two languages. It holds nothing of what was asked for.
 *
 * @param title as text
 * @param body what follows the heading, as HTML
 */
public record LandingPage(String title, String body) {
    /** Answers with the page in the language that the browser prefers; in English when that is neither. */
    public static void write(
            HttpServletRequest request, HttpServletResponse response, LandingPage english, LandingPage chinese)
            throws IOException {
        boolean prefersChinese = "zh".equals(request.getLocale().getLanguage());
        response.setCharacterEncoding("UTF-8");
        response.setContentType("text/html");
        response.setHeader("Vary", "Accept-Language");
        response.getWriter().write(prefersChinese ? chinese.html("zh-CN") : english.html("en"));
    }

    private String html(String language) {
        return "<!doctype html><html lang=\"" + language
                + "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\"><title>"
                + title
                + "</title><link rel=\"stylesheet\" href=\"/page.css\"></head><body><main><h1>" + title + "</h1>"
                + body
                + "</main></body></html>";
    }
}
