// Data files that the build reads: lessons, scenes and messages.
declare module '*.yaml' {
  const data: unknown;
  export default data;
}
declare module '*.sh?raw' {
  const text: string;
  export default text;
}
declare module '*.md?raw' {
  const text: string;
  export default text;
}
declare module 'virtual:stills' {
  const stills: import('./session/still.ts').Stills;
  export default stills;
}
