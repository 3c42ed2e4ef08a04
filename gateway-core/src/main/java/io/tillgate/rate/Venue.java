package io.tillgate.rate;

/** The public venues that Tillgate can ask for prices without a key. Their wire: protocol/exchange-tickers.md. */
public enum Venue {
    KRAKEN("kraken", TickerKind.MARKET, "https://api.kraken.com", "wss://ws.kraken.com/v2"),
    /** Coinbase Exchange, not the wallet's spot price. */
    COINBASE("coinbase", TickerKind.MARKET, "https://api.exchange.coinbase.com", "wss://ws-feed.exchange.coinbase.com"),
    BITSTAMP("bitstamp", TickerKind.MARKET, "https://www.bitstamp.net", "wss://ws.bitstamp.net"),
    /** Its markets in real currencies, such as BTC-EUR. It has none in dollars: USDT is not USD. */
    BINANCE("binance", TickerKind.MARKET, "https://data-api.binance.vision", ""),
    COINGECKO("coingecko", TickerKind.INDEX, "https://api.coingecko.com", ""),
    /** Can be self-hosted: set the base URL to an instance of one's own. */
    MEMPOOL_SPACE("mempool-space", TickerKind.INDEX, "https://mempool.space", "");

    private final String sourceName;
    private final TickerKind kind;
    private final String baseUrl;
    private final String streamUrl;

    Venue(String sourceName, TickerKind kind, String baseUrl, String streamUrl) {
        this.sourceName = sourceName;
        this.kind = kind;
        this.baseUrl = baseUrl;
        this.streamUrl = streamUrl;
    }

    /** The name of its {@link TickerSource}, on pages, in metrics and in the proof of quotes. Never changes. */
    public String sourceName() {
        return sourceName;
    }

    public TickerKind kind() {
        return kind;
    }

    /** Where its HTTP API is; the paths below it are the same for a self-hosted instance. */
    public String baseUrl() {
        return baseUrl;
    }

    /** Where its stream of tickers is; empty when Tillgate reads none of this venue. */
    public String streamUrl() {
        return streamUrl;
    }
}
