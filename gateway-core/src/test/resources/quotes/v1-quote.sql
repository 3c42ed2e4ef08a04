INSERT INTO tillgate.quote (
    id, price_currency, price_amount, due_amount, rate, rate_as_of, evidence, quoted_at, expires_at)
VALUES (
    ':id', 'USD', 1000, 181380889, 5.51326, '2012-06-01 12:00:00.123457+00',
    '{"side": "BID", "age_max": "PT1M30S", "rounding": "UP", "tickers": [{"source": "mtgox", "bid": "5.51326", "ask": "5.5672", "last": "5.56915", "as_of": "2012-06-01T12:00:00.123456789Z"}]}',
    '2012-06-01 12:00:01+00', '2012-06-01 12:15:01+00')
