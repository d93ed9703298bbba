import { CI_IDENTITIES, ciRoleName } from '../../clouds/ci-identity';
import { shellWord } from '../../text/bash-quote';

/** What a login has to know, by the variable of the shell that holds it. */
export type LoginSettings = Readonly<Record<string, string>>;

/** An environment, and what a login has to know of its cloud. */
export interface LoginEnvironment {
  readonly name: string;
  readonly settings: LoginSettings;
}

/**
 * Shell that sets what is otherwise in the environments that have a cloud of their own: one job plans in all of them, as the
 * role in `ROLE`. Empty when nothing is.
 * @param usual what is set already
 */
export function settingsByRole(
  projectName: string, usual: LoginSettings, environments: readonly LoginEnvironment[],
): string[] {
  const cases = environments.flatMap(({ name, settings }) => {
    const differing = Object.entries(settings).filter(([key, value]) => usual[key] !== value);
    if (differing.length === 0) return [];
    return [
      `  ${CI_IDENTITIES.map((identity) => shellWord(ciRoleName(projectName, identity, name))).join(' | ')})`,
      ...differing.map(([key, value]) => `    ${key}=${shellWord(value)}`),
      '    ;;',
    ];
  });
  return cases.length === 0 ? [] : ['case "${ROLE}" in', ...cases, 'esac'];
}
