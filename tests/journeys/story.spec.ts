// The article's session, typed: what is printed, and what the panels show of it.
import { expect, test } from './journey.ts';
import { TerminalOf } from './terminal.ts';

const overlay = '/var/lib/docker/overlay';
const container = `${overlay}/b90c75273b116a4dac754f425380012bbdf90d098cdbc829de3691f857137435`;
const image = `${overlay}/1a895dd3954aede5ea9e6bc23d23e8b1f6040df94647d83e71f96d60131d3235`;

test('the article’s session, by keys alone', async ({ page }) => {
  test.setTimeout(240_000);
  const terminal = new TerminalOf(page);
  await terminal.open('/?lang=en');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  expect(await terminal.run('docker info')).toMatch(
    /^Containers: 0\nImages: 0\nServer Version: 1\.9\.1\nStorage Driver: overlay\n Backing Filesystem: extfs/,
  );
  expect(await terminal.run('docker pull centos:centos6', 60_000)).toMatch(
    /Status: Downloaded newer image for centos:centos6$/,
  );
  expect(await terminal.run('docker images -a')).toMatch(/centos +centos6 +1a895dd3954a +11 weeks ago +190\.6 MB/);
  expect(await terminal.run('docker history centos:centos6')).toMatch(/^IMAGE/);
  expect(await terminal.run(`ls ${image}/root/`)).toContain('lost+found');

  await page.keyboard.type('docker run -it centos:centos6 /bin/bash');
  await page.keyboard.press('Enter');
  await terminal.waitFor(/\[root@b90c75273b11 \/\]# ?$/);
  await expect(page.getByRole('tab', { name: /container b90c75273b11/ })).toBeVisible();
  const layers = page.getByRole('region', { name: 'Layers' });
  for (const name of ['merged', 'upper', 'work', 'lower'])
    await expect(layers.getByRole('group', { name, exact: true })).toBeVisible();

  await terminal.run('cd');
  await terminal.run('echo "hello" > /root/f1.txt');
  await expect(layers.getByLabel('f1.txt, file, upper')).toBeVisible();
  expect(await terminal.run('ls /root/')).toBe('anaconda-ks.cfg  f1.txt  install.log  install.log.syslog');

  // A second terminal, one key away, is still the host.
  await page.keyboard.press('Alt+n');
  await terminal.waitFor(/\[root@yy1 ~\]# ?$/);
  // No newline ends that file: the prompt follows on its line.
  await terminal.run(`cat ${container}/lower-id`);
  expect(await terminal.text()).toMatch(/1a895dd[0-9a-f]{57}\[root@yy1 ~\]# ?$/);
  expect(await terminal.run('cat /proc/mounts')).toMatch(/,uuid=on 0 0$/m);
  expect(await terminal.run(`ls ${container}/upper/root/`)).toBe('f1.txt');
  expect(await terminal.run(`ls ${image}/root/root/`)).toBe('anaconda-ks.cfg  install.log  install.log.syslog');

  await page.keyboard.press('Alt+1');
  await terminal.waitFor(/\[root@b90c75273b11 ~\]# ?$/);
  await terminal.run('rm /root/install.log');
  await expect(layers.getByLabel('install.log, whiteout, upper')).toBeVisible();
  const steps = page.getByRole('region', { name: 'Steps' });
  await expect(steps.getByText('vfs_mknod')).toBeVisible();
  await expect(steps.getByText('The whiteout now covers install.log. The lower layer has not changed.')).toBeVisible();
  expect(await terminal.run('ls /root/')).toBe('anaconda-ks.cfg  f1.txt  install.log.syslog');

  await page.keyboard.press('Alt+2');
  await terminal.waitFor(/\[root@yy1 ~\]# ?$/);
  expect(await terminal.run(`ls -l ${container}/upper/root/`)).toMatch(
    /c--------- 2 root root 0, 0 Dec 31 \d\d:\d\d install\.log/,
  );
  expect(await terminal.run('docker diff b90c75273b11')).toMatch(
    /A \/root\/f1\.txt[^]*D \/root\/install\.log|D \/root\/install\.log[^]*A \/root\/f1\.txt/,
  );
  expect(await terminal.run('docker ps')).toContain('b90c75273b11');

  // Reload: all is as it was, the container's shell goes on.
  await expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 15_000 });
  await page.reload();
  await terminal.waitFor(/\[root@b90c75273b11 ~\]# ?$/);
  expect(await terminal.run('ls /root/')).toBe('anaconda-ks.cfg  f1.txt  install.log.syslog');

  await page.keyboard.type('exit');
  await page.keyboard.press('Enter');
  await terminal.waitFor(/\[root@yy1 ~\]# ?$/);
  expect(await terminal.run('docker ps -a')).toContain('Exited (0)');
  expect(await terminal.run('docker rm b90c75273b11')).toBe('b90c75273b11');
});
