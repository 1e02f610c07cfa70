/** What `make` gives, made at the first call: not all is needed at the start of the app. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
