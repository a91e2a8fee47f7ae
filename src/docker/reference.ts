// Names of images as docker 1.9 reads them: `[HOST/]PATH[:TAG|@DIGEST]`.

const component = '[a-z0-9](?:-*[a-z0-9])*(?:[._][a-z0-9](?:-*[a-z0-9])*)*';
const validComponent = new RegExp(`^${component}$`);

export interface Reference {
  readonly repository: string;
  /** '' where the name has none. */
  readonly tag: string;
  /** `sha256:…` */
  readonly digest: string;
}

/** A colon before a slash belongs to a registry's port. */
export function parseReference(name: string): Reference {
  const at = name.indexOf('@');
  if (at >= 0) return { repository: name.slice(0, at), tag: '', digest: name.slice(at + 1) };
  const colon = name.lastIndexOf(':');
  if (colon < 0 || name.includes('/', colon)) return { repository: name, tag: '', digest: '' };
  return { repository: name.slice(0, colon), tag: name.slice(colon + 1), digest: '' };
}

/** `centos` is `centos:latest`. */
export function withTag(name: string): string {
  const { repository, tag, digest } = parseReference(name);
  return digest === '' ? `${repository}:${tag === '' ? 'latest' : tag}` : name;
}

/** What is wrong with a repository's name, or undefined. A first part with a dot or a colon, or `localhost`, is a registry's. */
export function repositoryProblem(repository: string): string | undefined {
  const [first = '', ...rest] = repository.split('/');
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const parts = isHost ? rest : [first, ...rest];
  return parts.every((part) => validComponent.test(part))
    ? undefined
    : `repository name component must match "${component}"`;
}

/** @see moby v1.9.1 graph/tags.go ValidateTagName() */
export function tagProblem(tag: string): string | undefined {
  return /^[\w][\w.-]{0,127}$/.test(tag)
    ? undefined
    : `Illegal tag name (${tag}): only [A-Za-z0-9_.-] are allowed ('.' and '-' are NOT allowed in the initial), minimum 1, maximum 128 in length`;
}
