/** One for all, so that what a test writes another program of it can read. */
export const TEST_DATA_KEYS = '1:dGhlIGtleSBvZiB0ZXN0cywgMzIgYnl0ZXMgbG9uZy4=';
