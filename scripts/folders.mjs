// The one list of the folders of src/, in the order in which imports may point: a folder may import what stands before it.
// ESLint, dependency-cruiser and tsconfig's wall are made from it.
export const folders = [
  'abi',
  'disk',
  'vfs',
  'fs',
  'overlay',
  'kernel',
  'drivers',
  'docker',
  'shell',
  'session',
  'host',
  'ui',
];

/** Left of `host`: deterministic, free of DOM and Node. */
export const core = folders.slice(0, folders.indexOf('host'));
