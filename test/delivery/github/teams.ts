import { notFound, Route } from './route';
import type { Sequence } from './sequence';

export interface Team {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
}

/** The teams of an organization that may read the repository. */
export class Teams {
  public readonly all: Team[] = [];

  constructor(private readonly numbers: Sequence) {}

  public get routes(): Route[] {
    return [{ pattern: 'GET /orgs/{organization}/teams/{slug}', scopes: ['members'], answer: ({ parameters }) => ({ status: 200, body: this.all.find(({ slug }) => slug === parameters.slug) ?? notFound() }) }];
  }

  /** Makes a team, or finds it. */
  public add(slug: string): Team {
    const known = this.all.find((team) => team.slug === slug);
    if (known !== undefined) return known;
    const team = { id: 800 + this.numbers.next(), slug, name: slug };
    this.all.push(team);
    return team;
  }
}
