// The options of `set -o` and of `shopt`, with bash 5.2's names and defaults.

/** [name, letter of `set -x`, on in a shell that is not interactive]. */
const table = [
  ['allexport', 'a', false],
  ['braceexpand', 'B', true],
  ['emacs', '', false],
  ['errexit', 'e', false],
  ['errtrace', 'E', false],
  ['functrace', 'T', false],
  ['hashall', 'h', true],
  ['histexpand', 'H', false],
  ['history', '', false],
  ['ignoreeof', '', false],
  ['interactive-comments', '', true],
  ['keyword', 'k', false],
  ['monitor', 'm', false],
  ['noclobber', 'C', false],
  ['noexec', 'n', false],
  ['noglob', 'f', false],
  ['nolog', '', false],
  ['notify', 'b', false],
  ['nounset', 'u', false],
  ['onecmd', 't', false],
  ['physical', 'P', false],
  ['pipefail', '', false],
  ['posix', '', false],
  ['privileged', 'p', false],
  ['verbose', 'v', false],
  ['vi', '', false],
  ['xtrace', 'x', false],
] as const;

export type OptionName = (typeof table)[number][0];

export const optionNames: readonly OptionName[] = table.map((row) => row[0]);

export const defaultOptions: readonly OptionName[] = table.filter((row) => row[2]).map((row) => row[0]);

export function optionOfLetter(letter: string): OptionName | undefined {
  return table.find((row) => row[1] === letter && letter !== '')?.[0];
}

export function isOptionName(name: string): name is OptionName {
  return (optionNames as readonly string[]).includes(name);
}

/** The letters of `$-` for options that are on, in bash's order. */
export function optionLetters(options: ReadonlySet<OptionName>): string {
  let letters = '';
  for (const letter of 'abefhkmnptuvxBCEHPT') {
    const name = optionOfLetter(letter);
    if (name !== undefined && options.has(name)) letters += letter;
  }
  return letters;
}

/** [name, on by default] */
const shopts: readonly (readonly [string, boolean])[] = [
  ['autocd', false],
  ['assoc_expand_once', false],
  ['cdable_vars', false],
  ['cdspell', false],
  ['checkhash', false],
  ['checkjobs', false],
  ['checkwinsize', true],
  ['cmdhist', true],
  ['compat31', false],
  ['compat32', false],
  ['compat40', false],
  ['compat41', false],
  ['compat42', false],
  ['compat43', false],
  ['compat44', false],
  ['complete_fullquote', true],
  ['direxpand', false],
  ['dirspell', false],
  ['dotglob', false],
  ['execfail', false],
  ['expand_aliases', false],
  ['extdebug', false],
  ['extglob', false],
  ['extquote', true],
  ['failglob', false],
  ['force_fignore', true],
  ['globasciiranges', true],
  ['globskipdots', true],
  ['globstar', false],
  ['gnu_errfmt', false],
  ['histappend', false],
  ['histreedit', false],
  ['histverify', false],
  ['hostcomplete', true],
  ['huponexit', false],
  ['inherit_errexit', false],
  ['interactive_comments', true],
  ['lastpipe', false],
  ['lithist', false],
  ['localvar_inherit', false],
  ['localvar_unset', false],
  ['login_shell', false],
  ['mailwarn', false],
  ['no_empty_cmd_completion', false],
  ['nocaseglob', false],
  ['nocasematch', false],
  ['noexpand_translation', false],
  ['nullglob', false],
  ['patsub_replacement', true],
  ['progcomp', true],
  ['progcomp_alias', false],
  ['promptvars', true],
  ['restricted_shell', false],
  ['shift_verbose', false],
  ['sourcepath', true],
  ['varredir_close', false],
  ['xpg_echo', false],
];

export const shoptNames: readonly string[] = shopts.map((row) => row[0]);
export const defaultShopts: readonly string[] = shopts.filter((row) => row[1]).map((row) => row[0]);
