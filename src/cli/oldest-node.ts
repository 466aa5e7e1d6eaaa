/** Why the commands cannot run on a version of Node (`20.20.2`); null: they can. `engines` of package.json says the same. */
export function objectionTo(node: string): string | null {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 19)
    ? null
    : `dintero-graphql needs Node 22.19 or later; this is ${node}.`;
}
