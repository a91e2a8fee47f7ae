// centos:centos6 as it was at the end of 2015: five layers with the ids of the article's host.
// The ids, the dates' ages, the size and the order of the layers are facts; the tree and its texts are a likeness.
import { centos6Texts } from './centos6-texts.ts';
import { centos6Tree } from './centos6-tree.ts';
import type { ImageConfig, RegistryImage } from './image.ts';

const author = 'The CentOS Project <cloud-ops@centos.org> - ami_creator';
const none: ImageConfig = { Cmd: null, Entrypoint: null, Env: [], WorkingDir: '', User: '', Labels: {} };
const path = ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'];
const nop = (instruction: string): readonly string[] => ['/bin/sh', '-c', `#(nop) ${instruction}`];

export const image: RegistryImage = {
  repository: 'library/centos',
  tags: ['centos6', '6'],
  layers: [
    {
      id: 'fa5be2806d4c9aa0f75001687087876e47bb45dc8afb61f0c0e46315500ee144',
      created: '2015-09-14T21:52:08.514230742Z',
      author,
      createdBy: nop(`MAINTAINER ${author}`),
      config: none,
    },
    {
      id: 'ebdbe10e9b3379125ce3c105cb711f80afdc22a5adac56f0045bc2c19f08887c',
      created: '2015-10-13T23:14:31.268703381Z',
      author,
      createdBy: nop('ADD file:7d2a2c1e4a5b0f63c9'),
      config: none,
      tree: { tree: centos6Tree, texts: centos6Texts, size: 190_606_414, madeNs: 1_444_744_871_000_000_000n },
    },
    {
      id: '501f51238f9ef52bcb6aecb6e2c1c04b3f8607c855d9b2cf7da780946ce02ec2',
      created: '2015-10-13T23:14:48.802150117Z',
      author,
      createdBy: nop('LABEL Vendor=CentOS'),
      config: { ...none, Labels: { Vendor: 'CentOS' } },
    },
    {
      id: '366219586e86f21918abb0571e668eb702b506d825702856539515ba2ac4be52',
      created: '2015-10-13T23:14:49.514927830Z',
      author,
      createdBy: nop('LABEL License=GPLv2'),
      config: { ...none, Labels: { Vendor: 'CentOS', License: 'GPLv2' } },
    },
    {
      id: '1a895dd3954aede5ea9e6bc23d23e8b1f6040df94647d83e71f96d60131d3235',
      created: '2015-10-13T23:14:50.203718462Z',
      author,
      createdBy: nop('CMD ["/bin/bash"]'),
      config: { ...none, Cmd: ['/bin/bash'], Env: path, Labels: { Vendor: 'CentOS', License: 'GPLv2' } },
    },
  ],
};
