// busybox:latest, two layers: a small tree whose commands are those of our userland under busybox's names.
import { busyboxTexts, busyboxTree } from './busybox-tree.ts';
import type { ImageConfig, RegistryImage } from './image.ts';

const none: ImageConfig = { Cmd: null, Entrypoint: null, Env: [], WorkingDir: '', User: '', Labels: {} };
const author = 'Jérôme Petazzoni <jerome@docker.com>';

export const image: RegistryImage = {
  repository: 'library/busybox',
  tags: ['latest'],
  layers: [
    {
      id: 'd7057cb020844f245031d27b76cb18af05db1cc3a96a29fa7777af75f5ac91a3',
      created: '2015-12-08T18:31:48.120393182Z',
      author,
      createdBy: ['/bin/sh', '-c', '#(nop) ADD file:6cccb5f0a3b3947116'],
      config: none,
      tree: { tree: busyboxTree, texts: busyboxTexts, size: 1_095_501, madeNs: 1_449_599_508_000_000_000n },
    },
    {
      id: 'cfa753dfea5e68a24366dfba16e6edf573daa447abf65bc11619c1a98a3aff54',
      created: '2015-12-08T18:31:49.412831090Z',
      author,
      createdBy: ['/bin/sh', '-c', '#(nop) CMD ["sh"]'],
      config: { ...none, Cmd: ['sh'] },
    },
  ],
};
