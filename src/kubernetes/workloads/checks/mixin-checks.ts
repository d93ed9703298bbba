import type { Report } from '../../../synth/declare/problem';
import type { WorkloadLayer } from '../declarations';
import { mixed } from '../mixed-settings';

/** Reports empty lists that are meant to take away what a mixin says, and cannot. */
export function checkMixins({ mixins = [] }: WorkloadLayer, report: Report): void {
  if (mixins.length === 0) return;
  mixed([...mixins.map(({ settings }) => settings), mixins[0].own], (option) => {
    report(`is given "${option}: []", and has some by a mixin, to which lists add up: drop the empty one, or apply a mixin without ${option}; `
      + 'an override takes the place of all in its environment.');
  });
}
