// Who a container's process is: `name|uid[:group|gid]` looked up in the container's own /etc/passwd and /etc/group.

export interface User {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  readonly home: string;
}

/** A text where it can't be found: libcontainer's words. */
export function findUser(text: string, passwd: string, group: string): User | string {
  const [who = '', groupName = ''] = text.split(':');
  const accounts = passwd.split('\n').map((line) => line.split(':'));
  const groups = group.split('\n').map((line) => line.split(':'));
  const wanted = who === '' ? '0' : who;
  const account = accounts.find(([name, , uid]) => name === wanted || uid === wanted);
  const isNumber = /^\d+$/.test(wanted);
  if (account === undefined && !isNumber) return `Unable to find user ${wanted}`;
  const own = groups.find(([name, , gid]) => name === groupName || gid === groupName);
  if (groupName !== '' && own === undefined && !/^\d+$/.test(groupName)) return `Unable to find group ${groupName}`;
  const gid = groupName === '' ? Number(account?.[3] ?? 0) : Number(own?.[2] ?? groupName);
  const name = account?.[0] ?? '';
  const more = groups.filter(([, , , members = '']) => name !== '' && members.split(',').includes(name));
  return {
    uid: Number(account?.[2] ?? wanted),
    gid,
    groups: groupName === '' ? more.map(([, , number = '0']) => Number(number)) : [],
    home: account?.[5] ?? '/',
  };
}
