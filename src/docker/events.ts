// What the docker daemon tells as facts: for panels, lessons and the timeline.
export type DockerEvent =
  | { readonly op: 'docker_pull'; readonly image: string; readonly layer?: string }
  | {
      readonly op: 'docker_container';
      readonly verb: 'create' | 'start' | 'die' | 'destroy' | 'attach' | 'exec' | 'kill';
      readonly id: string;
      readonly image: string;
    }
  | {
      readonly op: 'docker_driver';
      readonly verb: 'create' | 'get' | 'put' | 'remove';
      readonly driver: string;
      readonly layer: string;
      readonly parent?: string;
    };
