import * as net from 'net';
import type { Report } from '../../synth/declare/problem';
import { isDnsLabel, isDnsSubdomain, isVariableName } from '../../text/names';
import { isCarriedName, notCarried } from '../kustomize/carried-text';
import { isImageDigest, isImageTag, parseImage } from '../models/image-reference';
import { parseQuantity } from '../models/quantity';
import type { NetworkPeer } from '../options/network-peer';
import type { ContainerResources, WorkloadOverrides } from '../options/workload-options';

const SECRET_KEY = /^[-._a-zA-Z0-9]{1,253}$/;

/** Reports what is wrong with one declaration of a workload of any kind, seen by itself. */
export function checkSettings(settings: WorkloadOverrides, report: Report): void {
  checkImage(settings, report);
  if (settings.resources) checkResources(settings.resources, report);
  checkVariables(settings, report);
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

/** Reports a number that is none, or out of its range. */
export function checkRange(name: string, value: number | undefined, least: number, most: number, report: Report): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  report(`has ${name} ${value}; it has to be a whole number from ${least} to ${most}.`);
}

function checkResources(resources: ContainerResources, report: Report): void {
  for (const [kind, quantities] of Object.entries(resources as Record<string, Record<string, string | undefined> | undefined>)) {
    for (const [name, text] of Object.entries(quantities ?? {})) {
      if (text !== undefined) checkQuantity(`resources.${kind}.${name}`, name, text, report);
    }
  }
}

function checkQuantity(path: string, name: string, text: string, report: Report): void {
  const examples = name === 'cpu' ? '"250m" or "2"' : '"256Mi" or "1Gi"';
  const amount = parseQuantity(text);
  if (amount === undefined || amount <= 0) {
    report(`has ${path} ${JSON.stringify(text)}, which is no Kubernetes quantity above 0: write ${examples}.`);
  } else if (name !== 'cpu' && amount < 1024 * 1024) {
    report(`has ${path} ${JSON.stringify(text)}, less than a mebibyte: write ${examples} (a small "m" means a thousandth).`);
  } else if (name === 'cpu' && amount > 1024) {
    report(`has ${path} ${JSON.stringify(text)}, more than 1024 cores: write ${examples}.`);
  }
}

/** Reports text that does not reach the cluster as it is. */
export function checkText(where: string, text: string, report: Report): void {
  const what = notCarried(text);
  if (what !== undefined) report(`has ${what} in ${where}, which kustomize cannot carry to the cluster: leave it out.`);
}

/** The same for every key and value of plain data. */
export function checkTexts(where: string, data: unknown, report: Report): void {
  if (typeof data === 'string') return checkText(where, data, report);
  if (Array.isArray(data)) return data.forEach((item) => checkTexts(where, item, report));
  if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) {
      // Kustomize merges what stands at "<<" into the object around it, and cannot merge what stands at an empty key.
      if (key === '<<' || key === '') report(`has the key ${JSON.stringify(key)} in ${where}, which kustomize cannot carry to the cluster: leave it out.`);
      checkTexts(where, key, report);
      checkTexts(where, value, report);
    }
  }
}

function checkVariables({ env = {}, secretEnv = {} }: WorkloadOverrides, report: Report): void {
  for (const [name, value] of Object.entries(env)) {
    checkText(`the variable ${JSON.stringify(name)}`, value, report);
    if (!isVariableName(name)) {
      report(`has an illegal variable ${JSON.stringify(name)} in env: use letters, digits and "_", with no digit first.`);
    } else if (!isCarriedName(name)) {
      report(`has the variable "${name}" in env, which kustomize reads as no name: call it otherwise.`);
    }
  }
  for (const [name, { secret, key }] of Object.entries(secretEnv)) {
    if (!isVariableName(name)) report(`has an illegal variable ${JSON.stringify(name)} in secretEnv: use letters, digits and "_", with no digit first.`);
    if (!isDnsSubdomain(secret)) {
      report(`takes ${name} from Secret ${JSON.stringify(secret)}, which is no legal name: use lower-case letters, digits, "-" and ".".`);
    }
    if (!SECRET_KEY.test(key)) {
      report(`takes ${name} from key ${JSON.stringify(key)} of a Secret, which is no legal key: use letters, digits, "-", "_" and ".".`);
    }
  }
}

/** Reports an illegal end of a connection. */
export function checkPeer(option: string, peer: NetworkPeer, report: Report): void {
  if (peer.kind === 'cidr' && !isCidr(peer.range)) report(`has ${JSON.stringify(peer.range)} in ${option}, which is no CIDR range such as "10.0.0.0/16".`);
  if (peer.kind === 'namespace' && !isDnsLabel(peer.name)) {
    report(`has ${JSON.stringify(peer.name)} in ${option}, which is no legal name of a namespace.`);
  }
}

function isCidr(range: string): boolean {
  const [address, prefix, ...rest] = range.split('/');
  const bits = net.isIPv4(address) ? 32 : net.isIPv6(address) ? 128 : -1;
  return rest.length === 0 && /^(0|[1-9][0-9]{0,2})$/.test(prefix ?? '') && Number(prefix) <= bits;
}

function checkTargetPorts(ports: readonly number[], report: Report): void {
  if (ports.length === 0) report('has a target without ports in connectsTo: name the ports it needs.');
  for (const port of ports) checkRange('a port in connectsTo:', port, 1, 65_535, report);
}
