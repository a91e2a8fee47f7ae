// The door of docker: its programs for a machine, and what it takes to run them.
export { completeDocker } from './complete.ts';
export { createDocker } from './docker.ts';
export type { DockerEvent } from './events.ts';
export type { RegistryImage } from './registry/image.ts';
