// Shell patterns as commands take them (fnmatch(3)).
import { compiled, patternSource } from '../expand/pattern.ts';

export interface GlobRules {
  /** A name's first dot is matched by a dot alone (FNM_PERIOD). */
  readonly period?: boolean;
  readonly ignoreCase?: boolean;
}

export function globPattern(glob: string, { period = false, ignoreCase = false }: GlobRules = {}): RegExp {
  const source = patternSource(glob, false);
  const guard = period && !glob.startsWith('.') && !glob.startsWith('\\.') ? '(?!\\.)' : '';
  return compiled(`^${guard}(?:${source})$`, { extended: false, ignoreCase });
}
