import { renderKustomization } from './kustomization';
import { overlayDifferences } from './overlay';
import { yamlText } from '../../synth/files/yaml-text';
import type { ServiceModel } from '../service-model';

/** Stands for the namespace, which no line above it could be taken for. */
const OPEN = 'open';

/**
 * The overlays of a service in environments about which nothing else was said: they differ in the namespace only, so their
 * text is written once, and then only filled in.
 */
export class OverlayText {
  private readonly before: string;
  private readonly after: string;

  constructor(private readonly service: ServiceModel, private readonly base: string) {
    const { images } = overlayDifferences(service, service, () => []);
    const text = yamlText(renderKustomization({ namespace: OPEN, resources: [base], images }));
    const line = yamlText({ namespace: OPEN });
    this.before = text.slice(0, text.indexOf(line));
    this.after = text.slice(text.indexOf(line) + line.length);
  }

  /** Whether it holds for a service and the way to its base. */
  public isOf(service: ServiceModel, base: string): boolean {
    return this.service === service && this.base === base;
  }

  /** The whole document. */
  public in(namespace: string): string {
    return this.before + yamlText({ namespace }) + this.after;
  }
}
