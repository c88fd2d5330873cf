/** Path inside the package to content, for every derived file. */
export function generate(): Map<string, string>
