/** What can be told of a new name without asking the server. */

/** Names of anything are 1 to 120 characters long. */
export function checkName(name: string, missing: string): { name?: string } {
  if (name.trim() === '') return { name: missing };
  return name.trim().length > 120 ? { name: `Shorten it by ${name.trim().length - 120} characters.` } : {};
}
