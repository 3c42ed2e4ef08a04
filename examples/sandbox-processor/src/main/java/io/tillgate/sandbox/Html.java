package io.tillgate.sandbox;

import java.math.BigDecimal;

/** Small pieces of HTML. What comes from a merchant or a buyer goes through {@link #escape}. */
final class Html {
    private Html() {}

    /** Safe as text and inside a double-quoted or single-quoted attribute. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    static String document(String title, String headExtra, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="/assets/pay.css">
                %s</head>
                <body>
                <p class="banner" role="note"><strong>Sandbox.</strong> No coin moves here, and nothing costs money.</p>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(escape(title), headExtra, body);
    }

    static String bitcoin(long satoshi) {
        return bitcoinNumber(satoshi) + "&nbsp;BTC";
    }

    /** All eight digits, as an input field holds them. */
    static String bitcoinNumber(long satoshi) {
        return BigDecimal.valueOf(satoshi, WireCurrency.BTC.scale()).toPlainString();
    }
}
