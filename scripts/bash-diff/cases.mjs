// Files of scripts: cases, each begun by a line `### name`, each run as `bash case.sh` in an empty /tmp/case.

/** @returns {{ name: string, script: string }[]} @throws {Error} when two cases have one name */
export function casesOf(text) {
  const seen = new Set();
  return text
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const name = part.slice(0, end).trim();
      if (seen.has(name)) throw new Error(`two cases are named ${name}`);
      seen.add(name);
      return { name, script: part.slice(end + 1) };
    });
}
