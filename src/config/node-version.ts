/** From here on JSON.parse tells a number's own text, without which no price could be read to its last digit. */
const OLDEST = [22, 17] as const;

/** What is wrong with the Node that runs this, in words; nothing where it fits. `scripts/node-version.js` says the same earlier, to who uses npm. */
export function versionFaults(version: string = process.versions.node): readonly string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return [];
  return [
    `Node ${OLDEST.join('.')} or newer is needed and this is ${version}: start it with "npm start", which brings a fitting one along on Linux, or install Node 24`,
  ];
}
