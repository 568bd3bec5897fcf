/** Assertions for defects: what must hold if our own code is right. Expected failures are errors or data instead. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${message}`);
}

/** Marks a branch the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${String(value)}`);
}
