import type { MonitoredService } from './monitored-service';
import { yamlText } from '../../synth/files/yaml-text';

/** Two names that stand for that of a service. What is the same but for them holds for any other name that is written in the same way. */
const OPENINGS = ['TheNameOfAService', 'AnotherName'] as const;

/** A name that has to be quoted nowhere. */
const PLAIN = /^[a-z][a-z0-9-]*$/;

/**
 * YAML that is written for each service, and mostly differs in its name only: most promise the same everywhere. It is rendered
 * once for all services with the same facts, and then only filled in.
 */
export class ServiceText {
  /** The text around the name, by the facts; undefined where more than the name would differ. */
  private readonly known = new Map<string, readonly string[] | undefined>();

  constructor(private readonly render: (service: MonitoredService) => string) {}

  /** The text for a service; undefined when it cannot be had from that of another. */
  public of({ name, ...facts }: MonitoredService): string | undefined {
    if (!PLAIN.test(name) || yamlText({ name }) !== `name: ${name}\n`) return undefined;
    const key = JSON.stringify(facts);
    if (!this.known.has(key)) this.known.set(key, this.partsOf(facts));
    return this.known.get(key)?.join(name);
  }

  private partsOf(facts: Omit<MonitoredService, 'name'>): readonly string[] | undefined {
    const [parts, others] = OPENINGS.map((name) => this.render({ name, ...facts }).split(name));
    return parts.length === others.length && parts.every((part, index) => part === others[index]) ? parts : undefined;
  }
}
