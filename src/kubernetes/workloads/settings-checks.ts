import { checkPod } from './pod-checks';
import { checkBytes, checkPeer, checkRange, checkTexts } from './value-checks';
import { checkVariables } from './variable-checks';
import { checkVolumes } from './volume-checks';
import type { Report } from '../../synth/declare/problem';
import { isImageDigest, isImageTag, parseImage } from '../models/image-reference';
import { parseQuantity } from '../models/quantity';
import type { ContainerResources } from '../options/container-resources';
import type { WorkloadOverrides } from '../options/workload-options';

/** Reports what is wrong with one declaration of a workload of any kind, seen by itself. */
export function checkSettings(settings: WorkloadOverrides, report: Report): void {
  checkImage(settings, report);
  if (settings.resources) checkResources(settings.resources, report);
  checkVariables(settings, report);
  checkVolumes(settings.volumes ?? {}, report);
  checkPod(settings, report);
  for (const option of ['command', 'args'] as const) checkTexts(option, settings[option], report);
  for (const target of settings.connectsTo ?? []) {
    checkPeer('connectsTo', target._peer, report);
    if (target._peer.kind !== 'service') checkTargetPorts(target._ports, report);
  }
}

function checkImage({ image, imageTag, imageDigest }: WorkloadOverrides, report: Report): void {
  if (image !== undefined && !parseImage(image)) {
    report(`has image ${JSON.stringify(image)}, which is not of the form repository[:tag][@sha256:digest].`);
  }
  if (imageTag !== undefined && !isImageTag(imageTag)) {
    report(`has imageTag ${JSON.stringify(imageTag)}; a tag has letters, digits, "_", "." and "-", at most 128, and begins with none of the last two.`);
  }
  if (imageDigest !== undefined && !isImageDigest(imageDigest)) {
    report(`has imageDigest ${JSON.stringify(imageDigest)}; a digest is "sha256:" and 64 digits in lower-case hexadecimal.`);
  }
}

function checkResources(resources: ContainerResources, report: Report): void {
  for (const [kind, quantities] of Object.entries(resources as Record<string, Record<string, string | undefined> | undefined>)) {
    for (const [name, text] of Object.entries(quantities ?? {})) {
      if (text !== undefined) (name === 'cpu' ? checkCores : checkBytes)(`resources.${kind}.${name}`, text, report);
    }
  }
}

function checkCores(path: string, text: string, report: Report): void {
  const amount = parseQuantity(text);
  if (amount === undefined || amount <= 0) {
    report(`has ${path} ${JSON.stringify(text)}, which is no Kubernetes quantity above 0: write "250m" or "2".`);
  } else if (amount > 1024) {
    report(`has ${path} ${JSON.stringify(text)}, more than 1024 cores: write "250m" or "2".`);
  }
}

function checkTargetPorts(ports: readonly number[], report: Report): void {
  if (ports.length === 0) report('has a target without ports in connectsTo: name the ports it needs.');
  for (const port of ports) checkRange('a port in connectsTo:', port, 1, 65_535, report);
}
