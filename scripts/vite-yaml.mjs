// A Vite plugin: `import data from './x.yaml'` gives the parsed document, so that only the build carries a YAML parser.
import { parse } from 'yaml';

export function yaml() {
  return {
    name: 'yaml',
    transform(code, id) {
      if (!id.endsWith('.yaml')) return undefined;
      return { code: `export default ${JSON.stringify(parse(code))};`, map: null };
    },
  };
}
